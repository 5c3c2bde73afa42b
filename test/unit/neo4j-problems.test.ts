/** What Maven and Neo4j really printed, shortened, and what a user is told. */
import { describe, expect, it } from 'vitest';
import { findFetchProblem, findServerProblem, isDiskFull, isPortTaken } from '../../server/neo4j/problems.ts';

describe('findServerProblem', () => {
  it.each([
    [
      'Caused by: org.neo4j.kernel.impl.transaction.log.entry.UnsupportedLogVersionException: Log file contains entries with prefix 32, and the highest supported Kernel Version is KernelVersion{V5_25,version=20}. This indicates that the log files originates from an newer version of neo4j, which we do not support downgrading from.',
      'made by a newer Neo4j than 5.26.30',
    ],
    ['java.io.IOException: No space left on device', 'The disk is full'],
    [
      'Error: LinkageError occurred while loading main class org.neo4j.server.Neo4jCommunity\n\tjava.lang.UnsupportedClassVersionError: org/neo4j/server/Neo4jCommunity has been compiled by a more recent version of the Java Runtime (class file version 65.0), this version of the Java Runtime only recognizes class file versions up to 61.0',
      'Java is too old for Neo4j 5.26.30',
    ],
    [
      'Error occurred during initialization of VM\nCould not reserve enough space for 4194304KB object heap',
      'not enough free memory',
    ],
    [
      "OpenJDK 64-Bit Server VM warning: INFO: os::commit_memory(0x0, 1, 0) failed; error='Cannot allocate memory' (errno=12)\n# There is insufficient memory for the Java Runtime Environment to continue.",
      'not enough free memory',
    ],
    ['Terminating due to java.lang.OutOfMemoryError: Java heap space', 'ran out of memory'],
    [
      'org.neo4j.kernel.internal.locker.FileLockException: Lock file has been locked by another process: /data/databases/store_lock. Please ensure no other process is using this database',
      'Another Neo4j uses the database in /folder',
    ],
    ['java.nio.file.AccessDeniedException: /folder/data/dbms', 'may not write in /folder'],
  ])('%j', (output, sentence) => {
    expect(findServerProblem(output, '5.26.30', '/folder')).toContain(sentence);
  });

  it('names no reason where it sees none', () => {
    const output = '2026-11-23 18:33:58.975+0000 INFO  Starting...\njava.lang.IllegalStateException: something else';
    expect(findServerProblem(output, '5.26.30', '/folder')).toBeUndefined();
  });
});

describe('findFetchProblem', () => {
  it.each([
    [
      '[ERROR] Failed to execute goal: Could not transfer artifact org.neo4j.app:neo4j-server:pom:5.26.30 from/to central (https://maven.example): Unknown host maven.example: Temporary failure in name resolution',
      'cannot be reached',
    ],
    [
      '[ERROR] Cannot access central (https://maven.example) in offline mode and the artifact org.neo4j:neo4j:jar:5.26.30 has not been downloaded from it before.',
      'cannot be reached',
    ],
    [
      '[ERROR] Failed to execute goal on project managed-neo4j: Could not find artifact org.neo4j.app:neo4j-server:jar:9.9.9 in central (https://maven.example)',
      'Maven Central has no Neo4j 9.9.9',
    ],
    ['[ERROR] Error copying artifact: No space left on device', 'The disk is full'],
  ])('%j', (output, sentence) => {
    expect(findFetchProblem(output, '9.9.9', '/cache')).toContain(sentence);
  });
});

describe('isPortTaken', () => {
  it.each([
    ['java.net.BindException: Address already in use', true],
    ['io.netty.channel.unix.Errors$NativeIoException: bind(..) failed: Address already in use', true],
    ['Bolt enabled on localhost:7687.', false],
  ])('%j: %s', (output, taken) => {
    expect(isPortTaken(output)).toBe(taken);
  });
});

describe('isDiskFull', () => {
  it.each([
    [Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' }), true],
    [Object.assign(new Error('EDQUOT: quota exceeded, write'), { code: 'EDQUOT' }), true],
    [Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' }), false],
    ['ENOSPC', false],
  ])('%s: %s', (error, full) => {
    expect(isDiskFull(error)).toBe(full);
  });
});

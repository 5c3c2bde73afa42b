/** One Neo4j process: its command line, its first password, its output. */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { mkdir, open, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import { findPasswordFile, getPassword, type Memory, toMemoryFlags } from './configure.ts';
import { findProcesses } from './processes.ts';
import { describeRelease } from './versions.ts';

/** How to start the server of one data folder. All paths are absolute. */
export type Launch = { home: string; java: string; javaMajor: number; jars: string; version: string };

const OPENED_PACKAGES = ['java.nio', 'java.io', 'java.util.concurrent', 'java.lang', 'sun.nio.ch'];

export function toJavaArguments({ jars, javaMajor }: Launch): string[] {
  return [
    '-cp',
    path.join(jars, '*'),
    ...OPENED_PACKAGES.map((name) => `--add-opens=java.base/${name}=ALL-UNNAMED`),
    // From Java 22 on a warning per use, later an error: https://openjdk.org/jeps/472
    ...(javaMajor >= 22 ? ['--enable-native-access=ALL-UNNAMED'] : []),
    '-Dfile.encoding=UTF-8',
    '-Djava.awt.headless=true',
  ];
}

/** Starts Neo4j. Its output goes to a file and not to us, so that it outlives us. */
export function startServer(launch: Launch, memory: Memory): ChildProcess {
  const { home, java, version } = launch;
  const output = openSync(findConsoleLog(home), 'w', 0o600);
  try {
    return spawn(
      java,
      [
        ...toJavaArguments(launch),
        ...toMemoryFlags(memory),
        // Out of memory leaves a Java server half alive. Ended, it is started again; the store is crash-safe.
        '-XX:+ExitOnOutOfMemoryError',
        describeRelease(version).mainClass,
        `--home-dir=${home}`,
        `--config-dir=${path.join(home, 'conf')}`,
      ],
      { cwd: home, stdio: ['ignore', output, output] },
    );
  } finally {
    closeSync(output);
  }
}

/** Every Neo4j that runs on this home, whoever started it. */
export function findServers(home: string): number[] {
  return findProcesses(`--home-dir=${home} `, 'org.neo4j.server.');
}

/** Before the very first start only: later Neo4j keeps its users in its own system database. */
export async function setFirstPassword(launch: Launch): Promise<void> {
  const { home, java } = launch;
  if (await exists(path.join(home, 'data/databases/system'))) return;
  await getPassword(home);
  const output = openSync(findConsoleLog(home), 'w', 0o600);
  const admin = spawn(
    java,
    [
      ...toJavaArguments(launch),
      `-Dbasedir=${home}`,
      'org.neo4j.server.startup.Neo4jAdminCommand',
      'dbms',
      'set-initial-password',
      // Read from the file, as every user of the machine can read a command line.
      `@${findPasswordFile(home)}`,
    ],
    { cwd: home, stdio: ['ignore', output, output] },
  );
  closeSync(output);
  const code = await new Promise<number | null>((resolve, reject) => admin.on('error', reject).on('close', resolve));
  if (code !== 0) throw new Error(`neo4j-admin ended with code ${code}`);
}

export function findLogs(home: string): string {
  return path.join(home, 'logs');
}

export function findConsoleLog(home: string): string {
  return path.join(findLogs(home), 'console.log');
}

export async function createFolders(home: string): Promise<void> {
  for (const name of ['logs', 'import']) await mkdir(path.join(home, name), { recursive: true, mode: 0o700 });
}

function findDebugLog(home: string): string {
  return path.join(findLogs(home), 'debug.log');
}

/** How long the log is that Neo4j goes on with at its next start. */
export async function measureDebugLog(home: string): Promise<number> {
  return stat(findDebugLog(home)).then(
    ({ size }) => size,
    () => 0,
  );
}

/** The end of what Neo4j printed and logged since the debug log had this length, to look for a reason in. */
export async function readOutput(home: string, since: number): Promise<string> {
  const printed = await readTail(findConsoleLog(home), 0);
  return `${printed}\n${await readTail(findDebugLog(home), since)}`;
}

const TAIL_BYTES = 32_768;

/** A file that is shorter than `since` was begun anew. */
async function readTail(file: string, since: number): Promise<string> {
  try {
    const handle = await open(file);
    try {
      const { size } = await handle.stat();
      const length = Math.min(size < since ? size : size - since, TAIL_BYTES);
      const { buffer } = await handle.read(Buffer.alloc(length), 0, length, size - length);
      return buffer.toString('utf8');
    } finally {
      await handle.close();
    }
  } catch {
    return '';
  }
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

export function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const answer = (listens: boolean) => {
      socket.destroy();
      resolve(listens);
    };
    socket.on('connect', () => answer(true)).on('error', () => answer(false));
    socket.setTimeout(2_000, () => answer(false));
  });
}

import { mkdtempSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  chooseMemory,
  findPasswordFile,
  getPassword,
  toConfiguration,
  toMemoryFlags,
} from '../../server/neo4j/configure.ts';

const GIB = 1024 ** 3;

describe('chooseMemory', () => {
  it.each([
    [1, { heapMb: 512, pageCacheMb: 128, transactionsMb: 358 }],
    [4, { heapMb: 1024, pageCacheMb: 512, transactionsMb: 716 }],
    [16, { heapMb: 4096, pageCacheMb: 2048, transactionsMb: 2867 }],
    [256, { heapMb: 4096, pageCacheMb: 4096, transactionsMb: 2867 }],
  ])('of %i GB', (gigabytes, memory) => {
    expect(chooseMemory(gigabytes * GIB)).toEqual(memory);
  });

  it.each([2, 4, 8, 64])('leaves most of %i GB to others', (gigabytes) => {
    const { heapMb, pageCacheMb } = chooseMemory(gigabytes * GIB);
    expect(heapMb + pageCacheMb).toBeLessThan(gigabytes * 1024 * 0.5);
  });
});

describe('toConfiguration', () => {
  const memory = chooseMemory(4 * GIB);
  const settings = new Map(
    toConfiguration(7001, memory)
      .trimEnd()
      .split('\n')
      .map((line) => line.split('=') as [string, string]),
  );

  it.each([
    ['server.bolt.listen_address', '127.0.0.1:7001'],
    ['server.default_listen_address', '127.0.0.1'],
    ['server.http.enabled', 'false'],
    ['server.https.enabled', 'false'],
    ['dbms.usage_report.enabled', 'false'],
    ['dbms.security.auth_enabled', 'true'],
    ['dbms.security.allow_csv_import_from_file_urls', 'false'],
    ['dbms.security.procedures.allowlist', 'db.*'],
    ['server.memory.pagecache.size', '512m'],
    ['dbms.memory.transaction.total.max', '716m'],
  ])('%s is %s', (name, value) => {
    expect(settings.get(name)).toBe(value);
  });

  it('gives Java the heap of the configuration', () => {
    expect(toMemoryFlags(memory)).toEqual(['-Xms512m', `-Xmx${settings.get('server.memory.heap.max_size')}`]);
  });
});

describe('getPassword', () => {
  it('is made once, for this user only, of characters that no command line takes for an option', async () => {
    const home = mkdtempSync(path.join(os.tmpdir(), 'whoasked-password-'));
    const password = await getPassword(home);
    expect(password).toMatch(/^[0-9a-f]{48}$/);
    expect(await getPassword(home)).toBe(password);
    expect(statSync(findPasswordFile(home)).mode & 0o777).toBe(0o600);
    rmSync(home, { recursive: true });
  });
});

/** Settings of the managed server. The files are ours: written anew before each start. */
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';

/** The user every new Neo4j has. */
export const MANAGED_USER = 'neo4j';

const MIB = 1024 * 1024;

export type Memory = { heapMb: number; pageCacheMb: number; transactionsMb: number };

/**
 * A quarter of the machine for the heap and an eighth for the page cache: 1 GB and 0.5 GB on a laptop with 4 GB. All
 * transactions together may use 70 % of the heap, so that a query that asks for too much fails instead of the server.
 */
export function chooseMemory(totalBytes: number): Memory {
  const totalMb = totalBytes / MIB;
  const heapMb = clamp(totalMb / 4, 512, 4096);
  return { heapMb, pageCacheMb: clamp(totalMb / 8, 128, 4096), transactionsMb: Math.floor(heapMb * 0.7) };
}

/** What this process may use: the machine's memory, or less inside a container with a limit. */
export function readTotalMemory(): number {
  const limit = process.constrainedMemory();
  return limit > 0 && limit < os.totalmem() ? limit : os.totalmem();
}

function clamp(value: number, lowest: number, highest: number): number {
  return Math.floor(Math.min(Math.max(value, lowest), highest));
}

/** neo4j.conf. Folders are Neo4j's defaults below its home. */
export function toConfiguration(boltPort: number, memory: Memory): string {
  const settings = {
    'server.default_listen_address': '127.0.0.1',
    'server.bolt.listen_address': `127.0.0.1:${boltPort}`,
    'server.bolt.advertised_address': `127.0.0.1:${boltPort}`,
    'server.http.enabled': 'false',
    'server.https.enabled': 'false',
    'dbms.usage_report.enabled': 'false',
    'dbms.security.auth_enabled': 'true',
    'dbms.security.allow_csv_import_from_file_urls': 'false',
    'dbms.security.procedures.allowlist': 'db.*',
    'server.memory.heap.initial_size': `${Math.min(memory.heapMb, 512)}m`,
    'server.memory.heap.max_size': `${memory.heapMb}m`,
    'server.memory.pagecache.size': `${memory.pageCacheMb}m`,
    'dbms.memory.transaction.total.max': `${memory.transactionsMb}m`,
    'db.tx_log.rotation.size': '64m',
    'db.tx_log.rotation.retention_policy': '1 days 256M',
    // Netty waits 5 s, twice, for connections that cannot come any more: the databases are closed by then.
    'internal.dbms.bolt.netty_server_shutdown_quiet_period': '0',
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

/** The heap limits as flags, because we start Java ourselves: neo4j.conf's are read by Neo4j's own start script. */
export function toMemoryFlags(memory: Memory): string[] {
  return [`-Xms${Math.min(memory.heapMb, 512)}m`, `-Xmx${memory.heapMb}m`];
}

export async function writeConfiguration(home: string, boltPort: number, memory: Memory): Promise<void> {
  await mkdir(path.join(home, 'conf'), { recursive: true, mode: 0o700 });
  await writePrivateFile(path.join(home, 'conf/neo4j.conf'), toConfiguration(boltPort, memory));
}

export function findPasswordFile(home: string): string {
  return path.join(home, 'password');
}

/** The password of the managed server: random, made at the first start, readable by this user only. */
export async function getPassword(home: string): Promise<string> {
  const file = findPasswordFile(home);
  const password = await readFile(file, 'utf8').catch(() => '');
  if (password !== '') return password;
  // Letters and digits only: neo4j-admin takes a first character - for an option.
  const created = randomBytes(24).toString('hex');
  await writePrivateFile(file, created);
  return created;
}

/** Replaces the file as a whole; mode 0600. */
export async function writePrivateFile(file: string, content: string): Promise<void> {
  const unfinished = `${file}.${process.pid}`;
  await writeFile(unfinished, content, { mode: 0o600 });
  await rename(unfinished, file);
}

/** The preferred port of 127.0.0.1 when nobody listens there, else any free one. */
export async function findFreePort(preferred = 0): Promise<number> {
  return (await tryPort(preferred)) ?? (await tryPort(0)) ?? preferred;
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.on('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : undefined));
    });
  });
}

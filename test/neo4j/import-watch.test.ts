/** The command that goes on: files that grow, are rotated and come anew are imported once. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, inject, it, vi } from 'vitest';
import { closeDatabase, type Database, readRecords } from '../../server/graph/database.ts';
import { listImports } from '../../server/graph/list-imports.ts';
import { importFiles } from '../../server/import/import-files.ts';
import { clearDatabase, openTestDatabase } from '../helpers/database.ts';
import { readGraph } from '../helpers/read-graph.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(path.join(os.tmpdir(), 'whoasked-watch-'));
let database: Database;

beforeAll(async () => {
  database = openTestDatabase();
  await clearDatabase(database);
});
afterAll(async () => {
  await closeDatabase(database);
  rmSync(folder, { recursive: true, force: true });
});

const HEADER = 'client,name,time\n';

function toRows(from: number, to: number): string {
  return Array.from({ length: to - from }, (_, at) => {
    const row = from + at;
    return `198.51.100.${row % 40},n${row % 17}.alpha.example,${1772438400 + row}\n`;
  }).join('');
}

async function countLookups(): Promise<number> {
  const [record] = await readRecords(database, 'MATCH ()-[edge:LOOKED_UP]->() RETURN sum(edge.count) AS lookups');
  return Number(record?.get('lookups') ?? 0);
}

async function waitForLookups(count: number): Promise<void> {
  await vi.waitFor(async () => expect(await countLookups()).toBe(count), { timeout: 60_000, interval: 200 });
}

it('imports a folder as its files come, grow and are rotated, until Ctrl-C', async () => {
  const logs = path.join(folder, 'logs');
  const { uri, user, password } = inject('neo4j');
  const env = { ...process.env, NEO4J_URI: uri, NEO4J_USER: user, NEO4J_PASSWORD: password, DATA_DIR: folder };
  rmSync(logs, { recursive: true, force: true });
  mkdirSync(logs);
  const live = path.join(logs, 'dns.csv');
  writeFileSync(live, HEADER + toRows(0, 100));
  const args = ['--import', 'tsx', 'scripts/import.ts', '--watch', '--every', '0.3', '--dataset', 'sensor-1', logs];
  const child = spawn(process.execPath, args, { cwd: ROOT, env });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const closed = once(child, 'close');
  await waitForLookups(100);
  appendFileSync(live, toRows(100, 150));
  await waitForLookups(150);
  // The log is rotated away and begun anew, and the old one compressed later.
  const rotated = path.join(logs, 'dns-1.csv');
  renameSync(live, rotated);
  writeFileSync(live, HEADER + toRows(150, 180));
  await waitForLookups(180);
  writeFileSync(`${rotated}.gz`, gzipSync(HEADER + toRows(0, 150)));
  rmSync(rotated);
  writeFileSync(path.join(logs, 'notes.txt'), 'no log at all\n');
  await vi.waitFor(() => expect(said).toMatch(/format of notes.txt is not recognized/), { timeout: 60_000 });
  child.kill('SIGINT');
  const [code] = await closed;
  expect(code).toBe(0);
  expect(await countLookups()).toBe(180);
  expect(await listImports(database)).toMatchObject([{ read: 100 }, { read: 50 }, { read: 30 }]);
  const watched = await readGraph(database);
  await clearDatabase(database);
  const whole = path.join(folder, 'whole.csv');
  writeFileSync(whole, HEADER + toRows(0, 180));
  await importFiles(database, [whole], { dataset: 'sensor-1', rejectedFolder: folder });
  expect(await readGraph(database)).toEqual(watched);
}, 180_000);

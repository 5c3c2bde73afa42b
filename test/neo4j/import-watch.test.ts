/** The command that goes on: files that grow, are rotated and come anew are imported once. */
import { appendFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it, vi } from 'vitest';
import { readRecords } from '../../server/graph/database.ts';
import { listImports } from '../../server/graph/list-imports.ts';
import { clearDatabase } from '../helpers/database.ts';
import { startImport } from '../helpers/import-process.ts';
import { setUpImports } from '../helpers/imports.ts';
import { readGraph } from '../helpers/read-graph.ts';

const { database, folder, environment, write, importAll } = setUpImports('watch');

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
  rmSync(logs, { recursive: true, force: true });
  mkdirSync(logs);
  const live = path.join(logs, 'dns.csv');
  writeFileSync(live, HEADER + toRows(0, 100));
  const { child, ended } = startImport(['--watch', '--every', '0.3', '--dataset', 'sensor-1', logs], environment);
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said += chunk;
  });
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
  const { code } = await ended;
  expect(code).toBe(0);
  expect(await countLookups()).toBe(180);
  expect(await listImports(database)).toMatchObject([{ read: 100 }, { read: 50 }, { read: 30 }]);
  const watched = await readGraph(database);
  await clearDatabase(database);
  await importAll([write('whole.csv', HEADER + toRows(0, 180))], { dataset: 'sensor-1' });
  expect(await readGraph(database)).toEqual(watched);
}, 180_000);

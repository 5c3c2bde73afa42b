/** `npm run import -- list` and `--remove-dataset` as child processes. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, inject, it } from 'vitest';
import { closeDatabase, type Database } from '../../server/graph/database.ts';
import { isEmpty } from '../../server/graph/is-empty.ts';
import { importFiles } from '../../server/import/import-files.ts';
import { clearDatabase, openTestDatabase } from '../helpers/database.ts';

const ROOT = new URL('../../', import.meta.url).pathname;
const folder = mkdtempSync(path.join(os.tmpdir(), 'whoasked-datasets-'));
const log = path.join(folder, 'dns.csv');
writeFileSync(log, 'client,name,time\n198.51.100.7,a.alpha.example,1772438400\n');
let database: Database;

beforeAll(() => {
  database = openTestDatabase();
});
beforeEach(async () => {
  await clearDatabase(database);
  await importFiles(database, [log], { dataset: 'sensor-1', rejectedFolder: folder });
});
afterAll(async () => {
  await closeDatabase(database);
  rmSync(folder, { recursive: true, force: true });
});

async function run(...args: string[]) {
  const { uri, user, password } = inject('neo4j');
  const env = { ...process.env, NEO4J_URI: uri, NEO4J_USER: user, NEO4J_PASSWORD: password, DATA_DIR: folder };
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/import.ts', ...args], { cwd: ROOT, env });
  const output = { out: '', err: '' };
  child.stdout.on('data', (chunk) => {
    output.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output.err += chunk;
  });
  child.stdin.end();
  const [code] = await once(child, 'close');
  return { code, ...output };
}

it('list shows what is in, as a table and as JSON', async () => {
  const table = await run('list');
  expect(table).toMatchObject({ code: 0, err: '' });
  expect(table.out).toMatch(/^sensor-1 \(clients: addresses\)\n {2}file +format.*\n {2}dns\.csv +csv +done +1 +1 /);
  const { out } = await run('list', '--json');
  expect(JSON.parse(out)).toMatchObject([{ dataset: 'sensor-1', file: 'dns.csv', status: 'done', accepted: 1 }]);
});

it('--remove-dataset needs a yes, then takes out and counts', async () => {
  const unasked = await run('--remove-dataset', 'sensor-1');
  expect(unasked).toMatchObject({ code: 1, out: '' });
  expect(unasked.err).toContain('needs --yes where there is no terminal to ask on.');
  const unknown = await run('--remove-dataset', 'sensor-2', '--yes');
  expect(unknown).toMatchObject({ code: 1, err: 'There is no data set "sensor-2". There are: sensor-1.\n' });
  const removed = await run('--remove-dataset', 'sensor-1', '--yes', '--json');
  expect(JSON.parse(removed.out)).toEqual({
    dataset: 'sensor-1',
    edges: { LOOKED_UP: 1 },
    nodes: { HostName: 1, IP: 1, DomainName: 1 },
  });
  expect(await isEmpty(database)).toBe(true);
});

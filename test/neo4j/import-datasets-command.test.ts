/** `npm run import -- list` and `--remove-dataset` as child processes. */
import { beforeEach, expect, it } from 'vitest';
import { isEmpty } from '../../server/graph/is-empty.ts';
import { startImport } from '../helpers/import-process.ts';
import { setUpImports } from '../helpers/imports.ts';

const { database, environment, write, importAll } = setUpImports('datasets');
const log = write('dns.csv', ['client,name,time', '198.51.100.7,a.alpha.example,1772438400']);

beforeEach(async () => {
  await importAll([log], { dataset: 'sensor-1' });
});

async function run(...args: string[]) {
  return startImport(args, environment).ended;
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

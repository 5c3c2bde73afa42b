/** Connections that are lost just after a commit: it is neither repeated nor forgotten, and nobody is blamed for it. */
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { closeDatabase, openDatabase } from '../../server/graph/database.ts';
import { importFiles } from '../../server/import/import-files.ts';
import { type CuttingProxy, openCuttingProxy } from '../helpers/cutting-proxy.ts';
import { clearDatabase } from '../helpers/database.ts';
import { IS_LONG } from '../helpers/fault-rounds.ts';
import { readLedger, toZeekLog } from '../helpers/import-process.ts';
import { setUpImports } from '../helpers/imports.ts';
import { readGraph } from '../helpers/read-graph.ts';

const { database, folder, write } = setUpImports('connections');
const file = write('dns.log', toZeekLog(400));
let proxy: CuttingProxy;

beforeAll(async () => {
  proxy = await openCuttingProxy(inject('neo4j'));
});
afterAll(() => proxy.close());

/** Imports the file over a connection that loses the answer to the commit of this number. */
async function importShakily(commit: number): Promise<void> {
  proxy.cutAt(commit);
  const shaky = openDatabase(proxy.connection);
  try {
    const [summary] = await importFiles(shaky, [file], { rejectedFolder: folder });
    expect([commit, summary]).toMatchObject([commit, { read: 400, accepted: 400, alreadyImported: false }]);
  } finally {
    await closeDatabase(shaky);
  }
  expect([commit, await readLedger(database)]).toEqual([commit, { statuses: ['done'], lanes: 0, holders: 0 }]);
}

it('loses the answer to any one commit without a trace', { timeout: 600_000 }, async () => {
  await importShakily(Number.POSITIVE_INFINITY);
  const clean = await readGraph(database);
  const commits = proxy.commits();
  expect(commits).toBeGreaterThan(6);
  // The last but one finishes the import, the last gives the data set back.
  const all = Array.from({ length: commits }, (_, commit) => commit);
  for (const commit of IS_LONG ? all : [1, 4, commits - 2]) {
    await clearDatabase(database);
    await importShakily(commit);
    expect(proxy.commits()).toBeGreaterThan(commit);
    expect(await readGraph(database)).toEqual(clean);
  }
});

/** The app on the tiny graph, with one saved query and a page of one line. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { closeDatabase, type Database } from '../../server/graph/database.ts';
import { startApi, type TestApi } from './api.ts';
import { openTestDatabase } from './database.ts';
import { createTinyGraph } from './tiny-graph.ts';

const ASKERS = `// title: Askers
// description: Who asked.
// category: Who asked
// param: name node HostName.name
// param: least integer 2
MATCH (ip:IP)-[r:LOOKED_UP]->(:HostName {name: $name}) WHERE r.count >= $least
RETURN ip, sum(r.count) AS lookups ORDER BY lookups DESC
`;

export type TinyApi = { api: TestApi; database: Database; folder: string };

async function start(): Promise<TinyApi> {
  const database = openTestDatabase();
  await createTinyGraph(database);
  const folder = await mkdtemp(path.join(os.tmpdir(), 'whoasked-api-'));
  await writeFile(path.join(folder, 'index.html'), '<title>client</title>');
  await writeFile(path.join(folder, 'askers.cypher'), ASKERS);
  return { database, folder, api: await startApi(database, { savedQueriesDir: folder, clientDir: folder }) };
}

/** Started before and stopped after all tests of a file; its parts are there while they run. */
export function setUpTinyApi(): TinyApi {
  const tiny = {} as TinyApi;
  beforeAll(async () => {
    Object.assign(tiny, await start());
  });
  afterAll(async () => {
    await tiny.api.close();
    await closeDatabase(tiny.database);
    await rm(tiny.folder, { recursive: true });
  });
  return tiny;
}

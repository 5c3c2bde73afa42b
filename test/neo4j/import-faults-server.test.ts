/** `kill -9` of Neo4j during an import: the importer says so or goes on, and the totals are those of a clean import. */
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseConfig } from '../../server/config.ts';
import { closeDatabase, type Database, openDatabase } from '../../server/graph/database.ts';
import { importFiles } from '../../server/import/import-files.ts';
import { type ManagedNeo4j, startManagedNeo4j } from '../../server/neo4j/managed.ts';
import { findProcesses } from '../../server/neo4j/processes.ts';
import { findHome } from '../../server/neo4j/run-file.ts';
import { findServers } from '../../server/neo4j/server-process.ts';
import type { Random } from '../../server/sample/random.ts';
import { clearDatabase } from '../helpers/database.ts';
import { chooseRounds, runRound } from '../helpers/fault-rounds.ts';
import { BATCHES, countCommits, readLedger, startImport, toZeekLog } from '../helpers/import-process.ts';
import { readGraph } from '../helpers/read-graph.ts';

const KILLS = chooseRounds(1, 20);
const PATIENCE_MS = 480_000;
/** What an importer says whose Neo4j is gone: at work, or when it is about to begin. */
const GONE = /Neo4j does not answer\. Is it running\?|Neo4j has stopped answering\./;

const dataDir = mkdtempSync(path.join(realpathSync(os.tmpdir()), 'whoasked-killed-'));
const home = findHome(dataDir);
const file = path.join(dataDir, 'dns.log');
let neo4j: ManagedNeo4j;
let database: Database;
let clean: string[];

async function openNeo4j(): Promise<void> {
  neo4j = await startManagedNeo4j({
    dataDir,
    version: parseConfig(process.env).neo4jVersion,
    onProgress: () => undefined,
  });
  database = openDatabase(neo4j.connection);
}

function hasSupervisor(): boolean {
  return findProcesses('supervisor.ts', JSON.stringify(home)).length > 0;
}

beforeAll(async () => {
  writeFileSync(file, toZeekLog(chooseRounds(12_000, 30_000)));
  await openNeo4j();
  await importFiles(database, [file], { rejectedFolder: dataDir });
  clean = await readGraph(database);
}, PATIENCE_MS);

afterAll(async () => {
  await closeDatabase(database);
  await neo4j.release();
  while (hasSupervisor()) await wait(100);
  rmSync(dataDir, { recursive: true });
}, PATIENCE_MS);

function start() {
  return startImport([file], { NEO4J_URI: '', DATA_DIR: dataDir });
}

async function untilItAnswers(): Promise<void> {
  const answers = () =>
    countCommits(database).then(
      () => true,
      () => false,
    );
  while (!(await answers())) {
    await wait(200);
    // One that is killed again and again within minutes is given up, until somebody starts it anew.
    if (hasSupervisor()) continue;
    await closeDatabase(database);
    await openNeo4j();
  }
}

/** Answers false where the import was over first. */
async function killServer(random: Random): Promise<boolean> {
  const { child, ended } = start();
  const commits = random.below(BATCHES);
  while (child.exitCode === null && (await countCommits(database)) <= commits) await wait(3);
  await wait(random.below(100));
  const [server] = findServers(home);
  if (server === undefined) throw new Error('There is no Neo4j to kill.');
  const isKilled = child.exitCode === null;
  if (isKilled) process.kill(server, 'SIGKILL');
  const { code, err } = await ended;
  if (code !== 0) expect(err).toMatch(GONE);
  expect([0, 1]).toContain(code);
  await untilItAnswers();
  return isKilled;
}

it(`killed ${KILLS} times, Neo4j holds the totals of a clean import`, { timeout: KILLS * PATIENCE_MS }, async () => {
  let kills = 0;
  for (let round = 0; kills < KILLS; round += 1) {
    await runRound('kill Neo4j', round, async (random) => {
      await clearDatabase(database);
      if (await killServer(random)) kills += 1;
      const { code, err } = await start().ended;
      expect(code, err).toBe(0);
      expect(await readLedger(database)).toEqual({ statuses: ['done'], lanes: 0, holders: 0 });
      expect(await readGraph(database)).toEqual(clean);
    });
  }
});

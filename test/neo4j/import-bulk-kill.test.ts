/** `npm run import -- --bulk` with real processes that are really killed while Neo4j's import tool is used. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseConfig } from '../../server/config.ts';
import { closeDatabase, type Database, openDatabase, readRecords } from '../../server/graph/database.ts';
import { importFiles } from '../../server/import/import-files.ts';
import { findImportTools } from '../../server/neo4j/import-tool.ts';
import { startManagedNeo4j } from '../../server/neo4j/managed.ts';
import { findProcesses } from '../../server/neo4j/processes.ts';
import { findBulkHome } from '../../server/neo4j/replace-store.ts';
import { findHome, readRunFile } from '../../server/neo4j/run-file.ts';
import { clearDatabase, openTestDatabase } from '../helpers/database.ts';
import { IS_LONG } from '../helpers/fault-rounds.ts';
import { ROOT } from '../helpers/source-tree.ts';

const folder = mkdtempSync(path.join(realpathSync(os.tmpdir()), 'whoasked-bulk-kill-'));
const home = findHome(folder);
const file = path.join(folder, 'long.csv');
let child: ChildProcess | undefined;
let output = '';

function start(): ChildProcess {
  const env = { ...process.env, NEO4J_URI: '', DATA_DIR: folder };
  const args = ['--import', 'tsx', 'scripts/import.ts', '--bulk', '--dataset', 'sensor-1', '--json', file];
  const started = spawn(process.execPath, args, { cwd: ROOT, env });
  output = '';
  for (const stream of [started.stdout, started.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
  }
  child = started;
  return started;
}

/** Waits for the moment, and fails where the command has ended before it. */
async function until(moment: () => boolean, command: ChildProcess): Promise<void> {
  while (!moment()) {
    if (command.exitCode !== null) throw new Error(`It ended with code ${command.exitCode}:\n${output}`);
    await wait(2);
  }
}

function findSupervisors(): number[] {
  return findProcesses('supervisor.ts', JSON.stringify(home));
}

function killSupervisor(): void {
  process.kill(readRunFile(home)?.pid ?? Number.NaN, 'SIGKILL');
}

async function readTotals(database: Database) {
  const [record] = await readRecords(
    database,
    `MATCH ()-[edge]->()
     WITH count(edge) AS edges, sum(edge.count) AS counted, sum(reduce(s = 0, c IN edge.hour_counts | s + c)) AS hours,
       sum(reduce(s = 0, h IN edge.hours | s + h)) AS when, min(edge.first_seen) AS first, max(edge.last_seen) AS last
     MATCH (entry:_Import)
     RETURN edges, counted, hours, when, toString(first) AS first, toString(last) AS last, COUNT { (node) } AS nodes,
       entry.status AS status, entry.nodesCreated AS nodesCreated, entry.edgesCreated AS edgesCreated,
       COUNT { (:_Lane) } AS lanes, [(entry)-->() | 1] AS none, keys(entry) AS properties`,
  );
  const { properties, ...totals } = record?.toObject() ?? {};
  return { ...totals, properties: [...(properties as string[])].sort() };
}

beforeAll(() => {
  const lines = Array.from({ length: IS_LONG ? 30_000 : 6_000 }, (_, at) => {
    const client = `198.18.${at % 200}.${(at * 7) % 250}`;
    return `${client},n${(at * 13) % 29_989}.alpha.example,${1772438400 + (at % 90_000)},A,,203.0.113.${at % 200}`;
  });
  writeFileSync(file, `client,name,time,qtype,rcode,answers\n${lines.join('\n')}\n`);
});

afterAll(async () => {
  child?.kill('SIGKILL');
  while (findSupervisors().length > 0) await wait(100);
  rmSync(folder, { recursive: true });
});

describe('kill -9', () => {
  it('of the import or of the supervisor, again and again, gives the totals of one clean run', async () => {
    // The import, while it writes files.
    if (IS_LONG) {
      const first = start();
      await until(() => existsSync(path.join(findBulkHome(home), 'files', 'edges-LOOKED_UP.csv')), first);
      first.kill('SIGKILL');
      await once(first, 'close');
    }

    // The import, while the tool runs: it may end its work, or be stopped with the supervisor.
    if (IS_LONG) {
      const second = start();
      await until(() => findImportTools(home).length > 0, second);
      second.kill('SIGKILL');
      await once(second, 'close');
      while (findSupervisors().length > 0) await wait(100);
      expect([findImportTools(home), existsSync(findBulkHome(home))]).toEqual([[], false]);
    }

    // The supervisor, while the tool runs: the command says so and fails.
    if (IS_LONG) {
      const third = start();
      await until(() => findImportTools(home).length > 0, third);
      killSupervisor();
      const [code] = await once(third, 'close');
      expect([code, output]).toEqual([1, expect.stringContaining('The process that runs Neo4j ended')]);
    }

    // The supervisor, when the new store is in its place.
    const fourth = start();
    await until(() => findImportTools(home).length > 0, fourth);
    await until(() => !existsSync(findBulkHome(home)), fourth);
    killSupervisor();
    await once(fourth, 'close');

    const last = start();
    expect([(await once(last, 'close'))[0], output]).toEqual([0, expect.not.stringContaining('over Bolt')]);
    const managed = await startManagedNeo4j({
      dataDir: folder,
      version: parseConfig(process.env).neo4jVersion,
      onProgress: () => {},
    });
    const database = openDatabase(managed.connection);
    const other = openTestDatabase();
    try {
      await clearDatabase(other);
      await importFiles(other, [file], { dataset: 'sensor-1' });
      expect(await readTotals(database)).toEqual(await readTotals(other));
    } finally {
      await clearDatabase(other);
      await closeDatabase(other);
      await closeDatabase(database);
      await managed.release();
    }
  }, 900_000);
});

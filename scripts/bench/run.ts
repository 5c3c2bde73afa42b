/** `npm run bench -- [NAME…] [--file FILE]…`: each benchmark beside its baseline, as a table and as JSON. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { parseConfig } from '../../server/config.ts';
import { StartError } from '../../server/errors.ts';
import { closeDatabase, type Database, openDatabase, readRecords } from '../../server/graph/database.ts';
import { acquireNeo4j } from '../../server/neo4j/acquire.ts';
import type { BulkLoader } from '../../server/neo4j/managed.ts';
import { createProgressPrinter } from '../../server/neo4j/progress.ts';
import { writeSample } from '../../server/sample/write-sample.ts';
import { benchBulk } from './bulk.ts';
import { benchImport } from './import.ts';

export type BenchContext = {
  /** Empty at the start of every benchmark, which leaves it empty. */
  database: Database;
  files: readonly string[];
  /** Absent with NEO4J_URI. */
  bulkLoader: BulkLoader | undefined;
  /** For what a benchmark writes; removed at the end. */
  folder: string;
  /** Of the Neo4j that we would run ourselves. */
  version: string;
};

export type BenchRow = Record<string, string | number>;

const BENCHES: Record<string, (context: BenchContext) => Promise<BenchRow[]>> = {
  import: benchImport,
  bulk: benchBulk,
};

async function checkEmpty(database: Database): Promise<void> {
  const [record] = await readRecords<{ nodes: bigint }>(database, 'MATCH (node) RETURN count(node) AS nodes');
  if (record?.get('nodes') === 0n) return;
  throw new StartError('The database at NEO4J_URI is not empty, and a benchmark empties it: give it another one.');
}

async function runBenches(names: readonly string[], given: readonly string[]): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'whoasked-bench-'));
  const printer = createProgressPrinter(process.stderr);
  try {
    const config = parseConfig({ ...process.env, DATA_DIR: folder });
    const neo4j = await acquireNeo4j(config, printer.onProgress).finally(printer.finish);
    const database = openDatabase(neo4j.connection);
    try {
      await checkEmpty(database);
      const place = { bulkLoader: neo4j.bulk, folder, version: config.neo4jVersion };
      const files = given.length > 0 ? given : [(await writeSample(folder)).lookups];
      for (const name of names) {
        const rows = (await BENCHES[name]?.({ database, files, ...place })) ?? [];
        console.log(`${name}: ${os.cpus().length} cores, Node ${process.version}`);
        console.table(rows);
        console.log(JSON.stringify({ bench: name, rows }));
      }
    } finally {
      await closeDatabase(database);
      await neo4j.release();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function main(): Promise<void> {
  const options = { file: { type: 'string', multiple: true } } as const;
  const { values, positionals } = parseArgs({ args: process.argv.slice(2), allowPositionals: true, options });
  const names = positionals.length > 0 ? positionals : Object.keys(BENCHES);
  const unknown = names.find((name) => !Object.hasOwn(BENCHES, name));
  if (unknown)
    throw new StartError(`There is no benchmark "${unknown}"; there are ${Object.keys(BENCHES).join(', ')}.`);
  await runBenches(names, values.file ?? []);
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

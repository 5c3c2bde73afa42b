/** `npm run bench -- [NAME…] [options]`: each benchmark beside its baseline, as a table and as JSON. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseConfig } from '../../server/config.ts';
import { StartError } from '../../server/errors.ts';
import { closeDatabase, type Database, openDatabase, readRecords } from '../../server/graph/database.ts';
import { getServerInfo } from '../../server/graph/get-server-info.ts';
import { acquireNeo4j } from '../../server/neo4j/acquire.ts';
import { createProgressPrinter } from '../../server/neo4j/progress.ts';
import { writeSample } from '../../server/sample/write-sample.ts';
import { type BenchOptions, parseBenchOptions } from './bench-options.ts';
import { benchBulk } from './bulk.ts';
import type { BenchContext } from './import/context.ts';
import type { BenchRow } from './import/measure.ts';
import { benchImport } from './import.ts';

const BENCHES: Record<string, (context: BenchContext) => Promise<BenchRow[]>> = {
  import: benchImport,
  bulk: benchBulk,
};

async function checkEmpty(database: Database): Promise<void> {
  const [record] = await readRecords<{ nodes: bigint }>(database, 'MATCH (node) RETURN count(node) AS nodes');
  if (record?.get('nodes') === 0n) return;
  throw new StartError('The database at NEO4J_URI is not empty, and a benchmark empties it: give it another one.');
}

/** What the figures depend on beside the code. */
async function describeMachine(database: Database): Promise<string> {
  const { version, edition } = await getServerInfo(database);
  const load = os.loadavg().map((average) => average.toFixed(1));
  return `${os.cpus().length} cores, load average ${load.join(' ')}, Node ${process.version}, Neo4j ${version} ${edition}`;
}

async function runBenches(names: readonly string[], options: BenchOptions): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'whoasked-bench-'));
  const printer = createProgressPrinter(process.stderr);
  try {
    const config = parseConfig({ ...process.env, DATA_DIR: folder });
    const neo4j = await acquireNeo4j(config, printer.onProgress).finally(printer.finish);
    const { connection } = neo4j;
    const database = openDatabase(connection);
    try {
      await checkEmpty(database);
      const files = options.files.length > 0 ? options.files : [(await writeSample(folder)).lookups];
      for (const name of names) {
        const before = await describeMachine(database);
        const rows =
          (await BENCHES[name]?.({
            ...{ database, connection, files, folder, options },
            bulkLoader: neo4j.bulk,
            version: config.neo4jVersion,
          })) ?? [];
        const machine = { before, after: await describeMachine(database) };
        console.log(`${name}, at its beginning: ${machine.before}\n${name}, at its end: ${machine.after}`);
        console.table(rows.map(({ note: _note, ...row }) => row));
        for (const { measure, note } of rows) if (note !== undefined) console.log(`${measure}: ${note}`);
        console.log(JSON.stringify({ bench: name, machine, rows }));
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
  const options = parseBenchOptions(process.argv.slice(2));
  const names = options.benches.length > 0 ? options.benches : Object.keys(BENCHES);
  const unknown = names.find((name) => !Object.hasOwn(BENCHES, name));
  if (unknown)
    throw new StartError(`There is no benchmark "${unknown}"; there are ${Object.keys(BENCHES).join(', ')}.`);
  await runBenches(names, options);
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

/** The process behind run-way.ts: `way-process.ts WAY FILE`, answers JSON. */
import { parseConfig } from '../../../server/config.ts';
import { closeDatabase, type Database, openDatabase } from '../../../server/graph/database.ts';
import { importFiles } from '../../../server/import/import-files.ts';
import type { ImportOptions } from '../../../server/import/import-options.ts';
import { createPlainly, prepareRows } from './create-plainly.ts';
import { time } from './measure.ts';
import type { WayResult } from './run-way.ts';

/** What keeps the import on Bolt where it could load in bulk instead belongs here. */
const OVER_BOLT: ImportOptions = { bulk: 'never' };

function open(): Database {
  const { neo4j, database } = parseConfig(process.env);
  if (!neo4j) throw new Error('NEO4J_URI is missing.');
  return openDatabase({ ...neo4j, database });
}

async function importTimed(file: string, database: Database | undefined): Promise<WayResult> {
  const started = performance.now();
  const [summary] = await importFiles(database, [file], database ? OVER_BOLT : { dryRun: true });
  return { seconds: (performance.now() - started) / 1000, ...(summary ? { summary } : {}) };
}

async function run(way: string | undefined, file: string): Promise<WayResult> {
  if (way === 'dry-run') return importTimed(file, undefined);
  const database = open();
  try {
    if (way === 'import') return await importTimed(file, database);
    const rows = await prepareRows(file);
    return { seconds: await time(() => createPlainly(database, rows)) };
  } finally {
    await closeDatabase(database);
  }
}

const [way, file = ''] = process.argv.slice(2);
process.stdout.write(JSON.stringify(await run(way, file)));

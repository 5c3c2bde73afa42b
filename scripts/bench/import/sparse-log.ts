/**
 * A log with hardly any repetition, over Bolt: our importer beside LOAD CSV with a MERGE per row, and beside plain CREATE
 * of rows that were counted beforehand.
 */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { importFiles } from '../../../server/import/import-files.ts';
import type { BenchContext } from './context.ts';
import { loadCsv } from './load-csv.ts';
import {
  type BenchRow,
  checkSame,
  clear,
  readContent,
  readTotals,
  takeTurns,
  time,
  toBenchRow,
  toRate,
  toSecondsText,
} from './measure.ts';
import { writePart } from './read-log.ts';
import { runWay, type Way } from './run-way.ts';
import { writeSparseLog } from './synthetic-log.ts';

const WARM_UP_ROWS = 20_000;

type Logs = { whole: string; part: string };

async function compare({ database, connection, options }: BenchContext, { whole, part }: Logs): Promise<BenchRow[]> {
  const { rows, loadCsvRows, runs } = options;
  const [counted] = await importFiles(undefined, [part], { dryRun: true });
  const contents: Partial<Record<Way, Record<string, number>>> = {};
  const run = async (way: 'import' | 'create') => {
    const { seconds } = await runWay(way, whole, connection);
    contents[way] = await readContent(database);
    await clear(database);
    return seconds;
  };
  const [ours, created, loaded] = await takeTurns(runs, [
    () => run('import'),
    () => run('create'),
    async () => {
      const seconds = await time(() => loadCsv(database, part));
      const expected = { pairs: counted?.pairs, lookups: counted?.accepted };
      checkSame('LOAD CSV of the part', expected, await readTotals(database));
      await clear(database);
      return seconds;
    },
  ]);
  if (!ours || !created || !loaded || !contents.import || !contents.create) throw new Error('nothing was run');
  checkSame('The graph', contents.import, contents.create);
  const importing = `${rows} rows, ${contents.import.pairs} pairs; ours ${toSecondsText(ours)}`;
  return [
    toBenchRow({
      measure: 'sparse-log, LOAD CSV',
      ours: toRate(rows, ours.median),
      baseline: toRate(loadCsvRows, loaded.median),
      ratio: rows / ours.median / (loadCsvRows / loaded.median),
      goal: { atLeast: 2.5 },
      note: `${importing}; LOAD CSV with MERGE per row, the first ${loadCsvRows} rows only, ${toSecondsText(loaded)}`,
    }),
    toBenchRow({
      measure: 'sparse-log, plain CREATE',
      ours: toRate(rows, ours.median),
      baseline: toRate(rows, created.median),
      ratio: created.median / ours.median,
      goal: { atLeast: 0.9 },
      note: `${importing}; plain CREATE in three sessions, counting not included, ${toSecondsText(created)}`,
    }),
  ];
}

/** Neo4j compiles what it runs often: all ways are run once on a part before anything is measured. */
async function warmUp({ database, connection }: BenchContext, file: string): Promise<void> {
  for (const way of ['import', 'create'] as const) {
    await runWay(way, file, connection);
    await clear(database);
  }
  await loadCsv(database, file);
  await clear(database);
}

export async function measureSparseLog(context: BenchContext): Promise<BenchRow[]> {
  const { folder, options } = context;
  const [whole, part, warm] = ['sparse.log', 'sparse-part.log', 'sparse-warm-up.log'].map((name) =>
    path.join(folder, name),
  ) as [string, string, string];
  await writeSparseLog(whole, options.rows);
  await writePart(whole, part, options.loadCsvRows);
  await writePart(whole, warm, WARM_UP_ROWS);
  try {
    await warmUp(context, warm);
    return await compare(context, { whole, part });
  } finally {
    await Promise.all([whole, part, warm].map((file) => rm(file)));
  }
}

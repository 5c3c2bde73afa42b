/** From a Zeek log to the graph: our importer beside LOAD CSV with a MERGE per row. */
import path from 'node:path';
import { importFiles } from '../../../server/import/import-files.ts';
import type { BenchContext } from './context.ts';
import { loadCsv } from './load-csv.ts';
import {
  type BenchRow,
  checkSame,
  clear,
  readTotals,
  takeTurns,
  time,
  toBenchRow,
  toRate,
  toSecondsText,
} from './measure.ts';

const WARM_UP_ROWS = 20_000;

async function compare({ database, options }: BenchContext, file: string): Promise<BenchRow> {
  const [counted] = await importFiles(undefined, [file], { dryRun: true });
  if (!counted) throw new Error(`${file} could not be counted.`);
  const expected = { pairs: counted.pairs, lookups: counted.accepted };
  const run = async (what: string, work: () => Promise<unknown>) => {
    const seconds = await time(work);
    checkSame(`${what} of ${path.basename(file)}`, expected, await readTotals(database));
    await clear(database);
    return seconds;
  };
  const [ours, theirs] = await takeTurns(options.runs, [
    () => run('The import', () => importFiles(database, [file])),
    () => run('LOAD CSV', () => loadCsv(database, file)),
  ]);
  if (!ours || !theirs) throw new Error('nothing was run');
  return toBenchRow({
    measure: `real-log: ${path.basename(file)}`,
    ours: toRate(counted.read, ours.median),
    baseline: toRate(counted.read, theirs.median),
    ratio: theirs.median / ours.median,
    goal: { atLeast: 10 },
    note:
      `${counted.read} rows, ${counted.pairs} pairs; ours ${toSecondsText(ours)}; ` +
      `LOAD CSV with MERGE per row ${toSecondsText(theirs)}`,
  });
}

/** Neo4j compiles what it runs often: both ways are run once on a part before anything is measured. */
export async function measureRealLog(context: BenchContext): Promise<BenchRow[]> {
  const { database, files } = context;
  const [first] = files;
  if (first !== undefined) {
    await importFiles(database, [first], { dataset: 'warm-up' });
    await clear(database);
    await loadCsv(database, first, WARM_UP_ROWS);
    await clear(database);
  }
  const rows: BenchRow[] = [];
  for (const file of files) rows.push(await compare(context, file));
  return rows;
}

/** Another hour of the same day into a graph that holds the day, beside the same hour into an empty graph. */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { importFiles } from '../../../server/import/import-files.ts';
import type { BenchContext } from './context.ts';
import {
  type BenchRow,
  checkSame,
  clear,
  readTotals,
  type Timings,
  toBenchRow,
  toSecondsText,
  toTimings,
} from './measure.ts';
import { createGrowingDay, type GrowingDay, LATER_HOURS, SEED, writeSparseLog } from './synthetic-log.ts';

const DATASET = 'day';
const MAX_PAIRS_PER_HOUR = 100_000;
const WARM_UP_ROWS = 20_000;

async function importHour({ database }: BenchContext, file: string, edgesCreated: number): Promise<number> {
  const before = await readTotals(database);
  const started = performance.now();
  const [summary] = await importFiles(database, [file], { dataset: DATASET });
  const seconds = (performance.now() - started) / 1000;
  if (!summary) throw new Error(`${file} was not imported.`);
  const expected = { pairs: before.pairs + edgesCreated, lookups: before.lookups + summary.accepted };
  checkSame(`The graph after ${path.basename(file)}`, await readTotals(database), expected);
  return seconds;
}

async function importIntoEmpty(context: BenchContext, day: GrowingDay, files: readonly string[]): Promise<Timings> {
  const all: number[] = [];
  for (const file of files) {
    all.push(await importHour(context, file, day.known + day.added));
    await clear(context.database);
  }
  return toTimings(all);
}

async function importIntoDay(context: BenchContext, day: GrowingDay, files: readonly string[]): Promise<Timings> {
  const { database, folder, options, bulkLoader } = context;
  const file = path.join(folder, 'day.log');
  await day.writeDay(file);
  await importFiles(database, [file], { dataset: DATASET, ...(bulkLoader ? { bulkLoader } : {}) });
  await rm(file);
  const { pairs } = await readTotals(database);
  checkSame('The day', { pairs }, { pairs: options.edges });
  const all: number[] = [];
  for (const hour of files) all.push(await importHour(context, hour, day.added));
  await clear(database);
  return toTimings(all);
}

/** Three hours, each a run: one import cannot be repeated into the same graph. */
export async function measureSecondHour(context: BenchContext): Promise<BenchRow[]> {
  const { database, folder, options } = context;
  const pairsPerHour = Math.min(MAX_PAIRS_PER_HOUR, Math.ceil(options.edges / 10));
  const day = createGrowingDay(options.edges, pairsPerHour);
  const warm = path.join(folder, 'warm-up.log');
  await writeSparseLog(warm, WARM_UP_ROWS, SEED + 1);
  await importFiles(database, [warm], { dataset: DATASET });
  await clear(database);
  await rm(warm);
  const files: string[] = [];
  for (const hour of LATER_HOURS) {
    const file = path.join(folder, `hour-${hour}.log`);
    await day.writeHour(file, hour);
    files.push(file);
  }
  const empty = await importIntoEmpty(context, day, files);
  const full = await importIntoDay(context, day, files);
  for (const file of files) await rm(file);
  return [
    toBenchRow({
      measure: 'second-hour',
      ours: `${full.median.toFixed(2)} s`,
      baseline: `${empty.median.toFixed(2)} s`,
      ratio: full.median / empty.median,
      goal: { atMost: 1.5 },
      note:
        `${pairsPerHour} pairs, ${day.known} of them known, into ${options.edges} edges ${toSecondsText(full)}; ` +
        `into an empty graph ${toSecondsText(empty)}`,
    }),
  ];
}

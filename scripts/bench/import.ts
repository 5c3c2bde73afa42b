/** Measures of the importer, each beside its baseline in the same run on the same Neo4j. */
import { StartError } from '../../server/errors.ts';
import { ensureSchema } from '../../server/graph/ensure-schema.ts';
import type { BenchContext, Measure } from './import/context.ts';
import { measureDryRun } from './import/dry-run.ts';
import { type BenchRow, clear } from './import/measure.ts';
import { measureMemory } from './import/memory.ts';
import { measureRealLog } from './import/real-log.ts';
import { measureSecondHour } from './import/second-hour.ts';
import { measureSparseLog } from './import/sparse-log.ts';

const MEASURES: Record<string, Measure> = {
  'dry-run': measureDryRun,
  'real-log': measureRealLog,
  'sparse-log': measureSparseLog,
  memory: measureMemory,
  'second-hour': measureSecondHour,
};

/** A measure that fails is a row that says so: hours of others are not lost. */
async function run(name: string, context: BenchContext): Promise<BenchRow[]> {
  const started = performance.now();
  try {
    return (await MEASURES[name]?.(context)) ?? [];
  } catch (error) {
    process.exitCode = 1;
    const note = error instanceof Error ? error.message : String(error);
    await clear(context.database).catch(() => undefined);
    return [{ measure: name, met: 'failed', note }];
  } finally {
    process.stderr.write(`${name}: done in ${((performance.now() - started) / 1000).toFixed(0)} s\n`);
  }
}

/** All of them, or those that `--measure` names. */
export async function benchImport(context: BenchContext): Promise<BenchRow[]> {
  const { measures } = context.options;
  const unknown = measures.find((name) => !Object.hasOwn(MEASURES, name));
  if (unknown !== undefined) {
    throw new StartError(`There is no measure "${unknown}"; there are ${Object.keys(MEASURES).join(', ')}.`);
  }
  await ensureSchema(context.database);
  const rows: BenchRow[] = [];
  for (const name of measures.length > 0 ? measures : Object.keys(MEASURES)) {
    const measured = await run(name, context);
    for (const row of measured) process.stderr.write(`${JSON.stringify(row)}\n`);
    rows.push(...measured);
  }
  return rows;
}

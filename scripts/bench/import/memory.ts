/** Memory of the import command and its time per row, for a log ten times as long as another. */
import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ImportSummary } from '../../../shared/import-summary.ts';
import type { BenchContext } from './context.ts';
import { type BenchRow, checkSame, clear, readTotals, toBenchRow } from './measure.ts';
import { toEnvironment } from './run-way.ts';
import { writeSparseLog } from './synthetic-log.ts';

const SAMPLE_EVERY_MS = 1_000;
const MAX_MB = 1024;
/** What we call flat: the last third needs at most this many times what the first needs. */
const FLAT = 1.2;

type Watched = { seconds: number; peakMb: number; rise: number; course: number[] };

/** Resident memory in MB, now and at its highest; undefined once the process is gone. */
async function readMemory(pid: number): Promise<{ now: number; peak: number } | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const [now, peak] = ['VmRSS', 'VmHWM'].map((field) => new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]);
  return now === undefined || peak === undefined ? undefined : { now: Number(now) / 1024, peak: Number(peak) / 1024 };
}

/** The last third of the samples against the first. */
function toRise(course: readonly number[]): number {
  const third = Math.max(1, Math.floor(course.length / 3));
  return Math.max(...course.slice(-third)) / Math.max(...course.slice(0, third));
}

/** Runs the command as a user does and looks at its process every second. Worker threads are part of it. */
async function watchImport(
  { connection, folder }: BenchContext,
  file: string,
  isDryRun: boolean,
): Promise<Watched & { summary: ImportSummary }> {
  const script = fileURLToPath(new URL('../../import.ts', import.meta.url));
  const args = ['--import', 'tsx', script, '--json', ...(isDryRun ? ['--dry-run'] : []), file];
  const env = { ...toEnvironment(connection), DATA_DIR: folder };
  const started = performance.now();
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said = `${said}${chunk}`.slice(-500);
  });
  const course: number[] = [];
  let peakMb = 0;
  const timer = setInterval(async () => {
    const memory = child.pid === undefined ? undefined : await readMemory(child.pid);
    if (!memory) return;
    course.push(memory.now);
    peakMb = Math.max(peakMb, memory.peak);
  }, SAMPLE_EVERY_MS);
  try {
    let output = '';
    for await (const chunk of child.stdout) output += chunk;
    const [summary] = output === '' ? [] : (JSON.parse(output) as ImportSummary[]);
    if (!summary) throw new Error(`The import of ${path.basename(file)} failed: ${said}`);
    if (course.length === 0) throw new Error('No memory was seen: the log is too short, or there is no /proc.');
    // A summary's seconds do not include the hash that an import into the graph begins with.
    const seconds = isDryRun ? summary.seconds : (performance.now() - started) / 1000;
    return { seconds, peakMb, rise: toRise(course), course, summary };
  } finally {
    clearInterval(timer);
  }
}

async function watch(context: BenchContext, rows: number, isDryRun: boolean): Promise<Watched> {
  const { database, folder } = context;
  const file = path.join(folder, 'memory.log');
  const { pairs } = await writeSparseLog(file, rows);
  try {
    const { summary, ...watched } = await watchImport(context, file, isDryRun);
    const expected = { pairs, lookups: rows };
    checkSame('The count of the log', { pairs: summary.pairs, lookups: summary.accepted }, expected);
    if (!isDryRun) {
      checkSame('The graph', await readTotals(database), expected);
      await clear(database);
    }
    return watched;
  } finally {
    await rm(file, { force: true });
  }
}

/** At most thirty figures, evenly spread. */
function toCourseText(course: readonly number[]): string {
  const step = Math.ceil(course.length / 30);
  const shown = course.filter((_, i) => i % step === 0).map((mb) => Math.round(mb));
  return `each ${step} s: ${shown.join(' ')}`;
}

function toPerRow(seconds: number, rows: number): string {
  return `${((seconds / rows) * 1_000_000).toFixed(2)} µs/row`;
}

async function compare(context: BenchContext, isDryRun: boolean): Promise<BenchRow[]> {
  const { rows, memoryRows } = context.options;
  const few = await watch(context, rows, isDryRun);
  const many = await watch(context, memoryRows, isDryRun);
  const kind = isDryRun ? 'dry run' : 'into the graph';
  return [
    toBenchRow({
      measure: `memory, ${kind}`,
      ours: `${Math.round(many.peakMb)} MB`,
      baseline: `${MAX_MB} MB`,
      ratio: many.peakMb / MAX_MB,
      goal: { atMost: 1 },
      note: `highest of ${memoryRows} rows; ${Math.round(few.peakMb)} MB of ${rows} rows; MB ${toCourseText(many.course)}`,
    }),
    toBenchRow({
      measure: `memory, ${kind}: flat`,
      ours: 'last third',
      baseline: 'first third',
      ratio: many.rise,
      goal: { atMost: FLAT },
      note: `highest of the last third of the time against the first, ${memoryRows} rows`,
    }),
    toBenchRow({
      measure: `time per row, ${kind}`,
      ours: toPerRow(many.seconds, memoryRows),
      baseline: toPerRow(few.seconds, rows),
      ratio: many.seconds / memoryRows / (few.seconds / rows),
      goal: { atMost: 1.3 },
      note: `${memoryRows} rows in ${many.seconds.toFixed(1)} s against ${rows} rows in ${few.seconds.toFixed(1)} s`,
    }),
  ];
}

export async function measureMemory(context: BenchContext): Promise<BenchRow[]> {
  const rows = await compare(context, true);
  return context.options.withDatabase ? [...rows, ...(await compare(context, false))] : rows;
}

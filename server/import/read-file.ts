/** One file of an import, or the part of it that is new: read, counted, and sorted into one run. */
import os from 'node:os';
import path from 'node:path';
import { createAggregate, OCTETS_PER_RUN } from './aggregate.ts';
import { type Job, throwIfCancelled } from './import-options.ts';
import type { Inspector } from './inspect-file.ts';
import { mergeRuns } from './merge-runs.ts';
import { readBlocks } from './read-blocks.ts';
import { type Range, type RowCounts, readRows } from './read-rows.ts';
import { createRejectedFile } from './rejected-file.ts';
import type { Run } from './run.ts';
import { openRun, spillRun } from './spill-run.ts';
import { createTemporaryFolder } from './temporary.ts';
import { toWriteError } from './write-error.ts';

/** Below this, starting threads takes longer than they save. */
const OCTETS_WORTH_THREADS = 16 * 1024 * 1024;
/** Text of logs is compressed to about a tenth. */
const COMPRESSION = 8;
const MAX_THREADS = 4;

export type ReadFile = { run: Run; counts: RowCounts; rejectedFile: string | undefined };

function chooseThreads({ file, format, options, totalOctets }: Job, range: Range): number {
  if ('readUnits' in format || !format.independent) return 1;
  const octets = Number.isFinite(range.to)
    ? range.to
    : /\.(gz|zst)$/.test(file)
      ? totalOctets * COMPRESSION
      : totalOctets;
  const wanted = octets < OCTETS_WORTH_THREADS ? 1 : Math.min(os.availableParallelism(), MAX_THREADS);
  return options.threads ?? wanted;
}

async function readInThreads(job: Job, range: Range, threads: number, folder: string, hooks: Hooks) {
  const { file, format, parse, notes, options, privacy } = job;
  const { note: _, keep: __, ...settings } = parse;
  const clients = { mode: privacy.mode, key: privacy.key };
  const octetsPerRun = (options.octetsPerRun ?? OCTETS_PER_RUN) / threads;
  return readBlocks(file, {
    range,
    ...hooks,
    threads,
    settings: { format: format.id, parse: settings, octetsPerRun, folder, clients },
    headerMark: 'independent' in format ? format.independent?.headerMark : undefined,
    note: (text, count) => void notes.set(text, (notes.get(text) ?? 0) + count),
  });
}

async function readAlone(job: Job, range: Range, folder: string, hooks: Hooks) {
  const { file, format, parse, options, privacy } = job;
  const aggregate = createAggregate(options.octetsPerRun ?? OCTETS_PER_RUN, privacy.transform);
  const runs: Run[] = [];
  const spill = (): undefined => {
    const place = path.join(folder, String(runs.length));
    spillRun(aggregate.take(), place);
    runs.push(openRun(place));
  };
  const counts = await readRows(file, format, parse, aggregate, { range, ...hooks, onFull: spill });
  if (!aggregate.isEmpty()) runs.push(aggregate.take());
  return { counts, runs };
}

type Hooks = {
  inspector: Inspector | undefined;
  onRejected(line: number, reason: string, text: string): void;
  onProgress(rows: number, octetsRead: number): Promise<void>;
};

/**
 * Reads the range, shows it to the inspector and hands its run to `use`, within which alone it can be read: what did not fit into memory is removed
 * from disk afterwards.
 */
export async function readFile<T>(
  job: Job,
  range: Range,
  inspector: Inspector | undefined,
  use: (read: ReadFile) => Promise<T>,
): Promise<T> {
  const { file, name, options, privacy, totalOctets, onProgress } = job;
  const spillFolder = options.spillFolder ?? os.tmpdir();
  const toError = (error: unknown) =>
    toWriteError(error, `What does not fit into memory, in ${spillFolder},`, 'set TMPDIR to a folder on another disk');
  const folder = await createTemporaryFolder(spillFolder, 'import').catch((error: unknown) => {
    throw toError(error);
  });
  const rejectedFolder = options.rejectedFolder ?? path.join('.data', 'rejected');
  const rejected = createRejectedFile(file, rejectedFolder, privacy.stored !== undefined);
  const hooks: Hooks = {
    inspector,
    onRejected: rejected.add,
    async onProgress(rows, octets) {
      throwIfCancelled(options.signal);
      onProgress({ file: name, phase: 'reading', rows, octets, totalOctets });
    },
  };
  try {
    const threads = chooseThreads(job, range);
    let read: { counts: RowCounts; runs: Run[] };
    let rejectedFile: string | undefined;
    try {
      read =
        threads > 1
          ? await readInThreads(job, range, threads, folder.path, hooks)
          : await readAlone(job, range, folder.path, hooks);
    } catch (error) {
      throw toError(error);
    } finally {
      rejectedFile = rejected.close();
    }
    return await use({ run: mergeRuns(read.runs), counts: read.counts, rejectedFile });
  } finally {
    await folder.remove();
  }
}

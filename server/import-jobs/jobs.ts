/** Imports of uploads, one at a time in the order they were asked for; what became of each is kept for a while. */
import { randomUUID } from 'node:crypto';
import type { ImportJob } from '../../shared/api-imports.ts';
import type { ImportSummary } from '../../shared/import-summary.ts';
import { AppError } from '../errors.ts';
import type { Database } from '../graph/database.ts';
import { toImportId } from '../graph/ledger-entries.ts';
import { setRejectedFile } from '../graph/set-rejected-file.ts';
import { importFiles } from '../import/import-files.ts';
import type { ImportOptions, OnProgress } from '../import/import-options.ts';
import { ImportError } from '../import/record.ts';
import { createProgressMeter } from './progress-meter.ts';
import type { RejectedLines } from './rejected-lines.ts';
import type { UploadedFile, Uploads } from './uploads.ts';

const MAX_FINISHED = 50;
/** Listeners hear of progress no more often. */
const TELL_EVERY_MS = 200;

export type JobOptions = Pick<ImportOptions, 'format' | 'dataset' | 'vantage' | 'timezone' | 'year' | 'map'>;
type Listener = (job: ImportJob) => void;

type Task = {
  job: ImportJob;
  upload: UploadedFile;
  options: JobOptions;
  mayRetry: boolean;
  controller: AbortController;
  listeners: Set<Listener>;
  toldAt: number;
  /** Settles when the import has ended, whatever became of it. */
  ended: Promise<void>;
};

export type ImportJobs = {
  /**
   * Queues the import of an upload. Where it fails, the upload stays for another try with other options if `mayRetry`. Throws
   * AppError `busy` where it is being imported already.
   */
  start(upload: UploadedFile, options: JobOptions, mayRetry: boolean): ImportJob;
  find(id: string): ImportJob | undefined;
  /** In the order they were asked for. */
  list(): ImportJob[];
  /** Settles when the job has ended. Ended ones stay as they are. Throws AppError `not-found`. */
  cancel(id: string): Promise<ImportJob>;
  /** Settles when the job has ended, whatever became of it. Throws AppError `not-found`. */
  whenOver(id: string): Promise<ImportJob>;
  /** The listener hears the present state at once, then each change; the last says how it ended. Answers the undo. */
  subscribe(id: string, listener: Listener): () => void;
  /** Cancels what runs and waits, and settles when nothing runs any more. */
  close(): Promise<void>;
};

export function isOver({ state }: ImportJob): boolean {
  return state === 'done' || state === 'failed' || state === 'cancelled';
}

function toJobError(error: unknown, onFault: (error: unknown) => void): NonNullable<ImportJob['error']> {
  if (error instanceof ImportError) return { code: 'import-failed', message: error.message };
  if (error instanceof AppError) return { code: error.code, message: error.message };
  onFault(error);
  if ((error as NodeJS.ErrnoException).code === 'ENOSPC') {
    return { code: 'disk-full', message: 'The disk of the server is full.' };
  }
  return { code: 'internal', message: 'Internal error. The log of the server says more.' };
}

type JobParts = {
  database: Database;
  uploads: Uploads;
  rejectedLines: RejectedLines;
  /** Told of faults that are ours. */
  onFault: (error: unknown) => void;
};

export function createImportJobs({ database, uploads, rejectedLines, onFault }: JobParts): ImportJobs {
  const tasks = new Map<string, Task>();
  let queue: Promise<void> = Promise.resolve();
  let isClosed = false;

  function update(task: Task, change: Partial<ImportJob>): void {
    task.job = { ...task.job, ...change };
    const now = performance.now();
    if (!change.state && now - task.toldAt < TELL_EVERY_MS) return;
    task.toldAt = now;
    for (const listener of [...task.listeners]) listener(task.job);
  }

  /** The rejected lines go to where they are kept; the ledger and the answer say where. */
  async function settleRejected(summary: ImportSummary, entry: string): Promise<ImportSummary> {
    const { rejectedFile } = summary;
    if (rejectedFile === undefined || summary.alreadyImported) return summary;
    const kept = await rejectedLines.keep(entry, rejectedFile);
    await setRejectedFile(database, entry, kept);
    return { ...summary, rejectedFile: kept };
  }

  async function importUpload(task: Task): Promise<ImportSummary> {
    const { upload, options, controller } = task;
    const { signal } = controller;
    const measure = createProgressMeter();
    const onProgress: OnProgress = (report) => {
      // Also while the file is hashed, where the importer does not look at the signal.
      if (signal.aborted) throw new ImportError('The import was cancelled.');
      update(task, { progress: measure(report) });
    };
    const all = { ...options, signal, nameOf: () => upload.name };
    // The last is what the upload brought itself; one before it finished an earlier, interrupted import of its beginning.
    const summary = (await importFiles(database, [upload.path], all, onProgress)).at(-1);
    if (!summary) throw new Error('The import answered no summary.');
    return summary;
  }

  async function endCancelled(task: Task): Promise<void> {
    await uploads.remove(task.upload.id);
    update(task, { state: 'cancelled' });
  }

  async function run(task: Task): Promise<void> {
    if (isOver(task.job)) return;
    const { upload, controller } = task;
    update(task, { state: 'running' });
    try {
      const found = await importUpload(task);
      const entry = toImportId(found.sha256, found.dataset);
      const summary = await settleRejected(found, entry);
      await uploads.remove(upload.id);
      update(task, { state: 'done', summary, entry });
    } catch (error) {
      if (controller.signal.aborted) return endCancelled(task);
      if (!task.mayRetry) await uploads.remove(upload.id);
      upload.isUsed = false;
      update(task, { state: 'failed', error: toJobError(error, onFault) });
    }
  }

  /** Those that wait have moved up. */
  function tellWaiting(): void {
    for (const task of tasks.values()) {
      if (task.job.state === 'waiting') for (const listener of [...task.listeners]) listener(toPresent(task));
    }
  }

  function forgetOldest(): void {
    const finished = [...tasks.values()].filter(({ job, listeners }) => isOver(job) && listeners.size === 0);
    for (const { job } of finished.slice(0, Math.max(0, finished.length - MAX_FINISHED))) tasks.delete(job.id);
  }

  function getTask(id: string): Task {
    const task = tasks.get(id);
    if (task) return task;
    throw new AppError('not-found', 'There is no such running import.');
  }

  function toPresent(task: Task): ImportJob {
    if (task.job.state !== 'waiting') return task.job;
    const unfinished = [...tasks.values()].filter(({ job }) => !isOver(job));
    return { ...task.job, ahead: unfinished.indexOf(task) };
  }

  async function cancel(id: string): Promise<ImportJob> {
    const task = getTask(id);
    if (isOver(task.job)) return task.job;
    const isWaiting = task.job.state === 'waiting';
    task.controller.abort();
    if (isWaiting) await endCancelled(task);
    else await task.ended;
    return task.job;
  }

  return {
    start(upload, options, mayRetry) {
      if (isClosed) throw new AppError('busy', 'The server is stopping: import the file again when it is back.');
      if (upload.isUsed) throw new AppError('busy', 'This upload is being imported already.');
      upload.isUsed = true;
      const { dataset } = options;
      const job: ImportJob = {
        id: randomUUID(),
        state: 'waiting',
        file: upload.name,
        ...(dataset !== undefined && { dataset }),
      };
      const task: Task = {
        job,
        upload,
        options,
        mayRetry,
        controller: new AbortController(),
        listeners: new Set(),
        toldAt: 0,
        ended: Promise.resolve(),
      };
      tasks.set(job.id, task);
      task.ended = queue
        .then(() => run(task))
        .finally(() => {
          forgetOldest();
          tellWaiting();
        });
      queue = task.ended.catch(onFault);
      return toPresent(task);
    },
    find(id) {
      const task = tasks.get(id);
      return task && toPresent(task);
    },
    list: () => [...tasks.values()].map(toPresent),
    cancel,
    async whenOver(id) {
      const task = getTask(id);
      await task.ended;
      return task.job;
    },
    subscribe(id, listener) {
      const task = getTask(id);
      task.listeners.add(listener);
      listener(toPresent(task));
      return () => void task.listeners.delete(listener);
    },
    async close() {
      isClosed = true;
      const unfinished = [...tasks.values()].filter(({ job }) => !isOver(job));
      await Promise.all(unfinished.map(({ job }) => cancel(job.id)));
      await queue;
      await uploads.close();
    },
  };
}

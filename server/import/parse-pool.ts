/** Parsing threads: blocks of lines go out to whichever is free, and come back as counts in the order of the file. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { bundleWorker } from './bundle-worker.ts';
import type { FromWorker, ToWorker, WorkerSettings } from './parse-messages.ts';
import type { Run } from './run.ts';
import { openRun } from './spill-run.ts';

/** Blocks a thread has at hand: one it parses, one that waits. */
const BLOCKS_AT_HAND = 2;

export type BlockResult = Extract<FromWorker, { type: 'block' }>;

export type ParsePool = {
  /** Waits for a free thread. `header` is every header line before the block since the beginning of the file. */
  parse(header: readonly string[], octets: Buffer, isCut: boolean): Promise<void>;
  /** Waits for all blocks and answers every run. */
  end(): Promise<Run[]>;
  /** Ends the threads at once. */
  close(): Promise<void>;
};

type Thread = { worker: Worker; blocks: number; headerLines: number; runs: string[]; ended: boolean };

/** `onBlock` is called in the order of the blocks. Errors of a thread reject whatever is waited for next. */
export async function openParsePool(
  settings: WorkerSettings,
  threads: number,
  onBlock: (result: BlockResult) => void,
): Promise<ParsePool> {
  await mkdir(settings.folder, { recursive: true, mode: 0o700 });
  const program = await bundleWorker();
  const results = new Map<number, BlockResult>();
  let next = 0;
  let sent = 0;
  let failure: unknown;
  let wake: () => void = () => undefined;

  const pool: Thread[] = Array.from({ length: threads }, (_, at) => {
    const workerData = { ...settings, folder: path.join(settings.folder, `thread-${at}`) };
    const worker = new Worker(program, { workerData, eval: true, execArgv: [] });
    const thread: Thread = { worker, blocks: 0, headerLines: 0, runs: [], ended: false };
    worker.on('message', (message: FromWorker) => {
      if (message.type === 'end') {
        thread.runs = message.runs;
        thread.ended = true;
      } else {
        thread.blocks -= 1;
        results.set(message.index, message);
        for (let result = results.get(next); result; result = results.get(next)) {
          results.delete(next);
          next += 1;
          onBlock(result);
        }
      }
      wake();
    });
    worker.on('error', (error) => {
      failure = error;
      wake();
    });
    return thread;
  });

  async function waitFor<T>(find: () => T | undefined): Promise<T> {
    for (;;) {
      if (failure !== undefined) throw failure;
      const found = find();
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }

  const findFree = () => {
    const free = pool.filter(({ blocks }) => blocks < BLOCKS_AT_HAND);
    return free.sort((a, b) => a.blocks - b.blocks)[0];
  };

  return {
    async parse(header, octets, isCut) {
      const thread = await waitFor(findFree);
      const message: ToWorker = {
        type: 'block',
        index: sent,
        header: header.slice(thread.headerLines),
        octets,
        isCut,
      };
      sent += 1;
      thread.blocks += 1;
      thread.headerLines = header.length;
      thread.worker.postMessage(message, [octets.buffer as ArrayBuffer]);
    },
    async end() {
      for (const { worker } of pool) worker.postMessage({ type: 'end' } satisfies ToWorker);
      await waitFor(() => (pool.every(({ ended }) => ended) ? true : undefined));
      return pool.flatMap(({ runs }) => runs.map(openRun));
    },
    async close() {
      await Promise.all(pool.map(({ worker }) => worker.terminate()));
    },
  };
}

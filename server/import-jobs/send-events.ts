/** The state of an import as server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html. */
import type { ServerResponse } from 'node:http';
import type { ImportJob } from '../../shared/api-imports.ts';
import { type ImportJobs, isOver } from './jobs.ts';

/** Proxies close what is silent for a minute. */
const HEARTBEAT_MS = 15_000;

/**
 * Sends the present state at once, an event `progress` for each change and an event `end` as the last. A reader that connects
 * again hears the state as it is then; one that is too slow misses changes, never the end. Throws AppError `not-found`.
 */
export function sendEvents(res: ServerResponse, jobs: ImportJobs, id: string): void {
  res.setHeader('Content-Type', 'text/event-stream; charset=utf-8');
  // Compressing or buffering would hold events back.
  res.setHeader('Cache-Control', 'no-store, no-transform');
  res.setHeader('X-Accel-Buffering', 'no');
  let stop: () => void = () => undefined;
  const listener = (job: ImportJob) => {
    const over = isOver(job);
    if (!over && res.writableNeedDrain) return;
    res.write(`event: ${over ? 'end' : 'progress'}\ndata: ${JSON.stringify(job)}\n\n`);
    if (!over) return;
    stop();
    res.end();
  };
  // Throws before anything is sent where there is no such job.
  const unsubscribe = jobs.subscribe(id, listener);
  const heartbeat = setInterval(() => res.write(': still here\n\n'), HEARTBEAT_MS);
  stop = () => {
    clearInterval(heartbeat);
    unsubscribe();
  };
  if (res.writableEnded) stop();
  else res.once('close', stop);
}

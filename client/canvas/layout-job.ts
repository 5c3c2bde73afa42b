/** A layout in a worker of its own, so that the page answers all the while. */
import type { LayoutProblem } from './layout-problem.ts';
import type { Placed } from './layout-run.ts';

const BUDGET_MS = 60_000;

export type LayoutJob = {
  /** Undefined when cancelled. Rejects when the time is up or the layout fails. */
  done: Promise<Placed[] | undefined>;
  cancel: () => void;
};

export function startLayout(name: string, problem: LayoutProblem): LayoutJob {
  return typeof Worker === 'undefined' ? startHere(name, problem) : startInWorker(name, problem);
}

function startInWorker(name: string, problem: LayoutProblem): LayoutJob {
  const worker = new Worker(new URL('./layout-worker.ts', import.meta.url), { type: 'module' });
  let cancel = (): void => undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const done = new Promise<Placed[] | undefined>((resolve, reject) => {
    timer = setTimeout(() => {
      const seconds = BUDGET_MS / 1000;
      reject(new Error(`The layout did not finish within ${seconds} seconds. Select fewer nodes, or use the grid.`));
    }, BUDGET_MS);
    cancel = () => resolve(undefined);
    worker.onmessage = ({ data }: MessageEvent<{ placed?: Placed[]; failure?: string }>) => {
      if (data.placed) resolve(data.placed);
      else reject(new Error(`The layout failed: ${data.failure}`));
    };
    worker.onerror = (event) => reject(new Error(`The layout failed: ${event.message || 'its worker did not start'}`));
    worker.postMessage({ name, problem });
  }).finally(() => {
    clearTimeout(timer);
    worker.terminate();
  });
  return { done, cancel: () => cancel() };
}

/** Without workers (unit tests) the same function runs in place. */
function startHere(name: string, problem: LayoutProblem): LayoutJob {
  let cancelled = false;
  const done = import('./layout-run.ts').then(({ runLayout }) => (cancelled ? undefined : runLayout(name, problem)));
  return {
    done: done.then((placed) => (cancelled ? undefined : placed)),
    cancel: () => {
      cancelled = true;
    },
  };
}

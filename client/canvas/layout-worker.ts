/** The worker's side: one question, one answer. */
import type { LayoutProblem } from './layout-problem.ts';
import { runLayout } from './layout-run.ts';

self.addEventListener('message', ({ data }: MessageEvent<{ name: string; problem: LayoutProblem }>) => {
  try {
    self.postMessage({ placed: runLayout(data.name, data.problem) });
  } catch (error) {
    self.postMessage({ failure: error instanceof Error ? error.message : String(error) });
  }
});

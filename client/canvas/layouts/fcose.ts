import { runHeadless } from '../headless-layout.ts';
import { LAYOUT_NAMES } from '../layout-names.ts';
import type { Layout } from '../layout-problem.ts';

/** Rounds of the force simulation: fewer for large graphs, so that 2,000 nodes stay within the time budget. */
function chooseRounds(nodeCount: number): number {
  return Math.round(Math.max(300, Math.min(2500, 600_000 / nodeCount)));
}

export const fcose: Layout = {
  id: 'fcose',
  name: LAYOUT_NAMES.fcose,
  description: 'Linked nodes lie close together; groups show by themselves.',
  scope: 'component',
  run: (problem) =>
    runHeadless(problem, {
      name: 'fcose',
      quality: 'default',
      randomize: true,
      packComponents: false,
      nodeSeparation: 90,
      idealEdgeLength: 90,
      nodeRepulsion: 9000,
      gravity: 0.3,
      numIter: chooseRounds(problem.nodes.length),
    }),
};

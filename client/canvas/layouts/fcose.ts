import { countDegrees } from '../degrees.ts';
import { runHeadless } from '../headless-layout.ts';
import { LAYOUT_NAMES } from '../layout-names.ts';
import type { Layout } from '../layout-problem.ts';

/** Rounds of the force simulation: fewer for large graphs, so that thousands of nodes stay within the time budget. */
function chooseRounds(nodeCount: number): number {
  return Math.round(Math.max(60, Math.min(2500, 250_000 / nodeCount)));
}

type CyEdge = { data: (key: string) => string };

export const fcose: Layout = {
  id: 'fcose',
  name: LAYOUT_NAMES.fcose,
  description: 'Linked nodes lie close together; groups show by themselves.',
  scope: 'component',
  run: (problem) => {
    const degrees = countDegrees(problem.edges);
    const getHubDegree = (edge: CyEdge): number =>
      Math.max(degrees.get(edge.data('source')) ?? 1, degrees.get(edge.data('target')) ?? 1);
    return runHeadless(problem, {
      name: 'fcose',
      quality: 'default',
      randomize: true,
      packComponents: false,
      nodeSeparation: 80,
      // A hub needs room for its many neighbors; they are held together by their own small groups.
      idealEdgeLength: (edge: CyEdge) => Math.min(260, 36 + 16 * Math.sqrt(getHubDegree(edge))),
      edgeElasticity: (edge: CyEdge) => 0.6 / Math.sqrt(getHubDegree(edge)),
      nodeRepulsion: 6000,
      gravity: 0.5,
      numIter: chooseRounds(problem.nodes.length),
    });
  },
};

import { countDegrees } from '../degrees.ts';
import { simulateForces } from '../force-simulation.ts';
import { runHeadless } from '../headless-layout.ts';
import { LAYOUT_NAMES } from '../layout-names.ts';
import type { Layout } from '../layout-problem.ts';

/** fcose compares every node with most others in every round: half a minute and more for a thousand nodes. */
const MAX_NODES = 250;

type CyEdge = { data: (key: string) => string };

export const fcose: Layout = {
  id: 'fcose',
  name: LAYOUT_NAMES.fcose,
  description: 'Linked nodes lie close together; groups show by themselves.',
  scope: 'component',
  run: (problem) => {
    if (problem.nodes.length > MAX_NODES) return simulateForces(problem);
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
      numIter: Math.min(2500, Math.round(250_000 / problem.nodes.length)),
    });
  },
};

/** A force-directed layout whose time grows little faster than the graph, for components too large for fcose. */
import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationLinkDatum,
  type SimulationNodeDatum,
} from 'd3-force';
import { countDegrees } from './degrees.ts';
import type { LayoutProblem, LayoutResult } from './layout-problem.ts';

type Body = SimulationNodeDatum & { id: string; radius: number };

/** Screens are wider than high. */
const PULL = { x: 0.03, y: 0.06 };

/** Deterministic: d3-force starts on a spiral in the order of the nodes and draws its random numbers from a fixed seed. */
export function simulateForces({ nodes, edges }: LayoutProblem): LayoutResult {
  const degrees = countDegrees(edges);
  const bodies = nodes.map(({ id, width, height }): Body => ({ id, radius: Math.sqrt(width * height) / 2 }));
  const links = edges.map(({ source, target }): SimulationLinkDatum<Body> => ({ source, target }));
  const getHubDegree = ({ source, target }: (typeof edges)[number]): number =>
    Math.max(degrees.get(source) ?? 1, degrees.get(target) ?? 1);
  const distances = edges.map((edge) => Math.min(260, 36 + 16 * Math.sqrt(getHubDegree(edge))));
  forceSimulation(bodies)
    .force(
      'link',
      forceLink<Body, SimulationLinkDatum<Body>>(links)
        .id(({ id }) => id)
        .distance((_, i) => distances[i] ?? 36),
    )
    .force('charge', forceManyBody<Body>().strength(-400).theta(1))
    .force('collide', forceCollide<Body>(({ radius }) => radius).strength(0.5))
    .force('x', forceX<Body>().strength(PULL.x))
    .force('y', forceY<Body>().strength(PULL.y))
    .stop()
    .tick(300);
  return new Map(bodies.map(({ id, x = 0, y = 0 }) => [id, { x, y }]));
}

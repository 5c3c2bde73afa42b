/** Runs one of Cytoscape's own layouts without a page, deterministically. */
import cytoscape, { type BaseLayoutOptions } from 'cytoscape';
import fcose from 'cytoscape-fcose';
import type { LayoutProblem, LayoutResult } from './layout-problem.ts';

cytoscape.use(fcose);

const SEED = 20_161_031;

/** `options` as the layout of that name takes them. */
export function runHeadless(
  { nodes, edges }: LayoutProblem,
  options: BaseLayoutOptions & Record<string, unknown>,
): LayoutResult {
  const cy = cytoscape({
    headless: true,
    layout: { name: 'preset' },
    styleEnabled: true,
    style: [{ selector: 'node', style: { shape: 'rectangle', width: 'data(width)', height: 'data(height)' } }],
    elements: [
      ...nodes.map(({ id, width, height, x, y }) => ({ data: { id, width, height }, position: { x, y } })),
      ...edges.map(({ source, target }, i) => ({ data: { id: `edge ${i}`, source, target } })),
    ],
  });
  const settled: BaseLayoutOptions & Record<string, unknown> = { ...options, animate: false, fit: false };
  withSeededRandom(() => cy.layout(settled).run());
  const result: LayoutResult = new Map(cy.nodes().map((node) => [node.id(), { ...node.position() }]));
  cy.destroy();
  return result;
}

/** fcose samples with `Math.random` and has no option for a seed. */
function withSeededRandom(act: () => void): void {
  const random = Math.random;
  let state = SEED;
  Math.random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  try {
    act();
  } finally {
    Math.random = random;
  }
}

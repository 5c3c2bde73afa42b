import type { Core, NodeSingular } from 'cytoscape';
import type { Selection } from './types.ts';

export function applySelection(cy: Core, selection: Partial<Selection>): void {
  const wanted = new Set([...(selection.nodes ?? []), ...(selection.edges ?? [])]);
  cy.batch(() => {
    cy.elements(':selected').forEach((element) => {
      if (!wanted.has(element.id())) element.unselect();
    });
    for (const id of wanted) cy.getElementById(id).not('.gone').select();
  });
}

/** What is selected and its neighbors keep their strength, the rest steps back. Nothing selected: nothing steps back. */
export function refreshFading(cy: Core): void {
  const selected = cy.elements(':selected');
  cy.batch(() => {
    cy.elements('.faded').removeClass('faded');
    if (selected.empty()) return;
    const near = selected.union(selected.nodes().neighborhood()).union(selected.edges().connectedNodes());
    cy.elements().not(near).addClass('faded');
  });
}

export type Direction = 'left' | 'right' | 'up' | 'down';

const AXES: Record<Direction, { x: number; y: number }> = {
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
  up: { x: 0, y: -1 },
  down: { x: 0, y: 1 },
};

/** Beyond this angle (60°) a node does not lie in the direction. */
const MIN_COSINE = 0.5;

/**
 * The node an arrow key leads to: the neighbor that lies best in the direction, else any node that does, so that the
 * whole canvas can be reached. Undefined where nothing lies there.
 */
export function findNodeInDirection(cy: Core, from: string, direction: Direction): string | undefined {
  const start = cy.getElementById(from);
  if (start.empty() || !start.isNode()) return undefined;
  const neighbors = start.neighborhood().nodes().not('.gone').toArray() as NodeSingular[];
  const others = cy.nodes().not('.gone').not(start).toArray() as NodeSingular[];
  return findBest(start, neighbors, direction) ?? findBest(start, others, direction);
}

function findBest(start: NodeSingular, candidates: readonly NodeSingular[], direction: Direction): string | undefined {
  const axis = AXES[direction];
  const origin = start.position();
  let best: { id: string; cost: number } | undefined;
  for (const candidate of candidates) {
    const { x, y } = candidate.position();
    const distance = Math.hypot(x - origin.x, y - origin.y);
    const cosine = distance === 0 ? 0 : ((x - origin.x) * axis.x + (y - origin.y) * axis.y) / distance;
    if (cosine < MIN_COSINE) continue;
    const cost = distance / cosine ** 2;
    if (!best || cost < best.cost) best = { id: candidate.id(), cost };
  }
  return best?.id;
}

/** Where new nodes go. What is drawn never moves; nothing lands on anything; the same input gives the same places. */
import type { Core, Position } from 'cytoscape';
import { toBounds } from './boxes.ts';
import type { NodeRecord } from './elements.ts';
import { getDrawnBoxes, getFootprint } from './footprint.ts';
import { createPlane, type Plane } from './plane.ts';

const FIRST_RING = 110;
const GAP_BESIDE_DRAWING = 120;

export type Placement = Map<string, Position>;
export type NewEdge = { source: string; target: string };

/**
 * Positions for nodes that are not on the canvas yet: beside `beside` or the other neighbors they have on the canvas,
 * else in a group of their own next to the drawing. Earlier nodes lie nearer.
 */
export function placeNodes(
  cy: Core,
  nodes: readonly NodeRecord[],
  edges: readonly NewEdge[],
  beside?: string,
): Placement {
  const plane = createPlane(cy);
  const placed: Placement = new Map();
  const waiting = new Map(nodes.map((node) => [node.id, node]));
  const order = new Map(nodes.map((node, i) => [node.id, i]));
  const neighbors = toNeighbors(edges);
  const at = (id: string): Position | undefined => {
    const position = placed.get(id) ?? (cy.hasElementWithId(id) ? cy.getElementById(id).position() : undefined);
    return position && { x: position.x, y: position.y };
  };
  const put = (node: NodeRecord, position: Position): void => {
    placed.set(node.id, position);
    plane.add(node, position);
    waiting.delete(node.id);
  };
  /** Fans out the waiting neighbors of each of these, then theirs. */
  const growFrom = (start: readonly string[]): void => {
    const queue = [...start];
    for (let i = 0; i < queue.length; i += 1) {
      const id = queue[i] ?? '';
      const center = at(id);
      const known = [...(neighbors.get(id) ?? [])];
      const next = known.flatMap((other) => waiting.get(other) ?? []);
      if (!center || next.length === 0) continue;
      const around = [...getDrawnNeighbors(cy, id), ...known.flatMap((other) => placed.get(other) ?? [])];
      const direction = getDirectionAway(center, around);
      for (const node of next.sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0))) {
        put(node, plane.findPlace(node, center, direction, FIRST_RING));
        queue.push(node.id);
      }
    }
  };

  const parent = beside === undefined ? undefined : at(beside);
  if (beside !== undefined) growFrom([beside]);
  const drawn = cy.nodes().map((node) => node.id());
  growFrom(drawn.filter((id) => neighbors.has(id)));
  while (waiting.size > 0) {
    const root = [...waiting.values()].reduce((best, node) =>
      (neighbors.get(node.id)?.size ?? 0) > (neighbors.get(best.id)?.size ?? 0) ? node : best,
    );
    const near = parent ?? getPlaceNextTo(cy, plane, root, neighbors.get(root.id)?.size ?? 0);
    put(root, plane.findPlace(root, near, undefined, parent ? FIRST_RING : 0));
    growFrom([root.id]);
  }
  return placed;
}

function toNeighbors(edges: readonly NewEdge[]): Map<string, Set<string>> {
  const neighbors = new Map<string, Set<string>>();
  const join = (from: string, to: string): void => {
    const known = neighbors.get(from);
    if (known) known.add(to);
    else neighbors.set(from, new Set([to]));
  };
  for (const { source, target } of edges) {
    if (source === target) continue;
    join(source, target);
    join(target, source);
  }
  return neighbors;
}

function getDrawnNeighbors(cy: Core, id: string): Position[] {
  if (!cy.hasElementWithId(id)) return [];
  return cy
    .getElementById(id)
    .neighborhood()
    .nodes()
    .map((node) => node.position());
}

/** The angle that points away from these; undefined where there are none and every side is as good. */
function getDirectionAway(center: Position, others: readonly Position[]): number | undefined {
  let x = 0;
  let y = 0;
  for (const other of others) {
    const distance = Math.hypot(center.x - other.x, center.y - other.y) || 1;
    x += (center.x - other.x) / distance;
    y += (center.y - other.y) / distance;
  }
  return Math.hypot(x, y) < 1e-6 ? undefined : Math.atan2(y, x);
}

/** Right of all that is drawn or placed, at the height of its middle, with room for the node's own neighbors. */
function getPlaceNextTo(cy: Core, plane: Plane, root: NodeRecord, degree: number): Position {
  const bounds = toBounds([...getDrawnBoxes(cy), ...plane.getAdded()]);
  if (!bounds) return { x: 0, y: 0 };
  const room = degree === 0 ? 0 : FIRST_RING + Math.sqrt(degree) * getFootprint(root).height;
  return {
    x: Math.round(bounds.x2 + GAP_BESIDE_DRAWING + room + getFootprint(root).width / 2),
    y: Math.round((bounds.y1 + bounds.y2) / 2),
  };
}

/** For a drawing that is laid out right after: rows in the order of the nodes, at once and without overlap. */
export function placeInRows(nodes: readonly NodeRecord[]): Placement {
  const width = Math.max(...nodes.map((node) => getFootprint(node).width)) + 12;
  const height = Math.max(...nodes.map((node) => getFootprint(node).height)) + 12;
  const columns = Math.ceil(Math.sqrt((nodes.length * height * 1.5) / width));
  return new Map(nodes.map(({ id }, i) => [id, { x: (i % columns) * width, y: Math.floor(i / columns) * height }]));
}

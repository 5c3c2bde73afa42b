/** Where new nodes go. What is drawn never moves; nothing lands on anything; the same input gives the same places. */
import type { Core, Position } from 'cytoscape';
import { type Box, type BoxGrid, createBoxGrid, toBounds } from './boxes.ts';
import type { NodeRecord } from './elements.ts';
import { getDrawnBoxes, getFootprint, getFootprintBox } from './footprint.ts';

const GRID_CELL = 80;
/** Free space kept around every node. */
const MARGIN = 6;
const FIRST_RING = 110;
const RING_STEP = 46;
/** Places tried along a ring lie this far apart, in pixels. */
const SLOT = 18;
/** New nodes keep to this side of their parent, so that they do not mix with what is on the other. */
const FAN = (Math.PI * 11) / 18;
const GAP_BESIDE_DRAWING = 120;

export type Placement = Map<string, Position>;
export type NewEdge = { source: string; target: string };

/**
 * Positions for nodes that are not on the canvas yet: beside `beside` where given, else near the neighbors they have on
 * the canvas, else in a group of their own next to the drawing. Earlier nodes lie nearer.
 */
export function placeNodes(
  cy: Core,
  nodes: readonly NodeRecord[],
  edges: readonly NewEdge[],
  beside?: string,
): Placement {
  const grid = createBoxGrid(GRID_CELL);
  for (const box of getDrawnBoxes(cy)) grid.add(box);
  const placed: Placement = new Map();
  const waiting = new Map(nodes.map((node) => [node.id, node]));
  const neighbors = toNeighbors(edges);
  const at = (id: string): Position | undefined => {
    const position = placed.get(id) ?? (cy.hasElementWithId(id) ? cy.getElementById(id).position() : undefined);
    return position && { x: position.x, y: position.y };
  };
  const put = (node: NodeRecord, position: Position): void => {
    placed.set(node.id, position);
    grid.add(grow(getFootprintBox(node, position), MARGIN));
    waiting.delete(node.id);
  };

  const parent = beside === undefined ? undefined : at(beside);
  if (parent) {
    const direction = getOpenDirection(cy, beside ?? '', parent);
    for (const node of nodes) put(node, findPlace(grid, node, parent, direction));
    return placed;
  }

  growFrom(
    cy
      .nodes()
      .map((node) => node.id())
      .filter((id) => neighbors.has(id)),
  );
  while (waiting.size > 0) {
    const root = [...waiting.values()].reduce((best, node) =>
      (neighbors.get(node.id)?.size ?? 0) > (neighbors.get(best.id)?.size ?? 0) ? node : best,
    );
    put(root, findPlace(grid, root, getPlaceNextTo(cy, placed, root, neighbors), undefined, 0));
    growFrom([root.id]);
  }
  return placed;

  /** Fans out the waiting neighbors of each of these, then theirs. */
  function growFrom(start: string[]): void {
    const queue = [...start];
    for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
      const center = at(id);
      const next = [...(neighbors.get(id) ?? [])].flatMap((other) => waiting.get(other) ?? []);
      if (!center || next.length === 0) continue;
      const direction = cy.hasElementWithId(id)
        ? getOpenDirection(cy, id, center)
        : getDirectionAway(
            center,
            [...(neighbors.get(id) ?? [])].flatMap((other) => at(other) ?? []),
          );
      for (const node of next) {
        put(node, findPlace(grid, node, center, direction));
        queue.push(node.id);
      }
    }
  }
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

function grow(box: Box, by: number): Box {
  return { x1: box.x1 - by, y1: box.y1 - by, x2: box.x2 + by, y2: box.y2 + by };
}

/** The angle that points away from the drawn neighbors; undefined where it has none and every side is as good. */
function getOpenDirection(cy: Core, id: string, center: Position): number | undefined {
  const drawn = cy.getElementById(id).neighborhood().nodes();
  return getDirectionAway(
    center,
    drawn.map((node) => node.position()),
  );
}

function getDirectionAway(center: Position, others: readonly Position[]): number | undefined {
  let x = 0;
  let y = 0;
  for (const other of others) {
    const dx = center.x - other.x;
    const dy = center.y - other.y;
    const distance = Math.hypot(dx, dy) || 1;
    x += dx / distance;
    y += dy / distance;
  }
  return Math.hypot(x, y) < 1e-6 ? undefined : Math.atan2(y, x);
}

/** The free place nearest to the center, ring by ring, and in a ring nearest to the direction. */
function findPlace(
  grid: BoxGrid,
  node: NodeRecord,
  center: Position,
  direction: number | undefined,
  firstRing = FIRST_RING,
): Position {
  const from = direction ?? -Math.PI / 2;
  const spread = direction === undefined ? Math.PI : FAN;
  for (let radius = firstRing; ; radius += RING_STEP) {
    const slots = Math.max(1, Math.floor((radius * spread) / SLOT));
    for (let slot = 0; slot <= slots; slot += 1) {
      for (const side of slot === 0 ? [1] : [1, -1]) {
        const angle = from + (side * slot * spread) / slots;
        const position = {
          x: Math.round(center.x + radius * Math.cos(angle)),
          y: Math.round(center.y + radius * Math.sin(angle)),
        };
        if (grid.isFree(getFootprintBox(node, position))) return position;
      }
    }
  }
}

/** Right of the drawing, at the height of its middle, with room for the node's own neighbors. */
function getPlaceNextTo(cy: Core, placed: Placement, root: NodeRecord, neighbors: Map<string, Set<string>>): Position {
  const bounds = toBounds([
    ...getDrawnBoxes(cy),
    ...[...placed.values()].map((p) => ({ x1: p.x - 70, y1: p.y - 20, x2: p.x + 70, y2: p.y + 40 })),
  ]);
  if (!bounds) return { x: 0, y: 0 };
  const degree = neighbors.get(root.id)?.size ?? 0;
  const room = degree === 0 ? 0 : FIRST_RING + Math.sqrt(degree) * RING_STEP;
  return {
    x: Math.round(bounds.x2 + GAP_BESIDE_DRAWING + room + getFootprint(root).width / 2),
    y: Math.round((bounds.y1 + bounds.y2) / 2),
  };
}

/** Runs a layout component by component and packs the results, so that no component lands on another. */
import { type Box, isOverlapping, toBounds, toBox } from './boxes.ts';
import type { LayoutNode, LayoutProblem, LayoutResult } from './layout-problem.ts';
import { getLayout } from './layouts.ts';
import { removeOverlaps } from './overlaps.ts';

const COMPONENT_GAP = 60;
/** Width to height of the packed drawing: about that of a screen. */
const ASPECT = 1.5;

export type Placed = { id: string; x: number; y: number };

export function runLayout(name: string, problem: LayoutProblem): Placed[] {
  const layout = getLayout(name);
  const parts = layout.scope === 'all' ? [problem] : findComponents(problem);
  const results = parts.map((part) => ({ part, positions: removeOverlaps(part, layout.run(part)) }));
  return packParts(results).flatMap(({ part, positions, dx, dy }) =>
    part.nodes.map(({ id }) => {
      const position = positions.get(id) ?? { x: 0, y: 0 };
      return { id, x: Math.round(position.x + dx), y: Math.round(position.y + dy) };
    }),
  );
}

/** Largest first; within a component the order of the nodes is kept. */
export function findComponents({ nodes, edges }: LayoutProblem): LayoutProblem[] {
  const root = new Map(nodes.map(({ id }) => [id, id]));
  const find = (id: string): string => {
    let at = id;
    for (let up = root.get(at) ?? at; up !== at; up = root.get(at) ?? at) {
      root.set(at, root.get(up) ?? up);
      at = up;
    }
    return at;
  };
  for (const { source, target } of edges)
    if (root.has(source) && root.has(target)) root.set(find(source), find(target));
  const parts = new Map<string, LayoutProblem>();
  const partOf = (id: string): LayoutProblem => {
    const key = find(id);
    const part = parts.get(key) ?? { nodes: [], edges: [] };
    parts.set(key, part);
    return part;
  };
  for (const node of nodes) partOf(node.id).nodes.push(node);
  for (const edge of edges) if (root.has(edge.source) && root.has(edge.target)) partOf(edge.source).edges.push(edge);
  return [...parts.values()].sort((a, b) => b.nodes.length - a.nodes.length);
}

type Part = { part: LayoutProblem; positions: LayoutResult };

/** Rows of components, the largest first, about as wide as a screen. */
function packParts(parts: readonly Part[]): (Part & { dx: number; dy: number })[] {
  const sized = parts.map((part) => ({ ...part, box: getPartBox(part) }));
  const area = sized.reduce(
    (sum, { box }) => sum + (box.x2 - box.x1 + COMPONENT_GAP) * (box.y2 - box.y1 + COMPONENT_GAP),
    0,
  );
  const rowWidth = Math.max(Math.sqrt(area * ASPECT), ...sized.map(({ box }) => box.x2 - box.x1));
  const placed: Box[] = [];
  return sized.map(({ part, positions, box }) => {
    const width = box.x2 - box.x1;
    const height = box.y2 - box.y1;
    const corner = findCorner(placed, width, height, rowWidth);
    placed.push({
      x1: corner.x,
      y1: corner.y,
      x2: corner.x + width + COMPONENT_GAP,
      y2: corner.y + height + COMPONENT_GAP,
    });
    return { part, positions, dx: corner.x - box.x1, dy: corner.y - box.y1 };
  });
}

/** The topmost, then leftmost corner at a placed part where the new one fits. */
function findCorner(placed: readonly Box[], width: number, height: number, rowWidth: number): { x: number; y: number } {
  const ys = [0, ...placed.map((box) => box.y2)].sort((a, b) => a - b);
  const xs = [0, ...placed.map((box) => box.x2)].sort((a, b) => a - b);
  for (const y of ys) {
    for (const x of xs) {
      if (x > 0 && x + width > rowWidth) continue;
      const box = { x1: x, y1: y, x2: x + width + COMPONENT_GAP, y2: y + height + COMPONENT_GAP };
      if (!placed.some((other) => isOverlapping(box, other))) return { x, y };
    }
  }
  return { x: 0, y: ys.at(-1) ?? 0 };
}

function getPartBox({ part, positions }: Part): Box {
  const boxes = part.nodes.map((node) => getLayoutBox(node, positions));
  return toBounds(boxes) ?? { x1: 0, y1: 0, x2: 0, y2: 0 };
}

export function getLayoutBox(node: LayoutNode, positions: LayoutResult): Box {
  return toBox(positions.get(node.id) ?? { x: 0, y: 0 }, node.width, node.height);
}

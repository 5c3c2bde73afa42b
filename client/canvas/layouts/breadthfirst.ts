import { countDegrees } from '../degrees.ts';
import { LAYOUT_NAMES } from '../layout-names.ts';
import type { Layout, LayoutNode, LayoutProblem, LayoutResult } from '../layout-problem.ts';

const LEVEL_GAP = 70;
const ROW_GAP = 14;
const COLUMN_GAP = 16;
/** Width to height of the whole; a level wider than that is broken into rows. */
const ASPECT = 1.6;

/** Steps from the node with the most edges, level by level, each in the order of the nodes it hangs on. */
function findLevels({ nodes, edges }: LayoutProblem): LayoutNode[][] {
  const degrees = countDegrees(edges);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const neighbors = new Map<string, string[]>(nodes.map(({ id }) => [id, []]));
  for (const { source, target } of edges) {
    neighbors.get(source)?.push(target);
    neighbors.get(target)?.push(source);
  }
  const [root] = nodes.toSorted((a, b) => (degrees.get(b.id) ?? 0) - (degrees.get(a.id) ?? 0));
  const seen = new Set(root ? [root.id] : []);
  const levels: LayoutNode[][] = [];
  for (let level = root ? [root] : []; level.length > 0; ) {
    levels.push(level);
    const next: LayoutNode[] = [];
    for (const { id } of level) {
      for (const other of neighbors.get(id) ?? []) {
        const node = byId.get(other);
        if (!node || seen.has(other)) continue;
        seen.add(other);
        next.push(node);
      }
    }
    level = next;
  }
  return levels;
}

function toRows(level: readonly LayoutNode[], maxWidth: number): LayoutNode[][] {
  const total = level.reduce((sum, node) => sum + node.width + COLUMN_GAP, 0);
  const rowCount = Math.max(1, Math.ceil(total / maxWidth));
  const length = Math.ceil(level.length / rowCount);
  return Array.from({ length: Math.ceil(level.length / length) }, (_, i) => level.slice(i * length, (i + 1) * length));
}

export const breadthfirst: Layout = {
  id: 'breadthfirst',
  name: LAYOUT_NAMES.breadthfirst,
  description: 'One level per step from the node with the most edges.',
  scope: 'component',
  run: (problem) => {
    const area = problem.nodes.reduce(
      (sum, { width, height }) => sum + (width + COLUMN_GAP) * (height + LEVEL_GAP / 2),
      0,
    );
    const maxWidth = Math.sqrt(area * ASPECT);
    const result: LayoutResult = new Map();
    let top = 0;
    for (const level of findLevels(problem)) {
      for (const row of toRows(level, maxWidth)) {
        const height = Math.max(...row.map((node) => node.height));
        let x = -row.reduce((sum, node) => sum + node.width + COLUMN_GAP, -COLUMN_GAP) / 2;
        for (const node of row) {
          result.set(node.id, { x: x + node.width / 2, y: top + height / 2 });
          x += node.width + COLUMN_GAP;
        }
        top += height + ROW_GAP;
      }
      top += LEVEL_GAP - ROW_GAP;
    }
    return result;
  },
};

/** Whose label is shown first where there is no room for all. */
import type { Core, NodeSingular } from 'cytoscape';
import type { EdgeRecord } from './elements.ts';

/** By the number of visible edges, and among equals by their lookups. */
export function getImportance(node: NodeSingular): number {
  let degree = 0;
  let count = 0;
  node.connectedEdges().forEach((edge) => {
    if (edge.hasClass('gone')) return;
    degree += 1;
    count += (edge.data() as EdgeRecord).count;
  });
  return Math.log2(1 + degree) + Math.log10(1 + count) / 4;
}

/** Visible nodes, most important first, ties by id so that the order never flickers. */
export function sortByImportance(cy: Core): NodeSingular[] {
  return cy
    .nodes()
    .toArray()
    .filter((node) => !node.hasClass('gone'))
    .map((node) => ({ node, importance: getImportance(node) }))
    .sort((a, b) => b.importance - a.importance || (a.node.id() < b.node.id() ? -1 : 1))
    .map(({ node }) => node);
}

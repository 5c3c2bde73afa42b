import type { Core } from 'cytoscape';
import type { Graph, GraphEdge, GraphNode } from '../../shared/graph.ts';
import type { Change } from './changes.ts';
import { type EdgeRecord, getNodeRecord, isDrawable, type NodeRecord, toEdgeRecord, toNodeRecord } from './elements.ts';
import { toExpansionChange } from './expansions.ts';
import { placeInRows, placeNodes } from './placement.ts';
import type { Expansion, Merged } from './types.ts';

export type MergePlan = Merged & { changes: Change[] };

/** A larger first drawing stands in rows until its layout is there. */
const MAX_PLACED_ONE_BY_ONE = 150;

/** What to change so that the canvas holds this graph too: adds what is missing, updates what is there, moves nothing. */
export function planMerge(cy: Core, graph: Graph, act: { beside?: string; expansion?: Expansion }): MergePlan {
  const parent = act.beside !== undefined && cy.hasElementWithId(act.beside) ? act.beside : undefined;
  const changes: Change[] = [];
  const newNodes = new Map<string, NodeRecord>();
  for (const node of graph.nodes) {
    if (!isDrawable(node)) continue;
    const drawn = getNodeRecord(cy, node.id);
    if (drawn) changes.push(...planNodeUpdate(drawn, node, parent));
    else newNodes.set(node.id, toNodeRecord(node, parent === undefined ? null : [parent]));
  }
  const newEdges = new Map<string, EdgeRecord>();
  const skippedEdges: string[] = [];
  const isThere = (id: string): boolean => newNodes.has(id) || cy.hasElementWithId(id);
  for (const edge of graph.edges) {
    const drawn = cy.getElementById(edge.id);
    if (drawn.nonempty()) changes.push(...planEdgeUpdate(drawn.data() as EdgeRecord, edge, parent));
    else if (isThere(edge.source) && isThere(edge.target)) newEdges.set(edge.id, toEdgeRecord(edge));
    else skippedEdges.push(edge.id);
  }
  const records = [...newNodes.values()];
  const isFirst = cy.nodes().empty() && records.length > MAX_PLACED_ONE_BY_ONE;
  const places = isFirst ? placeInRows(records) : placeNodes(cy, records, [...newEdges.values()], parent);
  if (newNodes.size + newEdges.size > 0) {
    changes.push({
      type: 'add',
      elements: [
        ...records.map((data) => ({
          group: 'nodes' as const,
          data,
          position: places.get(data.id) ?? { x: 0, y: 0 },
        })),
        ...[...newEdges.values()].map((data) => ({ group: 'edges' as const, data })),
      ],
    });
  }
  if (act.expansion) changes.push(...toExpansionChange(cy, act.expansion));
  return { changes, newNodes: [...newNodes.keys()], newEdges: [...newEdges.keys()], skippedEdges };
}

function planNodeUpdate(drawn: NodeRecord, node: GraphNode, parent: string | undefined): Change[] {
  const next = toNodeRecord(node, joinOrigins(drawn, parent));
  const { id } = drawn;
  const changes: Change[] = [];
  if (!isEqual(drawn.node, node)) {
    changes.push({ type: 'set', id, key: 'node', before: drawn.node, after: node });
    if (drawn.label !== next.label)
      changes.push({ type: 'set', id, key: 'label', before: drawn.label, after: next.label });
    if (drawn.caption !== next.caption) {
      changes.push({ type: 'set', id, key: 'caption', before: drawn.caption, after: next.caption });
    }
  }
  if (!isEqual(drawn.origins, next.origins)) {
    changes.push({ type: 'set', id, key: 'origins', before: drawn.origins, after: next.origins });
  }
  // Whoever asks for a node by itself wants to see it; one that an expansion brings along stays hidden.
  if (drawn.hidden && parent === undefined)
    changes.push({ type: 'set', id, key: 'hidden', before: true, after: false });
  return changes;
}

/** A node that was asked for by itself stays so; one that comes by a second expansion hangs on both. */
function joinOrigins(drawn: NodeRecord, parent: string | undefined): string[] | null {
  if (parent === drawn.id) return drawn.origins;
  if (parent === undefined || drawn.origins === null) return null;
  return drawn.origins.includes(parent) ? drawn.origins : [...drawn.origins, parent];
}

function planEdgeUpdate(drawn: EdgeRecord, edge: GraphEdge, parent: string | undefined): Change[] {
  const changes: Change[] = [];
  const { id, count } = drawn;
  if (!isEqual(drawn.edge, edge)) {
    const next = toEdgeRecord(edge).count;
    changes.push({ type: 'set', id, key: 'edge', before: drawn.edge, after: edge });
    if (count !== next) changes.push({ type: 'set', id, key: 'count', before: count, after: next });
  }
  if (drawn.hidden && parent === undefined)
    changes.push({ type: 'set', id, key: 'hidden', before: true, after: false });
  return changes;
}

function isEqual(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** What was expanded, how much of it is drawn, and taking it back. */
import type { Core, NodeSingular } from 'cytoscape';
import { type Change, sortNodesFirst } from './changes.ts';
import { type EdgeRecord, getNodeRecord, type NodeRecord, toElement } from './elements.ts';
import type { Expansion } from './types.ts';

function isSameRelation(a: Expansion, b: Expansion): boolean {
  return a.type === b.type && a.direction === b.direction && a.label === b.label;
}

export function toExpansionChange(cy: Core, expansion: Expansion): Change[] {
  const drawn = getNodeRecord(cy, expansion.node);
  if (!drawn) return [];
  const after = [...drawn.expansions.filter((known) => !isSameRelation(known, expansion)), expansion];
  return [{ type: 'set', id: drawn.id, key: 'expansions', before: drawn.expansions, after }];
}

/** The node's expansions with `shown` as counted on the canvas now: removing a neighbor lowers it, an undo raises it. */
export function countExpansions(node: NodeSingular): Expansion[] {
  const { expansions } = node.data() as NodeRecord;
  return expansions.map((expansion) => ({ ...expansion, shown: countNeighbors(node, expansion) }));
}

function countNeighbors(node: NodeSingular, relation: Expansion): number {
  const found = new Set<string>();
  node.connectedEdges().forEach((edge) => {
    const { type, source, target } = edge.data() as EdgeRecord;
    if (relation.type !== undefined && relation.type !== type) return;
    if (relation.direction === 'out' && source !== node.id()) return;
    if (relation.direction === 'in' && target !== node.id()) return;
    const other = (source === node.id() ? edge.target() : edge.source()).data() as NodeRecord;
    if (relation.label === undefined || other.label === relation.label || other.node.labels.includes(relation.label)) {
      found.add(other.id);
    }
  });
  return Math.min(found.size, relation.total);
}

/** Removes the nodes that came only by expanding this one and hang on nothing else, and forgets the expansion. */
export function planCollapse(cy: Core, nodeId: string): { changes: Change[]; removed: string[] } {
  const parent = getNodeRecord(cy, nodeId);
  if (!parent) return { changes: [], removed: [] };
  const leaving = new Set<string>();
  cy.nodes().forEach((node) => {
    const { id, origins } = node.data() as NodeRecord;
    if (id !== nodeId && origins?.length === 1 && origins[0] === nodeId) leaving.add(id);
  });
  for (let before = -1; before !== leaving.size; ) {
    before = leaving.size;
    for (const id of leaving) {
      const others = cy
        .getElementById(id)
        .neighborhood()
        .nodes()
        .map((other) => other.id());
      if (others.some((other) => other !== nodeId && !leaving.has(other))) leaving.delete(id);
    }
  }
  const removed = [...leaving];
  const changes = planRemove(cy, removed);
  if (parent.expansions.length > 0) {
    changes.push({ type: 'set', id: nodeId, key: 'expansions', before: parent.expansions, after: [] });
  }
  return { changes, removed };
}

/** Takes nodes away with their edges, or edges alone. */
export function planRemove(cy: Core, ids: readonly string[]): Change[] {
  const gone = cy.collection();
  for (const id of ids) gone.merge(cy.getElementById(id));
  gone.merge(gone.nodes().connectedEdges());
  const elements = gone.map((element) => toElement(cy, element.id())).filter((element) => element !== undefined);
  return elements.length === 0 ? [] : [{ type: 'remove', elements: sortNodesFirst(elements) }];
}

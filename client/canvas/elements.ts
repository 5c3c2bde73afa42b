/** What the canvas keeps of a node or an edge: plain data inside Cytoscape's elements. */
import type { Core, ElementDefinition, Position } from 'cytoscape';
import type { GraphEdge, GraphNode } from '../../shared/graph.ts';
import { getPrimaryLabel } from '../../shared/ontology.ts';
import { toCaption } from './label-text.ts';
import type { Expansion } from './types.ts';

export type NodeRecord = {
  id: string;
  /** The label that says what the node is. */
  label: string;
  caption: string;
  node: GraphNode;
  /** Nodes whose expansion brought this one; null where it stands on the canvas in its own right. */
  origins: string[] | null;
  expansions: Expansion[];
  /** By the act "hide", not by the legend. */
  hidden: boolean;
};

export type EdgeRecord = {
  id: string;
  source: string;
  target: string;
  type: string;
  /** The property `count`, 1 where it has none. */
  count: number;
  edge: GraphEdge;
  hidden: boolean;
};

export type NodeElement = { group: 'nodes'; data: NodeRecord; position: Position };
export type EdgeElement = { group: 'edges'; data: EdgeRecord };
export type CanvasElement = NodeElement | EdgeElement;

/** Labels with an underscore in front are the product's own records and are never drawn. */
export function isDrawable(node: GraphNode): boolean {
  return !getPrimaryLabel(node.labels).startsWith('_');
}

export function toNodeRecord(node: GraphNode, origins: string[] | null): NodeRecord {
  return {
    id: node.id,
    label: getPrimaryLabel(node.labels),
    caption: toCaption(node),
    node,
    origins,
    expansions: [],
    hidden: false,
  };
}

export function toEdgeRecord(edge: GraphEdge): EdgeRecord {
  return {
    id: edge.id,
    source: edge.source,
    target: edge.target,
    type: edge.type,
    count: toCount(edge),
    edge,
    hidden: false,
  };
}

/** Integers beyond 2^53 come as text. */
function toCount(edge: GraphEdge): number {
  const count = Number(edge.properties.count ?? 1);
  return Number.isFinite(count) && count > 0 ? count : 1;
}

/** A copy that outlives the element, for undo. */
export function toElement(cy: Core, id: string): CanvasElement | undefined {
  const element = cy.getElementById(id);
  if (element.empty()) return undefined;
  if (element.isNode()) {
    return { group: 'nodes', data: { ...(element.data() as NodeRecord) }, position: { ...element.position() } };
  }
  return { group: 'edges', data: { ...(cy.getElementById(id).data() as EdgeRecord) } };
}

export function toDefinition(element: CanvasElement): ElementDefinition {
  return element.group === 'nodes'
    ? { group: 'nodes', data: { ...element.data }, position: { ...element.position } }
    : { group: 'edges', data: { ...element.data } };
}

export function getNodeRecord(cy: Core, id: string): NodeRecord | undefined {
  const element = cy.getElementById(id);
  return element.nonempty() && element.isNode() ? (element.data() as NodeRecord) : undefined;
}

export function getEdgeRecord(cy: Core, id: string): EdgeRecord | undefined {
  const element = cy.getElementById(id);
  return element.nonempty() && element.isEdge() ? (element.data() as EdgeRecord) : undefined;
}

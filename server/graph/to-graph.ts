/** The one function that makes the wire's graph out of what the driver returns. */
import neo4j, { type Path, type Relationship } from 'neo4j-driver';
import { type Graph, type GraphEdge, type GraphNode, type PropertyValue, toEdgeId } from '../../shared/graph.ts';
import type { Database } from './database.ts';
import { findKeys, type Key } from './find-keys.ts';
import { findNodesByElementId } from './find-nodes-by-element-id.ts';
import { type DbNode, getNodeId, isHidden, orderLabels } from './node-ids.ts';
import { toProperties, toPropertyValue } from './to-property-value.ts';

type DbEdge = Relationship<bigint>;
type Elements = { nodes: Map<string, DbNode>; edges: Map<string, DbEdge> };

/** What `toGraph` gives: the graph, and the function that turns a result cell into JSON that points into it. */
export type ConvertedGraph = {
  graph: Graph;
  toCell: (value: unknown) => PropertyValue;
  getId: (node: DbNode) => string;
};

function collect(value: unknown, elements: Elements): void {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return;
  if (Array.isArray(value)) {
    for (const item of value) collect(item, elements);
  } else if (neo4j.isNode(value)) {
    elements.nodes.set(value.elementId, value as unknown as DbNode);
  } else if (neo4j.isRelationship(value)) {
    elements.edges.set(value.elementId, value as unknown as DbEdge);
  } else if (neo4j.isPath(value)) {
    collect(value.start, elements);
    for (const segment of value.segments) collect([segment.relationship, segment.end], elements);
  } else if (Object.getPrototypeOf(value) === Object.prototype) {
    collect(Object.values(value), elements);
  }
}

/** Parallel edges that share type, ends and data set keep distinct ids: all but the oldest get their element id behind it. */
function toEdges(edges: DbEdge[], idOf: Map<string, string>): Map<string, GraphEdge> {
  const taken = new Set<string>();
  const result = new Map<string, GraphEdge>();
  const oldestFirst = edges.toSorted((a, b) => (BigInt(a.identity) < BigInt(b.identity) ? -1 : 1));
  for (const edge of oldestFirst) {
    const source = idOf.get(edge.startNodeElementId);
    const target = idOf.get(edge.endNodeElementId);
    if (source === undefined || target === undefined) continue;
    const properties = toProperties(edge.properties);
    const dataset = properties.reference_name;
    const base = toEdgeId(edge.type, source, target, typeof dataset === 'string' ? dataset : '');
    const id = taken.has(base) ? `${base}|~${edge.elementId}` : base;
    taken.add(id);
    result.set(edge.elementId, { id, type: edge.type, source, target, properties });
  }
  return result;
}

/** Nodes that share an id (no constraint keeps them apart) are told apart by their element id. */
function toNodes(nodes: DbNode[], keys: readonly Key[]): Map<string, GraphNode> {
  const byElementId = new Map<string, GraphNode>();
  const taken = new Set<string>();
  for (const node of nodes) {
    const keyed = getNodeId(node, keys);
    const id = taken.has(keyed) ? `~${node.elementId}` : keyed;
    taken.add(id);
    byElementId.set(node.elementId, {
      id,
      labels: orderLabels(node.labels),
      properties: toProperties(node.properties),
    });
  }
  return byElementId;
}

/**
 * Every node, edge and path in `values`, however deep in lists and maps, as one graph with unique ids. The ends of an edge
 * are fetched where `values` lack them. Nodes of our own bookkeeping and their edges are left out.
 */
export async function toGraph(database: Database, values: Iterable<unknown>): Promise<ConvertedGraph> {
  const elements: Elements = { nodes: new Map(), edges: new Map() };
  for (const value of values) collect(value, elements);
  const keys = await findKeys(database);
  const missing = new Set<string>();
  for (const { startNodeElementId, endNodeElementId } of elements.edges.values()) {
    for (const end of [startNodeElementId, endNodeElementId]) if (!elements.nodes.has(end)) missing.add(end);
  }
  for (const node of await findNodesByElementId(database, [...missing])) elements.nodes.set(node.elementId, node);

  const visible = [...elements.nodes.values()].filter((node) => !isHidden(node));
  const nodes = toNodes(visible, keys);
  const idOf = new Map([...nodes].map(([elementId, node]) => [elementId, node.id]));
  const edges = toEdges([...elements.edges.values()], idOf);
  const toCell = createCellConverter(nodes, edges);
  return {
    graph: { nodes: [...nodes.values()], edges: [...edges.values()] },
    toCell,
    getId: (node) => idOf.get(node.elementId) ?? getNodeId(node, keys),
  };
}

/** A hidden node or edge is shown as its properties: it is in the answer because the query asked for it by name. */
function createCellConverter(
  nodes: Map<string, GraphNode>,
  edges: Map<string, GraphEdge>,
): (value: unknown) => PropertyValue {
  const toPathCell = (path: Path): PropertyValue => {
    const steps = [path.start, ...path.segments.map((segment) => segment.end)].map(toCell);
    const hops = path.segments.map((segment) => toCell(segment.relationship));
    const nodeIds = [path.start, ...path.segments.map((segment) => segment.end)].map(
      (node) => nodes.get(node.elementId)?.id,
    );
    const edgeIds = path.segments.map((segment) => edges.get(segment.relationship.elementId)?.id);
    const isWhole = (ids: (string | undefined)[]): ids is string[] => !ids.includes(undefined);
    return isWhole(nodeIds) && isWhole(edgeIds)
      ? { $path: { nodes: nodeIds, edges: edgeIds } }
      : steps.flatMap((step, i) => (i < hops.length ? [step, hops[i] ?? null] : [step]));
  };
  const toCell = (value: unknown): PropertyValue => {
    if (typeof value !== 'object' || value === null) return toPropertyValue(value);
    if (Array.isArray(value)) return value.map(toCell);
    if (neo4j.isNode(value)) {
      const node = nodes.get(value.elementId);
      return node ? { $node: node.id } : toProperties(value.properties);
    }
    if (neo4j.isRelationship(value)) {
      const edge = edges.get(value.elementId);
      return edge ? { $edge: edge.id } : toProperties(value.properties);
    }
    if (neo4j.isPath(value)) return toPathCell(value);
    if (Object.getPrototypeOf(value) === Object.prototype) {
      return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, toCell(item)]));
    }
    return toPropertyValue(value);
  };
  return toCell;
}

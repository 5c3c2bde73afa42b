import type { Graph, GraphEdge, GraphNode } from '../../../shared/graph.ts';
import { toEdgeId } from '../../../shared/graph.ts';
import { NODE_TYPES, type NodeLabel } from '../../../shared/ontology.ts';

export function makeNode(label: NodeLabel, key: string | number): GraphNode {
  return { id: `${label}:${key}`, labels: [label], properties: { [NODE_TYPES[label].key]: key } };
}

export function makeEdge(type: string, source: string, target: string, count = 1): GraphEdge {
  return { id: toEdgeId(type, source, target, 'test'), type, source, target, properties: { count } };
}

/** A name and the clients that looked it up: 198.51.100.`from` and so on. */
export function makeStar(name: string, clients: number, from = 1): Graph {
  const hub = makeNode('HostName', name);
  const nodes = Array.from({ length: clients }, (_, i) => makeNode('IP', `198.51.100.${from + i}`));
  return { nodes: [hub, ...nodes], edges: nodes.map(({ id }, i) => makeEdge('LOOKED_UP', id, hub.id, 1000 - i)) };
}

/** What nodes, edges and relations are called in sentences. */
import type { GraphEdge, GraphNode } from '../../shared/graph.ts';
import { parseNodeId } from '../../shared/keys.ts';
import { EDGE_TYPES, getPrimaryLabel, isEdgeTypeName, isNodeLabel, NODE_TYPES } from '../../shared/ontology.ts';
import { formatCount } from '../ui/format.ts';

function toKeyTitle(label: string, key: string): string {
  return label === 'AS' ? `AS${key}` : key;
}

export function toTitleFromId(id: string): string {
  const ref = parseNodeId(id);
  return ref && 'key' in ref ? toKeyTitle(ref.label, ref.key) : id;
}

/** A saved query by its id: `who-asked-by-organization` reads `Who asked by organization`. */
export function toQueryTitle(id: string): string {
  const words = id.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The word for several nodes of a label: `IP addresses`. */
export function toPlural(label: string): string {
  return isNodeLabel(label) ? NODE_TYPES[label].plural : `${label} nodes`;
}

/** `412 IP addresses`. One of a kind goes by its label: `1 IP`. */
export function toCounted(count: number, label: string | undefined): string {
  if (!label) return `${formatCount(count)} ${count === 1 ? 'neighbor' : 'neighbors'}`;
  return `${formatCount(count)} ${count === 1 ? label : toPlural(label)}`;
}

export function describeLabel(label: string): string {
  return isNodeLabel(label) ? NODE_TYPES[label].description : 'A label Whoasked has no description of.';
}

export function describeEdgeType(type: string): string {
  return isEdgeTypeName(type) ? EDGE_TYPES[type].description : 'A relationship type Whoasked has no description of.';
}

export function getLabel(node: GraphNode): string {
  return getPrimaryLabel(node.labels);
}

/** What an edge says as a sentence without its verb's grammar: `192.0.2.1 LOOKED_UP mail.example`. */
export function toEdgeTitle(edge: GraphEdge): string {
  return `${toTitleFromId(edge.source)} → ${toTitleFromId(edge.target)}`;
}

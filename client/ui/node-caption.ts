/** How a node is named on one line: its key as people write it. */
import type { GraphNode } from '../../shared/graph.ts';
import { getPrimaryLabel, isNodeLabel, NODE_TYPES, type NodeType } from '../../shared/ontology.ts';

/** `AS64500` for a network, the key for every other known label, else a name-like property or the id. */
export function toCaption(node: GraphNode): string {
  const label = getPrimaryLabel(node.labels);
  const type: NodeType | undefined = isNodeLabel(label) ? NODE_TYPES[label] : undefined;
  const value = node.properties[type?.key ?? 'name'] ?? node.id.slice(node.id.indexOf(':') + 1);
  return `${type?.keyPrefix ?? ''}${String(value)}`;
}

/** Public ids of nodes as the driver gives them. */
import type { Node } from 'neo4j-driver';
import { toNodeId } from '../../shared/keys.ts';
import { isNodeLabel, NODE_LABELS } from '../../shared/ontology.ts';
import type { Key } from './find-keys.ts';

export type DbNode = Node<bigint>;

/** Labels without our own bookkeeping ones. */
export function visibleLabels(labels: readonly string[]): string[] {
  return labels.filter((label) => !label.startsWith('_'));
}

/** A node of our own bookkeeping, such as the ledger's: never part of a graph answer. */
export function isHidden(node: DbNode): boolean {
  return node.labels.length > 0 && visibleLabels(node.labels).length === 0;
}

/** `Label:key` by the first key the node has, else `~elementId`. */
export function getNodeId(node: DbNode, keys: readonly Key[]): string {
  for (const { label, property } of keys) {
    if (!node.labels.includes(label)) continue;
    const value: unknown = node.properties[property];
    if (typeof value === 'string' && value !== '') return toNodeId(label, value);
    if (typeof value === 'bigint') return toNodeId(label, value.toString());
  }
  return `~${node.elementId}`;
}

/** Labels with the one that says what the node is first: the ontology's in its order, then the others by alphabet. */
export function orderLabels(labels: readonly string[]): string[] {
  const visible = visibleLabels(labels);
  const known = NODE_LABELS.filter((label) => visible.includes(label));
  return [...known, ...visible.filter((label) => !isNodeLabel(label)).sort()];
}

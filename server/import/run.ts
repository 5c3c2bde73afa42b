/**
 * What was counted, as sorted streams: from memory, from disk, or merged from several. The same content gives the same
 * streams, however it was cut, so that an interrupted import can go on behind its last batch.
 */

import type { NodeLabel } from '../../shared/ontology.ts';
import type { FactRow, LookupRow, SeenFactRow } from '../graph/batch.ts';
import type { HiddenAddress } from '../graph/map-addresses.ts';
import type { Ends, Key } from './counted.ts';

/** A name, and whether anybody looked it up (else an answer brought it). Hosts are in the ascending order of `place`. */
export type CountedHost = { name: string; place: string; asked: boolean };

/**
 * A place beside the names of the same domain: its labels from the last to the first. Batches of hosts then share no domain but
 * one at either end, and the lanes that write them do not wait for each other.
 */
export function toCountedHost(name: string, asked: boolean): CountedHost {
  return { name, place: name.split('.').reverse().join('\0'), asked };
}

export type FactSet = Ends &
  ({ counted: false; rows: Iterable<FactRow> } | { counted: true; rows: Iterable<SeenFactRow> });

export type NodeSet = { label: NodeLabel; keys: Iterable<Key> };

export type Run = {
  /** About how many rows all streams have together. */
  size: number;
  /** Ascending by place, each once. */
  hosts: Iterable<CountedHost>;
  /** Every other node, ascending by key, labels in alphabetical order. */
  nodes: NodeSet[];
  /** Nodes among all those that the content names without an edge, in the same order. */
  lone: NodeSet[];
  /** Ascending by client, then host. */
  lookups: Iterable<LookupRow>;
  /** Ascending by source, then target; sets in the order of `toSetName`. */
  facts: FactSet[];
  /** The addresses of clients whose key is a pseudonym, ascending by key. Never written into the graph. */
  hidden: Iterable<HiddenAddress>;
};

export function compareKeys(a: Key, b: Key): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Sets of one name are merged into one. */
export function toSetName({ type, from, to, counted }: FactSet): string {
  return `${type} ${from} ${to} ${counted ? 'counted' : 'plain'}`;
}

export function compareEnds(a: { source: Key; target: Key }, b: { source: Key; target: Key }): number {
  return compareKeys(a.source, b.source) || compareKeys(a.target, b.target);
}

export function compareLookups(a: LookupRow, b: LookupRow): number {
  return compareKeys(a.client, b.client) || compareKeys(a.host, b.host);
}

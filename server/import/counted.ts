/** The tables a chunk is counted in. */
import type { EdgeTypeName, NodeLabel } from '../../shared/ontology.ts';
import type { SplitAnswers } from './record.ts';

export type Key = string | number;

export type Pair = {
  count: number;
  /** Seconds since 1970 UTC. */
  first: number;
  last: number;
  /** Hour and count in turn, ascending by hour. */
  hours: number[];
  /** Index into `kinds` and count in turn. */
  kinds: number[];
};

/** `pairs` is by the host's index. */
export type Client = { key: string; pairs: Map<number, Pair> };

/** A cell of answers as the log has it, for one question type. */
export type AnswerCell = { qtype: string; split: SplitAnswers; count: number; first: number; last: number };

export type EdgeSet = { type: EdgeTypeName; from: NodeLabel; to: NodeLabel; targets: Map<Key, Set<Key>> };

/** What was counted since the last chunk. */
export type Counted = {
  hosts: string[];
  clients: Map<string, Client>;
  kinds: { qtype: string; rcode: string }[];
  /** By the host's index, then by cell. */
  answers: (Map<string, AnswerCell[]> | undefined)[];
  edges: Map<string, EdgeSet>;
  nodes: Map<NodeLabel, Set<Key>>;
};

/** A slice of a big text keeps all of it in memory; what is kept longer than its line is copied. */
export function copyText(text: string): string {
  return Buffer.from(text).toString();
}

export function copyKey(key: Key): Key {
  return typeof key === 'string' ? copyText(key) : key;
}

/** Answers false where the edge was there already. */
export function addEdge(edges: Counted['edges'], edge: Omit<EdgeSet, 'targets'>, source: Key, target: Key): boolean {
  const id = `${edge.type} ${edge.from} ${edge.to}`;
  let set = edges.get(id);
  if (!set) {
    set = { ...edge, targets: new Map() };
    edges.set(id, set);
  }
  let targets = set.targets.get(source);
  if (!targets) {
    targets = new Set();
    set.targets.set(copyKey(source), targets);
  }
  if (targets.has(target)) return false;
  targets.add(copyKey(target));
  return true;
}

/** The tables that rows are counted in. */
import type { EdgeTypeName, NodeLabel } from '../../shared/ontology.ts';
import type { SeenFactRow } from '../graph/batch.ts';
import type { PairTable } from './pair-table.ts';
import type { FactProperties, SeenFact, SplitAnswers } from './record.ts';

export type Key = string | number;

/** A cell of answers as the log has it, for one question type. */
export type AnswerCell = { qtype: string; split: SplitAnswers; count: number; first: number; last: number };

export type Ends = { type: EdgeTypeName; from: NodeLabel; to: NodeLabel };

export type EdgeSet = Ends & { targets: Map<Key, Map<Key, FactProperties | undefined>> };

/** Facts with counts and times, by both keys. */
export type SeenSet = Ends & { rows: Map<string, SeenFactRow> };

/** What was counted since the last run was taken. */
export type Counted = {
  /** Canonical keys; the pairs hold indices into them. */
  hosts: string[];
  clients: string[];
  pairs: PairTable;
  kinds: { qtype: string; rcode: string }[];
  /** By the host's index, then by cell. */
  answers: (Map<string, AnswerCell[]> | undefined)[];
  edges: Map<string, EdgeSet>;
  seen: Map<string, SeenSet>;
  nodes: Map<NodeLabel, Set<Key>>;
  /** The addresses of clients whose key is a pseudonym, by key. Never written into the graph. */
  hidden: Map<string, string>;
};

/** A slice of a big text keeps all of it in memory; what is kept longer than its line is copied. */
export function copyText(text: string): string {
  return Buffer.from(text).toString();
}

export function copyKey(key: Key): Key {
  return typeof key === 'string' ? copyText(key) : key;
}

/** Answers false where the edge was there already; properties given hold, whichever came last. */
export function addEdge(
  edges: Counted['edges'],
  { type, from, to }: Ends,
  source: Key,
  target: Key,
  properties?: FactProperties,
): boolean {
  const id = `${type} ${from} ${to}`;
  let set = edges.get(id);
  if (!set) {
    set = { type, from, to, targets: new Map() };
    edges.set(id, set);
  }
  let targets = set.targets.get(source);
  if (!targets) {
    targets = new Map();
    set.targets.set(copyKey(source), targets);
  }
  const isNew = !targets.has(target);
  if (isNew || properties) targets.set(isNew ? copyKey(target) : target, properties);
  return isNew;
}

/** Counts add up, the range of times grows. Answers false where the fact was there already. */
export function addSeen(seen: Counted['seen'], fact: SeenFact): boolean {
  const { type, from, to, source, target, count, records = [] } = fact;
  const id = `${type} ${from} ${to}`;
  let set = seen.get(id);
  if (!set) {
    set = { type, from, to, rows: new Map() };
    seen.set(id, set);
  }
  const key = `${source}\n${target}`;
  const first = Math.floor(fact.first * 1000);
  const last = Math.floor(fact.last * 1000);
  const known = set.rows.get(key);
  if (!known) {
    const row = { source: copyText(source), target: copyText(target), count, first, last, records: [...records] };
    set.rows.set(copyText(key), row);
    return true;
  }
  known.count += count;
  known.first = Math.min(known.first, first);
  known.last = Math.max(known.last, last);
  for (const record of records) if (!known.records.includes(record)) known.records.push(record);
  return false;
}

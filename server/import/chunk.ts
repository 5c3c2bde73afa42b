/** What was counted, sorted into rows for the writer, so that the same file always gives the same rows in the same order. */
import { EDGE_TYPES, type NodeLabel } from '../../shared/ontology.ts';
import type { Batch, LookupRow } from '../graph/batch.ts';
import { toAnswerFacts } from './answers.ts';
import { addEdge, addSeen, type Counted, type Key, type Pair } from './counted.ts';

type FactBatch = Extract<Batch, { type: 'facts' | 'seen-facts' }>;
type SeenFactBatch = Extract<Batch, { type: 'seen-facts' }>;

export type Chunk = {
  /** Rows of all its batches: nodes, edges, and addresses to be mapped. */
  size: number;
  hosts: string[];
  /** Every other node by label. */
  nodes: Map<NodeLabel, Key[]>;
  lookups(): Generator<LookupRow>;
  facts: FactBatch[];
};

function byKey(a: Key, b: Key): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function toMilliseconds(seconds: number): number {
  return Math.floor(seconds * 1000);
}

function toLookupRow(client: string, host: string, pair: Pair, kinds: Counted['kinds']): LookupRow {
  const qtypes = new Map<string, number>();
  const rcodes = new Map<string, number>();
  for (let at = 0; at < pair.kinds.length; at += 2) {
    const kind = kinds[pair.kinds[at] ?? 0];
    const count = pair.kinds[at + 1] ?? 0;
    if (kind?.qtype) qtypes.set(kind.qtype, (qtypes.get(kind.qtype) ?? 0) + count);
    if (kind?.rcode) rcodes.set(kind.rcode, (rcodes.get(kind.rcode) ?? 0) + count);
  }
  return {
    client,
    host,
    count: pair.count,
    first: toMilliseconds(pair.first),
    last: toMilliseconds(pair.last),
    hours: pair.hours.filter((_, at) => at % 2 === 0),
    hourCounts: pair.hours.filter((_, at) => at % 2 === 1),
    qtypes: [...qtypes.keys()],
    qtypeCounts: [...qtypes.values()],
    rcodes: [...rcodes.keys()],
    rcodeCounts: [...rcodes.values()],
  };
}

/** Expands each distinct cell of answers into facts; those without counts join the other edges. */
function collectSeenFacts({ hosts, answers, edges, seen }: Counted): SeenFactBatch[] {
  for (const [host, byCell] of answers.entries()) {
    for (const [cell, byType] of byCell ?? []) {
      for (const { qtype, split, count, first, last } of byType) {
        for (const fact of toAnswerFacts(hosts[host] ?? '', qtype, split(cell))) {
          const { type, source, target, properties } = fact;
          if ('count' in EDGE_TYPES[type].properties) addSeen(seen, { ...fact, count, first, last });
          else addEdge(edges, fact, source, target, properties);
        }
      }
    }
  }
  return [...seen.values()].map(({ type, from, to, rows }) => {
    for (const row of rows.values()) row.records.sort();
    const sorted = [...rows.values()].sort((a, b) => byKey(a.source, b.source) || byKey(a.target, b.target));
    return { type: 'seen-facts', edge: type, from, to, rows: sorted };
  });
}

function collectFacts({ edges }: Counted): FactBatch[] {
  return [...edges.values()].map(({ type, from, to, targets }) => {
    const sources = [...targets.keys()].sort(byKey);
    const rows = sources.flatMap((source) => {
      const found = [...(targets.get(source) ?? [])].sort(([a], [b]) => byKey(a, b));
      return found.map(([target, properties]) => ({ source, target, ...(properties ? { properties } : {}) }));
    });
    return { type: 'facts', edge: type, from, to, rows };
  });
}

/** Every node an edge of the chunk needs, and those that stand alone. */
function collectNodes(counted: Counted, facts: readonly FactBatch[]): Map<NodeLabel, Set<Key>> {
  const nodes = new Map(counted.nodes);
  const getKeys = (label: NodeLabel) => {
    const keys = nodes.get(label) ?? new Set<Key>();
    nodes.set(label, keys);
    return keys;
  };
  for (const { from, to, rows } of facts) {
    const sources = getKeys(from);
    const targets = getKeys(to);
    for (const { source, target } of rows) {
      sources.add(source);
      targets.add(target);
    }
  }
  for (const client of counted.clients.values()) {
    if (client.pairs.size === 0) continue;
    getKeys('IP').add(client.key);
    const hosts = getKeys('HostName');
    for (const host of client.pairs.keys()) hosts.add(counted.hosts[host] ?? '');
  }
  return nodes;
}

export function toChunk(counted: Counted): Chunk {
  const { hosts, kinds } = counted;
  // Facts from answers may add edges without counts, so they come first.
  const seenFacts = collectSeenFacts(counted);
  const facts = [...collectFacts(counted), ...seenFacts].sort((a, b) => byKey(a.edge + a.from, b.edge + b.from));
  const nodes = collectNodes(counted, facts);
  const hostKeys = [...(nodes.get('HostName') ?? [])].map(String).sort(byKey);
  nodes.delete('HostName');
  const rank = new Int32Array(hosts.length);
  const order = hosts.map((_, host) => host).sort((a, b) => byKey(hosts[a] ?? '', hosts[b] ?? ''));
  for (const [at, host] of order.entries()) rank[host] = at;
  const clients = [...counted.clients.values()].sort((a, b) => byKey(a.key, b.key));
  const labels = [...nodes.keys()].sort(byKey);
  const pairCount = clients.reduce((sum, { pairs }) => sum + pairs.size, 0);
  const factCount = facts.reduce((sum, { rows }) => sum + rows.length, 0);
  const nodeCount = labels.reduce((sum, label) => sum + (nodes.get(label)?.size ?? 0), hostKeys.length);
  return {
    size: nodeCount + pairCount + factCount + (nodes.get('IP')?.size ?? 0),
    hosts: hostKeys,
    nodes: new Map(labels.map((label) => [label, [...(nodes.get(label) ?? [])].sort(byKey)])),
    *lookups() {
      for (const { key, pairs } of clients) {
        const sorted = [...pairs].sort(([a], [b]) => (rank[a] ?? 0) - (rank[b] ?? 0));
        for (const [host, pair] of sorted) yield toLookupRow(key, hosts[host] ?? '', pair, kinds);
      }
    },
    facts,
  };
}

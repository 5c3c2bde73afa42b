/** Sorts what was counted into a run. */
import { EDGE_TYPES, type NodeLabel } from '../../shared/ontology.ts';
import type { LookupRow } from '../graph/batch.ts';
import { toAnswerFacts } from './answers.ts';
import { addEdge, addSeen, type Counted, type Key } from './counted.ts';
import type { PairColumns } from './pair-table.ts';
import {
  type CountedHost,
  compareEnds,
  compareKeys,
  type FactSet,
  type NodeSet,
  type Run,
  toCountedHost,
  toSetName,
} from './run.ts';

function toMilliseconds(seconds: number): number {
  return Math.floor(seconds * 1000);
}

/** Names and counts of the types, or codes, of a pair, by name; those the log did not say are left out. */
function toSums(names: readonly string[], kinds: readonly number[]): { names: string[]; counts: number[] } {
  const sums = new Map<string, number>();
  for (let at = 0; at < kinds.length; at += 2) {
    const name = names[kinds[at] ?? 0] ?? '';
    if (name !== '') sums.set(name, (sums.get(name) ?? 0) + (kinds[at + 1] ?? 0));
  }
  const sorted = [...sums.keys()].sort();
  return { names: sorted, counts: sorted.map((name) => sums.get(name) ?? 0) };
}

/** Pairs ascending by client, then host: their ranks make one number each, which sorts natively. */
function toOrder({ clients, hosts, pairs }: Counted): Int32Array {
  const toSorted = (texts: readonly string[]) =>
    [...texts.keys()].sort((a, b) => compareKeys(texts[a] ?? '', texts[b] ?? ''));
  const clientOrder = toSorted(clients);
  const hostOrder = toSorted(hosts);
  const clientRank = new Int32Array(clients.length);
  const hostRank = new Int32Array(hosts.length);
  for (const [rank, client] of clientOrder.entries()) clientRank[client] = rank;
  for (const [rank, host] of hostOrder.entries()) hostRank[host] = rank;
  const { columns, size } = pairs;
  const sorted = new Float64Array(size);
  for (let pair = 0; pair < size; pair += 1) {
    const client = clientRank[columns.client[pair] ?? 0] ?? 0;
    sorted[pair] = client * hosts.length + (hostRank[columns.host[pair] ?? 0] ?? 0);
  }
  sorted.sort();
  return Int32Array.from(sorted, (place) => {
    const client = clientOrder[Math.floor(place / hosts.length)] ?? 0;
    return pairs.find(client, hostOrder[place % hosts.length] ?? 0);
  });
}

function* toLookups(counted: Counted): Generator<LookupRow> {
  const { clients, hosts, kinds, pairs } = counted;
  const columns: PairColumns = pairs.columns;
  const qtypes = kinds.map(({ qtype }) => qtype);
  const rcodes = kinds.map(({ rcode }) => rcode);
  for (const pair of toOrder(counted)) {
    const count = columns.count[pair] ?? 0;
    const hours = columns.hours.get(pair) ?? [columns.hour[pair] ?? 0, columns.hourCount[pair] ?? 0];
    const mixed = columns.kinds.get(pair) ?? [columns.kind[pair] ?? 0, columns.kindCount[pair] ?? 0];
    const types = toSums(qtypes, mixed);
    const codes = toSums(rcodes, mixed);
    yield {
      client: clients[columns.client[pair] ?? 0] ?? '',
      host: hosts[columns.host[pair] ?? 0] ?? '',
      count,
      first: toMilliseconds(columns.first[pair] ?? 0),
      last: toMilliseconds(columns.last[pair] ?? 0),
      hours: hours.filter((_, at) => at % 2 === 0),
      hourCounts: hours.filter((_, at) => at % 2 === 1),
      qtypes: types.names,
      qtypeCounts: types.counts,
      rcodes: codes.names,
      rcodeCounts: codes.counts,
    };
  }
}

/** Expands each distinct cell of answers into facts, which join those that came as such. */
function expandAnswers({ hosts, answers, edges, seen }: Counted): void {
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
}

function toFacts({ edges, seen }: Counted): FactSet[] {
  const plain = [...edges.values()].map(({ type, from, to, targets }): FactSet => {
    const rows = [...targets].flatMap(([source, found]) => {
      return [...found].map(([target, properties]) => ({ source, target, ...(properties ? { properties } : {}) }));
    });
    return { type, from, to, counted: false, rows: rows.sort(compareEnds) };
  });
  const counted = [...seen.values()].map(({ type, from, to, rows }): FactSet => {
    for (const row of rows.values()) row.records.sort();
    return { type, from, to, counted: true, rows: [...rows.values()].sort(compareEnds) };
  });
  return [...plain, ...counted].sort((a, b) => compareKeys(toSetName(a), toSetName(b)));
}

/** Every node that an edge of the run needs, and those that stand alone. */
function collectNodes(counted: Counted, facts: readonly FactSet[]): Map<NodeLabel, Set<Key>> {
  const nodes = new Map([...counted.nodes].map(([label, keys]) => [label, new Set(keys)]));
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
  const addresses = getKeys('IP');
  for (const client of findUsed(counted.pairs.columns.client, counted.pairs.size)) {
    addresses.add(counted.clients[client] ?? '');
  }
  if (addresses.size === 0) nodes.delete('IP');
  return nodes;
}

function findUsed(column: Int32Array, size: number): Set<number> {
  const used = new Set<number>();
  for (let pair = 0; pair < size; pair += 1) used.add(column[pair] ?? 0);
  return used;
}

function toHosts(counted: Counted, others: ReadonlySet<Key>): CountedHost[] {
  const asked = new Map<string, boolean>();
  for (const name of others) asked.set(String(name), false);
  for (const host of findUsed(counted.pairs.columns.host, counted.pairs.size)) {
    asked.set(counted.hosts[host] ?? '', true);
  }
  const hosts = [...asked].map(([name, isAsked]) => toCountedHost(name, isAsked));
  return hosts.sort((a, b) => compareKeys(a.place, b.place));
}

function toNodeSets(nodes: ReadonlyMap<NodeLabel, ReadonlySet<Key>>): NodeSet[] {
  const labels = [...nodes.keys()].sort();
  return labels.map((label) => ({ label, keys: [...(nodes.get(label) ?? [])].sort(compareKeys) }));
}

export function toRun(counted: Counted): Run {
  expandAnswers(counted);
  const facts = toFacts(counted);
  const nodes = collectNodes(counted, facts);
  const lone = toNodeSets(counted.nodes);
  const hosts = toHosts(counted, nodes.get('HostName') ?? new Set());
  nodes.delete('HostName');
  const factCount = facts.reduce((sum, { rows }) => sum + [...rows].length, 0);
  const sets = toNodeSets(nodes);
  const nodeCount = sets.reduce((sum, { label }) => sum + (nodes.get(label)?.size ?? 0), hosts.length);
  return {
    size: nodeCount + counted.pairs.size + factCount,
    hosts,
    nodes: sets,
    lone,
    lookups: { [Symbol.iterator]: () => toLookups(counted) },
    facts,
    hidden: [...counted.hidden].map(([ip, address]) => ({ ip, address })).sort((a, b) => compareKeys(a.ip, b.ip)),
  };
}

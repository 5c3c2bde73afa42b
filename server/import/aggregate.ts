/** Counts lookups per (client, name, hour) and facts, so that the writer gets pairs, not rows. */
import { findDomainName, normalizeHostName, normalizeIp } from '../../shared/keys.ts';
import { EDGE_TYPES, type EdgeTypeName, type NodeLabel } from '../../shared/ontology.ts';
import type { Batch, LookupRow, SeenFactRow } from '../graph/batch.ts';
import { toAnswerFacts } from './answers.ts';
import type { Sink, SplitAnswers } from './record.ts';

/**
 * Where a chunk ends, in cells: a pair, an hour of a pair, a name, an answer, a fact are one each. One cell takes some
 * 150 octets of memory. A change here changes where chunks end: raise CHUNK_PLAN with it.
 */
export const CELLS_PER_CHUNK = 1_500_000;

type Pair = {
  count: number;
  first: number;
  last: number;
  /** Hour and count in turn, ascending by hour. */
  hours: number[];
  /** Index into `kinds` and count in turn. */
  kinds: number[];
};

type Client = { key: string; pairs: Map<number, Pair> };
type AnswerCell = {
  host: number;
  qtype: string;
  cell: string;
  split: SplitAnswers;
  count: number;
  first: number;
  last: number;
};
type EdgeSet = {
  type: EdgeTypeName;
  from: NodeLabel;
  to: NodeLabel;
  pairs: Map<string | number, Set<string | number>>;
};

/** A slice of a big text keeps all of it in memory; what is kept longer than its line is copied. */
function copyText(text: string): string {
  return Buffer.from(text).toString();
}

function byKey(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function toMilliseconds(seconds: number): number {
  return Math.floor(seconds * 1000);
}

/** Adds to the hour's count; logs are nearly in order of time, so the search begins at the end. */
function addHour(hours: number[], hour: number, count: number): boolean {
  let at = hours.length - 2;
  while (at >= 0 && (hours[at] ?? 0) > hour) at -= 2;
  if (at >= 0 && hours[at] === hour) {
    hours[at + 1] = (hours[at + 1] ?? 0) + count;
    return false;
  }
  if (at === hours.length - 2) hours.push(hour, count);
  else hours.splice(at + 2, 0, hour, count);
  return true;
}

function addKind(kinds: number[], kind: number, count: number): void {
  for (let at = 0; at < kinds.length; at += 2) {
    if (kinds[at] === kind) {
      kinds[at + 1] = (kinds[at + 1] ?? 0) + count;
      return;
    }
  }
  kinds.push(kind, count);
}

/** What a chunk holds, sorted, so that the same rows always give the same batches. */
export type Chunk = {
  clients: string[];
  hosts: string[];
  nodes: Map<NodeLabel, (string | number)[]>;
  lookups(): Generator<LookupRow>;
  facts: Extract<Batch, { type: 'facts' | 'seen-facts' }>[];
};

export type Aggregate = Sink & {
  /** Ask after each row: a full aggregate has to be taken. */
  isFull(): boolean;
  isEmpty(): boolean;
  /** Hands out what was counted and begins anew. */
  take(): Chunk;
};

type Kind = { qtype: string; rcode: string };

export function createAggregate(cellsPerChunk = CELLS_PER_CHUNK): Aggregate {
  let cells = 0;
  let hostIds = new Map<string, number>();
  let hosts: string[] = [];
  let hostIdByKey = new Map<string, number>();
  let clientByRaw = new Map<string, Client>();
  let clientByKey = new Map<string, Client>();
  let answerCells = new Map<string, AnswerCell>();
  let edges = new Map<string, EdgeSet>();
  let nodes = new Map<NodeLabel, Set<string | number>>();
  const kinds: Kind[] = [];
  const kindIds = new Map<string, Map<string, number>>();

  function getHostId(raw: string): number {
    const known = hostIds.get(raw);
    if (known !== undefined) return known;
    const key = normalizeHostName(raw);
    let id = hostIdByKey.get(key);
    if (id === undefined) {
      id = hosts.length;
      const copy = copyText(key);
      hosts.push(copy);
      hostIdByKey.set(copy, id);
    }
    hostIds.set(copyText(raw), id);
    // Counted per spelling: resolvers that mix cases at random (0x20) give each name many.
    cells += 1;
    return id;
  }

  function getClient(raw: string): Client {
    const known = clientByRaw.get(raw);
    if (known) return known;
    const key = normalizeIp(raw);
    let client = clientByKey.get(key);
    if (!client) {
      client = { key: copyText(key), pairs: new Map() };
      clientByKey.set(client.key, client);
      cells += 1;
    }
    clientByRaw.set(copyText(raw), client);
    return client;
  }

  function getKind(qtype: string, rcode: string): number {
    let byRcode = kindIds.get(qtype);
    if (!byRcode) {
      byRcode = new Map();
      kindIds.set(copyText(qtype), byRcode);
    }
    let id = byRcode.get(rcode);
    if (id === undefined) {
      id = kinds.length;
      kinds.push({ qtype: copyText(qtype), rcode: copyText(rcode) });
      byRcode.set(copyText(rcode), id);
    }
    return id;
  }

  function toLookupRow(client: string, host: string, pair: Pair): LookupRow {
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

  /** Expands distinct answer cells into facts and adds up what several cells say. */
  function collectSeenFacts(): Extract<Batch, { type: 'seen-facts' }>[] {
    const sets = new Map<string, { batch: Extract<Batch, { type: 'seen-facts' }>; rows: Map<string, SeenFactRow> }>();
    for (const { host, qtype, cell, split, count, first, last } of answerCells.values()) {
      for (const fact of toAnswerFacts(hosts[host] ?? '', qtype, split(cell))) {
        if (!('count' in EDGE_TYPES[fact.type].properties)) {
          edge(fact.type, fact.from, fact.source, fact.to, fact.target);
          continue;
        }
        const id = `${fact.type} ${fact.from} ${fact.to}`;
        let set = sets.get(id);
        if (!set) {
          const { type, from, to } = fact;
          set = { batch: { type: 'seen-facts', edge: type, from, to, rows: [] }, rows: new Map() };
          sets.set(id, set);
        }
        const key = `${fact.source}\n${fact.target}`;
        const row = set.rows.get(key);
        if (row) {
          row.count += count;
          row.first = Math.min(row.first, toMilliseconds(first));
          row.last = Math.max(row.last, toMilliseconds(last));
          for (const record of fact.records ?? []) if (!row.records.includes(record)) row.records.push(record);
        } else {
          const { source, target, records = [] } = fact;
          const times = { first: toMilliseconds(first), last: toMilliseconds(last) };
          set.rows.set(key, { source, target, count, ...times, records: [...records] });
        }
      }
    }
    for (const { batch, rows } of sets.values()) {
      for (const row of rows.values()) row.records.sort();
      batch.rows = [...rows.values()].sort((a, b) => byKey(a.source, b.source) || byKey(a.target, b.target));
    }
    return [...sets.values()].map((set) => set.batch);
  }

  function edge(type: EdgeTypeName, from: NodeLabel, source: string | number, to: NodeLabel, target: string | number) {
    const id = `${type} ${from} ${to}`;
    let set = edges.get(id);
    if (!set) {
      set = { type, from, to, pairs: new Map() };
      edges.set(id, set);
    }
    let targets = set.pairs.get(source);
    if (!targets) {
      targets = new Set();
      set.pairs.set(typeof source === 'string' ? copyText(source) : source, targets);
    }
    if (targets.has(target)) return;
    targets.add(typeof target === 'string' ? copyText(target) : target);
    cells += 1;
  }

  function collectFacts(): Extract<Batch, { type: 'facts' }>[] {
    return [...edges.values()].map(({ type, from, to, pairs }) => {
      const sources = [...pairs.keys()].sort(byKey);
      const rows = sources.flatMap((source) => {
        return [...(pairs.get(source) ?? [])].sort(byKey).map((target) => ({ source, target }));
      });
      return { type: 'facts', edge: type, from, to, rows };
    });
  }

  /** Every node of the chunk by label, hosts and clients included. */
  function collectNodes(facts: Chunk['facts']): Map<NodeLabel, (string | number)[]> {
    const all = new Map<NodeLabel, Set<string | number>>(nodes);
    const add = (label: NodeLabel, key: string | number) => {
      const set = all.get(label);
      if (set) set.add(key);
      else all.set(label, new Set([key]));
    };
    for (const { from, to, rows } of facts) {
      for (const { source, target } of rows) {
        add(from, source);
        add(to, target);
      }
    }
    for (const client of clientByKey.values()) if (client.pairs.size > 0) add('IP', client.key);
    return new Map([...all].map(([label, keys]) => [label, [...keys].sort(byKey)]));
  }

  return {
    lookup(rawClient, rawName, seconds, qtype, rcode, count) {
      const client = getClient(rawClient);
      const host = getHostId(rawName);
      let pair = client.pairs.get(host);
      if (!pair) {
        pair = { count: 0, first: seconds, last: seconds, hours: [], kinds: [] };
        client.pairs.set(host, pair);
        cells += 1;
      }
      pair.count += count;
      if (seconds < pair.first) pair.first = seconds;
      if (seconds > pair.last) pair.last = seconds;
      if (addHour(pair.hours, Math.floor(seconds / 3600), count)) cells += 1;
      addKind(pair.kinds, getKind(qtype, rcode), count);
    },
    answers(rawName, seconds, qtype, cell, split, count) {
      const host = getHostId(rawName);
      const id = `${host} ${qtype} ${cell}`;
      const known = answerCells.get(id);
      if (known) {
        known.count += count;
        if (seconds < known.first) known.first = seconds;
        if (seconds > known.last) known.last = seconds;
        return;
      }
      const kept = copyText(id);
      const text = kept.slice(kept.length - cell.length);
      answerCells.set(kept, { host, qtype: copyText(qtype), cell: text, split, count, first: seconds, last: seconds });
      cells += 1 + Math.ceil(cell.length / 150);
    },
    node(label, key) {
      const set = nodes.get(label);
      if (set) set.add(key);
      else nodes.set(label, new Set([key]));
      cells += 1;
    },
    edge,
    isFull: () => cells >= cellsPerChunk,
    isEmpty: () => cells === 0,
    take() {
      const seenFacts = collectSeenFacts();
      const facts = [...collectFacts(), ...seenFacts].sort((a, b) => byKey(a.edge + a.from, b.edge + b.from));
      const allNodes = collectNodes(facts);
      const askedHosts = new Set(allNodes.get('HostName') ?? []);
      const order = hosts.map((_, id) => id).sort((a, b) => byKey(hosts[a] ?? '', hosts[b] ?? ''));
      const rank = new Int32Array(hosts.length);
      for (const [at, id] of order.entries()) rank[id] = at;
      for (const client of clientByKey.values()) for (const id of client.pairs.keys()) askedHosts.add(hosts[id] ?? '');
      allNodes.delete('HostName');
      const clients = [...clientByKey.values()].filter((client) => client.pairs.size > 0);
      clients.sort((a, b) => byKey(a.key, b.key));
      const names = hosts;
      const chunk: Chunk = {
        clients: clients.map((client) => client.key),
        hosts: ([...askedHosts] as string[]).sort(byKey),
        nodes: allNodes,
        *lookups() {
          for (const { key, pairs } of clients) {
            const ids = [...pairs.keys()].sort((a, b) => (rank[a] ?? 0) - (rank[b] ?? 0));
            for (const id of ids) {
              const pair = pairs.get(id);
              if (pair) yield toLookupRow(key, names[id] ?? '', pair);
            }
          }
        },
        facts,
      };
      cells = 0;
      hosts = [];
      hostIds = new Map();
      hostIdByKey = new Map();
      clientByRaw = new Map();
      clientByKey = new Map();
      answerCells = new Map();
      edges = new Map();
      nodes = new Map();
      return chunk;
    },
  };
}

/** Host names with the registrable domain each belongs to. */
export function toHostRows(hosts: readonly string[]): Extract<Batch, { type: 'hosts' }>['rows'] {
  return hosts.map((name) => ({ name, domain: findDomainName(name) }));
}

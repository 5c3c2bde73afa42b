/** Counts lookups per (client, name, hour) and facts, so that the writer gets pairs, not rows. */
import { normalizeHostName, normalizeIp } from '../../shared/keys.ts';
import { type Chunk, toChunk } from './chunk.ts';
import { addEdge, addSeen, type Client, type Counted, copyKey, copyText } from './counted.ts';
import type { Sink } from './record.ts';

/**
 * Where a chunk ends, in cells: a pair, an hour of a pair, a spelling of a name, an answer, a fact are one each. A cell
 * takes some 150 octets of memory. Where chunks end is part of an import's plan: see `toPlan`.
 */
export const CELLS_PER_CHUNK = 1_500_000;

export type Aggregate = Sink & {
  /** Ask after each row: a full aggregate has to be taken. */
  isFull(): boolean;
  isEmpty(): boolean;
  /** Hands out what was counted and begins anew. */
  take(): Chunk;
};

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

/** The tables of one chunk and the ways from a raw text to its place in them. */
function createTables() {
  const counted: Counted = {
    hosts: [],
    clients: new Map(),
    kinds: [],
    answers: [],
    edges: new Map(),
    seen: new Map(),
    nodes: new Map(),
  };
  return {
    counted,
    cells: 0,
    hostByRaw: new Map<string, number>(),
    hostByKey: new Map<string, number>(),
    clientByRaw: new Map<string, Client>(),
    kindIds: new Map<string, Map<string, number>>(),
    lastRawHost: undefined as string | undefined,
    lastHost: 0,
  };
}

export function createAggregate(cellsPerChunk = CELLS_PER_CHUNK): Aggregate {
  let tables = createTables();

  function addHost(raw: string): number {
    const { counted, hostByKey, hostByRaw } = tables;
    const key = normalizeHostName(raw);
    let host = hostByKey.get(key);
    if (host === undefined) {
      host = counted.hosts.length;
      const copy = copyText(key);
      counted.hosts.push(copy);
      hostByKey.set(copy, host);
    }
    hostByRaw.set(copyText(raw), host);
    // Counted per spelling: resolvers that mix cases at random (0x20) give each name many.
    tables.cells += 1;
    return host;
  }

  function getHost(raw: string): number {
    // The answers of a row come right after its lookup, with the same text.
    if (raw === tables.lastRawHost) return tables.lastHost;
    const host = tables.hostByRaw.get(raw) ?? addHost(raw);
    tables.lastRawHost = raw;
    tables.lastHost = host;
    return host;
  }

  function getClient(raw: string): Client {
    const known = tables.clientByRaw.get(raw);
    if (known) return known;
    const { clients } = tables.counted;
    const key = normalizeIp(raw);
    let client = clients.get(key);
    if (!client) {
      client = { key: copyText(key), pairs: new Map() };
      clients.set(client.key, client);
    }
    tables.clientByRaw.set(copyText(raw), client);
    tables.cells += 1;
    return client;
  }

  function getKind(qtype: string, rcode: string): number {
    const { kindIds, counted } = tables;
    let byRcode = kindIds.get(qtype);
    if (!byRcode) {
      byRcode = new Map();
      kindIds.set(copyText(qtype), byRcode);
    }
    let kind = byRcode.get(rcode);
    if (kind === undefined) {
      kind = counted.kinds.length;
      counted.kinds.push({ qtype: copyText(qtype), rcode: copyText(rcode) });
      byRcode.set(copyText(rcode), kind);
      tables.cells += 1;
    }
    return kind;
  }

  return {
    lookup(rawClient, rawName, seconds, qtype, rcode, count, lastSeconds = seconds) {
      const client = getClient(rawClient);
      const host = getHost(rawName);
      let pair = client.pairs.get(host);
      if (!pair) {
        pair = { count: 0, first: seconds, last: lastSeconds, hours: [], kinds: [] };
        client.pairs.set(host, pair);
        tables.cells += 1;
      }
      pair.count += count;
      if (seconds < pair.first) pair.first = seconds;
      if (lastSeconds > pair.last) pair.last = lastSeconds;
      if (addHour(pair.hours, Math.floor(seconds / 3600), count)) tables.cells += 1;
      addKind(pair.kinds, getKind(qtype, rcode), count);
    },
    answers(rawName, seconds, qtype, cell, split, count) {
      const { answers } = tables.counted;
      const host = getHost(rawName);
      let byCell = answers[host];
      if (!byCell) {
        byCell = new Map();
        answers[host] = byCell;
      }
      let byType = byCell.get(cell);
      if (!byType) {
        byType = [];
        byCell.set(copyText(cell), byType);
      }
      for (const known of byType) {
        if (known.qtype !== qtype) continue;
        known.count += count;
        if (seconds < known.first) known.first = seconds;
        if (seconds > known.last) known.last = seconds;
        return;
      }
      byType.push({ qtype: copyText(qtype), split, count, first: seconds, last: seconds });
      tables.cells += 1 + Math.ceil(cell.length / 150);
    },
    node(label, key) {
      const { nodes } = tables.counted;
      const keys = nodes.get(label);
      if (keys) keys.add(copyKey(key));
      else nodes.set(label, new Set([copyKey(key)]));
      tables.cells += 1;
    },
    edge(type, from, source, to, target, properties) {
      if (addEdge(tables.counted.edges, { type, from, to }, source, target, properties)) tables.cells += 1;
    },
    seen(fact) {
      if (addSeen(tables.counted.seen, fact)) tables.cells += 1;
    },
    isFull: () => tables.cells >= cellsPerChunk,
    isEmpty: () => tables.cells === 0,
    take() {
      const { counted } = tables;
      tables = createTables();
      return toChunk(counted);
    },
  };
}

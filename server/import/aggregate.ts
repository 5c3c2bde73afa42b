/** Counts lookups per (client, name, hour) and facts, so that the writer gets pairs, not rows. */
import { normalizeHostName, normalizeIp } from '../../shared/keys.ts';
import { isPseudonym } from '../../shared/pseudonyms.ts';
import type { ClientTransform } from './client-privacy.ts';
import { addEdge, addSeen, type Counted, copyKey, copyText } from './counted.ts';
import { createPairTable } from './pair-table.ts';
import type { Sink } from './record.ts';
import type { Run } from './run.ts';
import { toRun } from './to-run.ts';

/** How much memory is counted into before a run is taken; what the tables say of themselves is an estimate. */
export const OCTETS_PER_RUN = 192 * 1024 * 1024;

/** Of a text of a log, its copy and its place in a map, beside its characters. */
const OCTETS_PER_TEXT = 100;
const OCTETS_PER_ENTRY = 150;

export type Aggregate = Sink & {
  /** Ask after each row: a full aggregate has to be taken. */
  isFull(): boolean;
  isEmpty(): boolean;
  /** Hands out what was counted, sorted, and begins anew. */
  take(): Run;
};

/** The tables of one run and the ways from a raw text to its place in them. */
function createTables() {
  const counted: Counted = {
    hosts: [],
    clients: [],
    pairs: createPairTable(),
    kinds: [],
    answers: [],
    edges: new Map(),
    seen: new Map(),
    nodes: new Map(),
    hidden: new Map(),
  };
  return {
    counted,
    octets: 0,
    hostByRaw: new Map<string, number>(),
    hostByKey: new Map<string, number>(),
    clientByRaw: new Map<string, number>(),
    clientByKey: new Map<string, number>(),
    kindIds: new Map<string, Map<string, number>>(),
    lastRawHost: undefined as string | undefined,
    lastHost: 0,
    lastRawClient: undefined as string | undefined,
    lastClient: 0,
    lastQtype: undefined as string | undefined,
    lastRcode: undefined as string | undefined,
    lastKind: 0,
  };
}

/** `transform` makes the key that is stored of a client's address. */
export function createAggregate(octetsPerRun = OCTETS_PER_RUN, transform: ClientTransform = (ip) => ip): Aggregate {
  let tables = createTables();

  /** Registers a raw text and its canonical key; one key may have many spellings (0x20 mixes cases at random). */
  function register(raw: string, key: string, keys: string[], byKey: Map<string, number>, byRaw: Map<string, number>) {
    let index = byKey.get(key);
    if (index === undefined) {
      index = keys.length;
      const copy = copyText(key);
      keys.push(copy);
      byKey.set(copy, index);
      tables.octets += key.length + OCTETS_PER_TEXT;
    }
    byRaw.set(copyText(raw), index);
    tables.octets += raw.length + OCTETS_PER_TEXT;
    return index;
  }

  function getHost(raw: string): number {
    // The answers of a row come right after its lookup, and clients ask for the same again at once.
    if (raw === tables.lastRawHost) return tables.lastHost;
    const { counted, hostByKey, hostByRaw } = tables;
    const host = hostByRaw.get(raw) ?? register(raw, normalizeHostName(raw), counted.hosts, hostByKey, hostByRaw);
    tables.lastRawHost = raw;
    tables.lastHost = host;
    return host;
  }

  function getClient(raw: string): number {
    if (raw === tables.lastRawClient) return tables.lastClient;
    const client = tables.clientByRaw.get(raw) ?? registerClient(raw);
    tables.lastRawClient = raw;
    tables.lastClient = client;
    return client;
  }

  function registerClient(raw: string): number {
    const { counted, clientByKey, clientByRaw } = tables;
    const ip = normalizeIp(raw);
    const key = transform(ip);
    if (isPseudonym(key)) counted.hidden.set(key, copyText(ip));
    return register(raw, key, counted.clients, clientByKey, clientByRaw);
  }

  function getKind(qtype: string, rcode: string): number {
    if (qtype === tables.lastQtype && rcode === tables.lastRcode) return tables.lastKind;
    const kind = findKind(qtype, rcode);
    tables.lastQtype = qtype;
    tables.lastRcode = rcode;
    tables.lastKind = kind;
    return kind;
  }

  function findKind(qtype: string, rcode: string): number {
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
      tables.octets += OCTETS_PER_ENTRY;
    }
    return kind;
  }

  return {
    lookup(rawClient, rawName, seconds, qtype, rcode, count, lastSeconds = seconds) {
      const client = getClient(rawClient);
      const host = getHost(rawName);
      tables.counted.pairs.add(client, host, seconds, lastSeconds, getKind(qtype, rcode), count);
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
        if (known.qtype !== qtype || known.split !== split) continue;
        known.count += count;
        if (seconds < known.first) known.first = seconds;
        if (seconds > known.last) known.last = seconds;
        return;
      }
      byType.push({ qtype: copyText(qtype), split, count, first: seconds, last: seconds });
      tables.octets += OCTETS_PER_ENTRY + cell.length;
    },
    node(label, key) {
      const { nodes } = tables.counted;
      const keys = nodes.get(label);
      if (keys) keys.add(copyKey(key));
      else nodes.set(label, new Set([copyKey(key)]));
      tables.octets += OCTETS_PER_ENTRY;
    },
    edge(type, from, source, to, target, properties) {
      if (!addEdge(tables.counted.edges, { type, from, to }, source, target, properties)) return;
      tables.octets += OCTETS_PER_ENTRY * 2;
    },
    seen(fact) {
      if (addSeen(tables.counted.seen, fact)) tables.octets += OCTETS_PER_ENTRY * 3;
    },
    isFull: () => tables.octets + tables.counted.pairs.octets >= octetsPerRun,
    isEmpty: () => tables.octets === 0,
    take() {
      const { counted } = tables;
      tables = createTables();
      return toRun(counted);
    },
  };
}

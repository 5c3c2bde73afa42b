/** Queries whose reply is not read yet, so that a log that writes both counts one lookup with the reply's code. */
import { normalizeHostName, normalizeIp } from '../../shared/keys.ts';
import type { Settled, Sink } from './record.ts';

/** No server answers later than this; a query that is older was not answered. */
const HOLD_SECONDS = 120;
/** The oldest query is given up where more lines of queries than this came after it, so that memory stays bounded. */
const MAX_HELD = 100_000;
const MAX_KNOWN_CLIENTS = 100_000;

export type OpenQuery = {
  key: string;
  client: string;
  name: string;
  seconds: number;
  qtype: string;
  rcode: string;
  /** True once it was counted. */
  isClosed: boolean;
  /** The query opened before it under the same key. */
  before: OpenQuery | undefined;
};

export type OpenQueries<Query extends OpenQuery> = {
  /** Holds a query, and counts those that are too old by now. Throws KeyError for a client or name that cannot be read. */
  open(query: Query, sink: Sink): void;
  /** The last query opened under the key that was not closed. */
  find(key: string): Query | undefined;
  /** Counts the query. */
  close(query: Query, sink: Sink): void;
  /** True where a query was read shortly before, so that a reply's own query must be in the log too. */
  isLogged(seconds: number): boolean;
  /** Counts what is still open at the end of the file; none of its lines was pending. */
  finish(sink: Sink): Settled[];
};

/**
 * `count` gives a query to the sink. A query is accepted when it is read, and counted when its reply comes, two minutes of log
 * time have passed, 100,000 more were read, or the file ends: exactly once.
 */
export function createOpenQueries<Query extends OpenQuery & { before: Query | undefined }>(
  count: (query: Query, sink: Sink) => void,
  maxHeld = MAX_HELD,
): OpenQueries<Query> {
  const byKey = new Map<string, Query>();
  /** In the order of the log, with those closed already. */
  let held: Query[] = [];
  let head = 0;
  let lastSeconds: number | undefined;
  const knownClients = new Set<string>();

  /** Once a query is accepted, counting it must not throw. */
  function check({ client, name }: Query): void {
    if (!knownClients.has(client)) {
      normalizeIp(client);
      if (knownClients.size >= MAX_KNOWN_CLIENTS) knownClients.clear();
      knownClients.add(client);
    }
    normalizeHostName(name);
  }

  function findOpen(query: Query | undefined): Query | undefined {
    let found = query;
    while (found?.isClosed) found = found.before;
    return found;
  }

  function close(query: Query, sink: Sink): void {
    query.isClosed = true;
    if (byKey.get(query.key) === query) {
      const before = findOpen(query.before);
      if (before) byKey.set(query.key, before);
      else byKey.delete(query.key);
    }
    // What came before it under the key is closed or found through the map: kept here it would never be let go.
    query.before = undefined;
    count(query, sink);
  }

  function closeOldest(sink: Sink): void {
    const query = held[head];
    head += 1;
    if (query && !query.isClosed) close(query, sink);
    if (head > maxHeld) {
      held = held.slice(head);
      head = 0;
    }
  }

  return {
    open(query, sink) {
      check(query);
      query.before = findOpen(byKey.get(query.key));
      byKey.set(query.key, query);
      held.push(query);
      lastSeconds = query.seconds;
      for (let oldest = held[head]; oldest; oldest = held[head]) {
        const isOld = oldest.isClosed || query.seconds - oldest.seconds > HOLD_SECONDS;
        if (!isOld && held.length - head <= maxHeld) break;
        closeOldest(sink);
      }
    },
    find: (key) => byKey.get(key),
    close,
    isLogged: (seconds) => lastSeconds !== undefined && seconds - lastSeconds <= HOLD_SECONDS,
    finish(sink) {
      while (head < held.length) closeOldest(sink);
      held = [];
      head = 0;
      return [];
    },
  };
}

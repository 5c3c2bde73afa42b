/**
 * The baseline of who writes a program for it: rows counted beforehand, nodes by CREATE, then edges by MATCH of both ends
 * and CREATE, three sessions beside each other, nothing merged. The same graph as an import of a log without answers.
 */
import neo4j, { type Integer } from 'neo4j-driver';
import type { Database } from '../../../server/graph/database.ts';
import { findDomainName } from '../../../shared/keys.ts';
import { readLogLines } from './read-log.ts';

const SESSIONS = 3;
const ROWS_PER_TRANSACTION = 10_000;

const CREATE_CLIENTS = `
  UNWIND $rows AS row
  CREATE (:IP {ip: row.ip, af: row.af})`;

const CREATE_DOMAINS = `
  UNWIND $rows AS row
  CREATE (:DomainName {name: row.name})`;

const CREATE_HOSTS = `
  UNWIND $rows AS row
  CREATE (:HostName {name: row.name})`;

const CREATE_PARTS = `
  UNWIND $rows AS row
  MATCH (host:HostName {name: row.name})
  MATCH (domain:DomainName {name: row.domain})
  CREATE (host)-[:PART_OF {
    reference_name: 'public-suffix-list',
    reference_org: 'Mozilla',
    reference_url_info: 'https://publicsuffix.org/',
    reference_time_fetch: $fetchedAt
  }]->(domain)`;

const CREATE_LOOKUPS = `
  UNWIND $rows AS row
  MATCH (client:IP {ip: row.client})
  MATCH (host:HostName {name: row.host})
  CREATE (client)-[:LOOKED_UP {
    reference_name: 'zeek-dns',
    reference_url_info: 'https://docs.zeek.org/en/master/logs/dns.html',
    reference_time_fetch: $fetchedAt,
    client: row.client,
    host: row.host,
    count: row.count,
    first_seen: datetime({epochMillis: row.first}),
    last_seen: datetime({epochMillis: row.last}),
    hours: row.hours,
    hour_counts: row.hourCounts,
    qtypes: row.qtypes,
    qtype_counts: row.qtypeCounts,
    rcodes: row.rcodes,
    rcode_counts: row.rcodeCounts
  }]->(host)`;

type Row = Record<string, string | Integer | string[] | Integer[]>;
type Step = { cypher: string; transactions: Row[][] };

/** In the order in which they have to run. */
export type PreparedRows = Step[];

type Pair = {
  client: string;
  host: string;
  first: number;
  last: number;
  hours: Map<number, number>;
  qtypes: Map<string, number>;
  rcodes: Map<string, number>;
};

function add<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

async function countPairs(file: string): Promise<Pair[]> {
  const pairs = new Map<string, Pair>();
  const hosts = new Map<string, string>();
  for await (const line of readLogLines(file)) {
    if (line.startsWith('#')) continue;
    const cells = line.split('\t');
    const [, , client = '', , , , , , , name = '', , , , qtype = '', , rcode = ''] = cells;
    const host = hosts.get(name) ?? name;
    hosts.set(host, host);
    const seconds = Number(cells[0]);
    const milliseconds = Math.floor(seconds * 1000);
    const key = `${client} ${host}`;
    const known = pairs.get(key);
    const pair = known ?? {
      client,
      host,
      first: milliseconds,
      last: milliseconds,
      hours: new Map(),
      qtypes: new Map(),
      rcodes: new Map(),
    };
    if (!known) pairs.set(key, pair);
    pair.last = milliseconds;
    add(pair.hours, Math.floor(seconds / 3600));
    add(pair.qtypes, qtype);
    add(pair.rcodes, rcode);
  }
  return [...pairs.values()];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function toLists<K extends string | number>(counts: Map<K, number>): { keys: K[]; counts: Integer[] } {
  const sorted = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  return { keys: sorted.map(([key]) => key), counts: sorted.map(([, count]) => neo4j.int(count)) };
}

function toLookup(pair: Pair): Row {
  const [hours, qtypes, rcodes] = [toLists(pair.hours), toLists(pair.qtypes), toLists(pair.rcodes)];
  return {
    client: pair.client,
    host: pair.host,
    count: neo4j.int([...pair.hours.values()].reduce((sum, count) => sum + count, 0)),
    first: neo4j.int(pair.first),
    last: neo4j.int(pair.last),
    hours: hours.keys.map((hour) => neo4j.int(hour)),
    hourCounts: hours.counts,
    qtypes: qtypes.keys,
    qtypeCounts: qtypes.counts,
    rcodes: rcodes.keys,
    rcodeCounts: rcodes.counts,
  };
}

function toStep<T>(cypher: string, values: readonly T[], toRow: (value: T) => Row): Step {
  const transactions: Row[][] = [];
  for (let from = 0; from < values.length; from += ROWS_PER_TRANSACTION) {
    transactions.push(values.slice(from, from + ROWS_PER_TRANSACTION).map(toRow));
  }
  return { cypher, transactions };
}

/** Counts a log of the generator's and makes the rows of every transaction, ready to be sent. */
export async function prepareRows(file: string): Promise<PreparedRows> {
  const pairs = await countPairs(file);
  // Sorted, so that sessions beside each other seldom wait for the same node.
  pairs.sort((a, b) => compare(a.client, b.client) || compare(a.host, b.host));
  const clients = [...new Set(pairs.map(({ client }) => client))];
  const hosts = [...new Set(pairs.map(({ host }) => host))].map((name) => ({
    name,
    domain: findDomainName(name) ?? '',
  }));
  hosts.sort((a, b) => compare(a.domain, b.domain));
  const domains = [...new Set(hosts.map(({ domain }) => domain))];
  return [
    toStep(CREATE_CLIENTS, clients, (ip) => ({ ip, af: neo4j.int(4) })),
    toStep(CREATE_DOMAINS, domains, (name) => ({ name })),
    toStep(CREATE_HOSTS, hosts, ({ name }) => ({ name })),
    toStep(CREATE_PARTS, hosts, ({ name, domain }) => ({ name, domain })),
    toStep(CREATE_LOOKUPS, pairs, toLookup),
  ];
}

/** One step after the other; the transactions of a step are dealt out to the sessions as they become free. */
export async function createPlainly({ driver, name }: Database, steps: PreparedRows): Promise<void> {
  const fetchedAt = neo4j.types.DateTime.fromStandardDate(new Date());
  for (const { cypher, transactions } of steps) {
    // What has been sent is let go, so that the garbage collector has less and less to look at.
    transactions.reverse();
    await Promise.all(
      Array.from({ length: SESSIONS }, async () => {
        const session = driver.session({ database: name, defaultAccessMode: neo4j.session.WRITE });
        try {
          for (let rows = transactions.pop(); rows; rows = transactions.pop()) {
            const params = { rows, fetchedAt };
            await session.executeWrite((tx) => tx.run(cypher, params));
          }
        } finally {
          await session.close();
        }
      }),
    );
  }
}

/** Joins addresses with the longest prefix that holds each, per prefix data set. */
import ipaddr from 'ipaddr.js';
import type { ManagedTransaction } from 'neo4j-driver';
import { normalizePrefix } from '../../shared/keys.ts';
import { isPseudonym } from '../../shared/pseudonyms.ts';
import type { Changes } from './batch.ts';
import { toChanges } from './bolt-values.ts';
import { type Database, readRecords } from './database.ts';

const READ_LENGTHS = `
  MATCH (prefix:BGPPrefix)
  RETURN prefix.af AS family, toInteger(split(prefix.prefix, '/')[1]) AS length, count(*) AS count
  ORDER BY family, length DESC`;

/** The prefix lengths in the graph by address family, longest first. */
export type PrefixLengths = { 4: number[]; 6: number[] };

export async function readPrefixLengths(database: Database): Promise<PrefixLengths> {
  const lengths: PrefixLengths = { 4: [], 6: [] };
  const records = await readRecords<{ family: bigint; length: bigint }>(database, READ_LENGTHS);
  for (const record of records) lengths[record.get('family') === 4n ? 4 : 6].push(Number(record.get('length')));
  return lengths;
}

const READ_ADDRESSES = `
  MATCH (address:IP)
  WHERE address.ip > $after
  RETURN address.ip AS ip
  ORDER BY ip
  LIMIT $limit`;

/** Every address of the graph in ascending order, in pages. */
export async function* readAddresses(database: Database, pageSize: number): AsyncGenerator<string[]> {
  let after = '';
  for (;;) {
    const params = { after, limit: BigInt(pageSize) };
    const records = await readRecords<{ ip: string }>(database, READ_ADDRESSES, params);
    const page = records.map((record) => record.get('ip'));
    if (page.length > 0) yield page;
    if (page.length < pageSize) return;
    after = page.at(-1) ?? '';
  }
}

const FIND_PREFIXES = `
  UNWIND $candidates AS candidate
  MATCH (prefix:BGPPrefix {prefix: candidate})<-[origin:ORIGINATE]-()
  WITH candidate, origin
  ORDER BY coalesce(toString(origin.reference_time_modification), '') DESC
  RETURN candidate, origin.reference_name AS dataset, head(collect(origin {
    .reference_org, .reference_url_data, .reference_url_info, .reference_time_fetch, .reference_time_modification
  })) AS reference`;

type Found = { candidate: string; dataset: string; reference: Record<string, unknown> };

/** Leaves alone what is right already; the rest of the rows is joined anew and, where asked for, marked. */
function toJoinCypher(mark: boolean): string {
  return `
  UNWIND $rows AS row
  MATCH (address:IP {ip: row.ip})
  MATCH (prefix:BGPPrefix {prefix: row.prefix})
  OPTIONAL MATCH (address)-[known:PART_OF {reference_name: row.dataset}]->(prefix)
  WITH row, address, prefix, $references[row.reference] AS reference, known
  WHERE known IS NULL
    OR coalesce(toString(known.reference_time_modification), '')
      <> coalesce(toString(reference.reference_time_modification), '')
  CALL (address, row) {
    MATCH (address)-[stale:PART_OF {reference_name: row.dataset}]->(other:BGPPrefix)
    WHERE other.prefix <> row.prefix
    DELETE stale
  }
  MERGE (address)-[edge:PART_OF {reference_name: row.dataset}]->(prefix)
  SET edge += reference${mark ? ', address:_Stale' : ''}`;
}

function isV4(ip: string): boolean {
  return !ip.includes(':');
}

/** Every prefix of the lengths given that holds the address, longest first. */
function toCandidates(ip: string, lengths: PrefixLengths): string[] {
  if (isV4(ip)) {
    const [a = 0, b = 0, c = 0, d = 0] = ip.split('.').map(Number);
    const value = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
    return lengths[4].map((length) => {
      const network = length === 0 ? 0 : (value & (0xffff_ffff << (32 - length))) >>> 0;
      return `${network >>> 24}.${(network >>> 16) & 255}.${(network >>> 8) & 255}.${network & 255}/${length}`;
    });
  }
  const octets = ipaddr.IPv6.parse(ip).toByteArray();
  const seen = new Map<string, string>();
  return lengths[6].map((length) => {
    const kept = octets.map((octet, at) => octet & (0xff << (8 - Math.min(8, Math.max(0, length - at * 8)))) & 0xff);
    const known = seen.get(kept.join());
    const network = known ?? normalizePrefix(`${ipaddr.fromByteArray(kept).toString()}/128`).slice(0, -'/128'.length);
    seen.set(kept.join(), network);
    return `${network}/${length}`;
  });
}

/** A client whose key is not its address: `ip` is the key, `address` what is matched with prefixes and stored nowhere. */
export type HiddenAddress = { ip: string; address: string };

/** A pseudonym alone leads to no prefix: it keeps those it was joined with when its address was known. */
function toAddresses(rows: readonly (string | HiddenAddress)[]): HiddenAddress[] {
  return rows.flatMap((row) => {
    if (typeof row !== 'string') return [row];
    return isPseudonym(row) ? [] : [{ ip: row, address: row }];
  });
}

/**
 * Joins these addresses with their longest prefix of each prefix data set; an edge to a shorter one is taken away. A
 * PART_OF carries the provenance of the ORIGINATE it rests on, with the table's date. `mark`: what was joined anew is
 * marked, so that QUERIED_FROM is derived again; without need where the lookups are new as well.
 */
export async function mapAddresses(
  tx: ManagedTransaction,
  addresses: readonly (string | HiddenAddress)[],
  lengths: PrefixLengths,
  { mark = true }: { mark?: boolean } = {},
): Promise<Changes> {
  const candidates = new Map(toAddresses(addresses).map(({ ip, address }) => [ip, toCandidates(address, lengths)]));
  const all = [...new Set([...candidates.values()].flat())];
  if (all.length === 0) return { nodesCreated: 0, edgesCreated: 0, edgesUpdated: 0 };
  const found = await tx.run<Found>(FIND_PREFIXES, { candidates: all });
  /** By prefix: each data set that announces it, and the key of what it says. */
  const origins = new Map<string, { dataset: string; reference: string }[]>();
  const references: Record<string, Found['reference']> = {};
  for (const record of found.records) {
    const { candidate, dataset, reference } = record.toObject();
    const key = `${dataset} ${reference.reference_time_modification ?? ''}`;
    origins.set(candidate, [...(origins.get(candidate) ?? []), { dataset, reference: key }]);
    references[key] ??= reference;
  }
  const rows = [...candidates].flatMap(([ip, prefixes]) => {
    const longest = new Map<string, { ip: string; prefix: string; dataset: string; reference: string }>();
    for (const prefix of prefixes) {
      for (const origin of origins.get(prefix) ?? []) {
        if (!longest.has(origin.dataset)) longest.set(origin.dataset, { ip, prefix, ...origin });
      }
    }
    return [...longest.values()];
  });
  const { summary } = await tx.run(toJoinCypher(mark), { rows, references });
  return toChanges(summary, 0);
}

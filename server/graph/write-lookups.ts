/** Merges LOOKED_UP edges: one per client, host name and data set; what is there is added to. */
import type { ManagedTransaction } from 'neo4j-driver';
import type { Changes, LookupRow, Provenance } from './batch.ts';
import { toChanges, toInteger, toIntegers } from './bolt-values.ts';

const MERGE_LOOKUPS = `
  UNWIND $rows AS row
  MATCH (client:IP {ip: row.client})
  MATCH (host:HostName {name: row.host})
  MERGE (client)-[edge:LOOKED_UP {reference_name: $dataset}]->(host)
  ON CREATE SET
    edge += $reference,
    edge.reference_time_fetch = datetime($fetchedAt),
    edge.client = row.client,
    edge.host = row.host,
    edge.count = row.count,
    edge.first_seen = datetime({epochMillis: row.first}),
    edge.last_seen = datetime({epochMillis: row.last}),
    edge.hours = row.hours,
    edge.hour_counts = row.hourCounts,
    edge.qtypes = row.qtypes,
    edge.qtype_counts = row.qtypeCounts,
    edge.rcodes = row.rcodes,
    edge.rcode_counts = row.rcodeCounts
  ON MATCH SET
    edge.count = edge.count + row.count,
    edge.first_seen = CASE
      WHEN edge.first_seen.epochMillis > row.first THEN datetime({epochMillis: row.first})
      ELSE edge.first_seen
    END,
    edge.last_seen = CASE
      WHEN edge.last_seen.epochMillis < row.last THEN datetime({epochMillis: row.last})
      ELSE edge.last_seen
    END
  WITH edge, row
  WHERE edge.count > row.count
  RETURN row.index AS index, elementId(edge) AS id,
    edge.hours AS hours, edge.hour_counts AS hourCounts,
    edge.qtypes AS qtypes, edge.qtype_counts AS qtypeCounts,
    edge.rcodes AS rcodes, edge.rcode_counts AS rcodeCounts`;

const UPDATE_COUNTS = `
  UNWIND $rows AS row
  MATCH ()-[edge:LOOKED_UP]->()
  WHERE elementId(edge) = row.id
  SET
    edge.hours = row.hours,
    edge.hour_counts = row.hourCounts,
    edge.qtypes = row.qtypes,
    edge.qtype_counts = row.qtypeCounts,
    edge.rcodes = row.rcodes,
    edge.rcode_counts = row.rcodeCounts,
    edge.reference_time_fetch = datetime($fetchedAt)`;

type Existing = {
  index: bigint;
  id: string;
  hours: bigint[];
  hourCounts: bigint[];
  qtypes: string[];
  qtypeCounts: bigint[];
  rcodes: string[];
  rcodeCounts: bigint[];
};

function toParameter(row: LookupRow, index: number) {
  return {
    index: toInteger(index),
    client: row.client,
    host: row.host,
    count: toInteger(row.count),
    first: toInteger(row.first),
    last: toInteger(row.last),
    hours: toIntegers(row.hours),
    hourCounts: toIntegers(row.hourCounts),
    qtypes: row.qtypes,
    qtypeCounts: toIntegers(row.qtypeCounts),
    rcodes: row.rcodes,
    rcodeCounts: toIntegers(row.rcodeCounts),
  };
}

/** Adds counts by key; keys already there keep their place. */
function addCounts<K>(keys: readonly K[], counts: readonly bigint[], moreKeys: readonly K[], more: readonly number[]) {
  const sums = new Map<K, number>(keys.map((key, at) => [key, Number(counts[at] ?? 0n)]));
  for (const [at, key] of moreKeys.entries()) sums.set(key, (sums.get(key) ?? 0) + (more[at] ?? 0));
  return [...sums];
}

function toMerged(existing: Existing, row: LookupRow) {
  const hours = addCounts(existing.hours.map(Number), existing.hourCounts, row.hours, row.hourCounts);
  hours.sort(([a], [b]) => a - b);
  const qtypes = addCounts(existing.qtypes, existing.qtypeCounts, row.qtypes, row.qtypeCounts);
  const rcodes = addCounts(existing.rcodes, existing.rcodeCounts, row.rcodes, row.rcodeCounts);
  return {
    id: existing.id,
    hours: toIntegers(hours.map(([hour]) => hour)),
    hourCounts: toIntegers(hours.map(([, count]) => count)),
    qtypes: qtypes.map(([qtype]) => qtype),
    qtypeCounts: toIntegers(qtypes.map(([, count]) => count)),
    rcodes: rcodes.map(([rcode]) => rcode),
    rcodeCounts: toIntegers(rcodes.map(([, count]) => count)),
  };
}

/**
 * Each (client, host) at most once in `rows`. Reading and writing back the hours is safe because a batch holds the lock
 * of its data set, and no other writes edges of it.
 */
export async function writeLookups(
  tx: ManagedTransaction,
  rows: readonly LookupRow[],
  { dataset, reference, fetchedAt }: Provenance,
): Promise<Changes> {
  const params = { rows: rows.map(toParameter), dataset, reference, fetchedAt };
  const merged = await tx.run<Existing>(MERGE_LOOKUPS, params);
  const updates = merged.records.flatMap((record) => {
    const existing = record.toObject();
    const row = rows[Number(existing.index)];
    return row ? [toMerged(existing, row)] : [];
  });
  if (updates.length > 0) await tx.run(UPDATE_COUNTS, { rows: updates, fetchedAt });
  return toChanges(merged.summary, rows.length);
}

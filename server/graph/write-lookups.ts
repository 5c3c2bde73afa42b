/** LOOKED_UP edges: one per client, host name and data set; what is there is added to. */
import type { ManagedTransaction } from 'neo4j-driver';
import type { Changes, LookupRow, Provenance } from './batch.ts';
import { toDateTime, toProvenanceParameters } from './bolt-values.ts';

/**
 * Rows of one client together, as lists and plain numbers: the client is looked for once, keys are not repeated, and the
 * driver packs a plain number several times faster than an integer object. They are whole numbers below 2^53.
 */
type Row = [
  host: string,
  count: number,
  first: number,
  last: number,
  hours: readonly number[],
  hourCounts: readonly number[],
  qtypes: readonly string[],
  qtypeCounts: readonly number[],
  rcodes: readonly string[],
  rcodeCounts: readonly number[],
];
type Group = [client: string, rows: Row[]];

/** As `markHosts` does, on the node at hand; most carry the mark since they were created. */
const MARK_HOST = 'FOREACH (_ IN CASE WHEN host:_Stale THEN [] ELSE [1] END | SET host:_Stale)';

const CREATE_LOOKUPS = `
  UNWIND $groups AS group
  MATCH (client:IP {ip: group[0]})
  UNWIND group[1] AS row
  MATCH (host:HostName {name: row[0]})
  ${MARK_HOST}
  CREATE (client)-[:LOOKED_UP {
    reference_name: $dataset,
    reference_org: $reference.reference_org,
    reference_url_data: $reference.reference_url_data,
    reference_url_info: $reference.reference_url_info,
    reference_time_modification: $reference.reference_time_modification,
    reference_time_fetch: $fetchedAt,
    client: group[0],
    host: row[0],
    count: toInteger(row[1]),
    first_seen: datetime.fromEpochMillis(toInteger(row[2])),
    last_seen: datetime.fromEpochMillis(toInteger(row[3])),
    hours: toIntegerList(row[4]),
    hour_counts: toIntegerList(row[5]),
    qtypes: row[6],
    qtype_counts: toIntegerList(row[7]),
    rcodes: row[8],
    rcode_counts: toIntegerList(row[9])
  }]->(host)`;

const FIND_LOOKUPS = `
  UNWIND $groups AS group
  MATCH (client:IP {ip: group[0]})
  UNWIND group[1] AS row
  MATCH (host:HostName {name: row[0]})
  MATCH (client)-[edge:LOOKED_UP {reference_name: $dataset}]->(host)
  RETURN group[0] AS client, row[0] AS host, elementId(edge) AS id,
    edge.count AS count, edge.first_seen.epochMillis AS first, edge.last_seen.epochMillis AS last,
    edge.hours AS hours, edge.hour_counts AS hourCounts,
    edge.qtypes AS qtypes, edge.qtype_counts AS qtypeCounts,
    edge.rcodes AS rcodes, edge.rcode_counts AS rcodeCounts`;

const UPDATE_LOOKUPS = `
  UNWIND $rows AS row
  MATCH ()-[edge:LOOKED_UP]->(host)
  WHERE elementId(edge) = row[10]
  ${MARK_HOST}
  SET
    edge.count = toInteger(row[1]),
    edge.first_seen = datetime.fromEpochMillis(toInteger(row[2])),
    edge.last_seen = datetime.fromEpochMillis(toInteger(row[3])),
    edge.hours = toIntegerList(row[4]),
    edge.hour_counts = toIntegerList(row[5]),
    edge.qtypes = row[6],
    edge.qtype_counts = toIntegerList(row[7]),
    edge.rcodes = row[8],
    edge.rcode_counts = toIntegerList(row[9]),
    edge.reference_time_fetch = $fetchedAt`;

type Found = {
  client: string;
  host: string;
  id: string;
  count: bigint;
  first: bigint;
  last: bigint;
  hours: bigint[];
  hourCounts: bigint[];
  qtypes: string[];
  qtypeCounts: bigint[];
  rcodes: string[];
  rcodeCounts: bigint[];
};

function toRow(row: LookupRow): Row {
  const { host, count, first, last, hours, hourCounts, qtypes, qtypeCounts, rcodes, rcodeCounts } = row;
  return [host, count, first, last, hours, hourCounts, qtypes, qtypeCounts, rcodes, rcodeCounts];
}

function toGroups(rows: readonly LookupRow[]): Group[] {
  const groups: Group[] = [];
  for (const row of rows) {
    const last = groups.at(-1);
    if (last?.[0] === row.client) last[1].push(toRow(row));
    else groups.push([row.client, [toRow(row)]]);
  }
  return groups;
}

function toLookupRow({ client, host, count, first, last, qtypes, rcodes, ...lists }: Found): LookupRow {
  const toNumbers = (values: readonly bigint[]) => values.map(Number);
  return {
    client,
    host,
    count: Number(count),
    first: Number(first),
    last: Number(last),
    hours: toNumbers(lists.hours),
    hourCounts: toNumbers(lists.hourCounts),
    qtypes,
    qtypeCounts: toNumbers(lists.qtypeCounts),
    rcodes,
    rcodeCounts: toNumbers(lists.rcodeCounts),
  };
}

export type WriteLookups = {
  /** No lookup of this data set is in the graph but those this import wrote, and it writes each pair once. */
  isNew: boolean;
  /** What two rows of a pair add up to. */
  add(row: LookupRow, more: LookupRow): LookupRow;
};

async function createLookups(
  tx: ManagedTransaction,
  rows: readonly LookupRow[],
  provenance: Provenance,
): Promise<number> {
  if (rows.length === 0) return 0;
  const params = { groups: toGroups(rows), ...toProvenanceParameters(provenance) };
  const { summary } = await tx.run(CREATE_LOOKUPS, params);
  const { relationshipsCreated } = summary.counters.updates();
  if (relationshipsCreated === rows.length) return relationshipsCreated;
  throw new Error(`Of ${rows.length} lookups ${relationshipsCreated} found both their nodes.`);
}

/**
 * Each (client, host) at most once in `rows`, rows of one client next to each other, both nodes in the graph. Reading and
 * writing back the counts is safe because one import at a time writes edges of a data set.
 */
export async function writeLookups(
  tx: ManagedTransaction,
  rows: readonly LookupRow[],
  provenance: Provenance,
  { isNew, add }: WriteLookups,
): Promise<Changes> {
  if (isNew) return { nodesCreated: 0, edgesCreated: await createLookups(tx, rows, provenance), edgesUpdated: 0 };
  const { dataset, fetchedAt } = provenance;
  const found = await tx.run<Found>(FIND_LOOKUPS, { groups: toGroups(rows), dataset });
  const known = new Map(
    found.records.map((record) => [`${record.get('client')} ${record.get('host')}`, record.toObject()]),
  );
  const added = rows.flatMap((row) => {
    const before = known.get(`${row.client} ${row.host}`);
    return before ? [[...toRow(add(toLookupRow(before), row)), before.id]] : [];
  });
  if (added.length > 0) await tx.run(UPDATE_LOOKUPS, { rows: added, fetchedAt: toDateTime(fetchedAt) });
  const missing = rows.filter((row) => !known.has(`${row.client} ${row.host}`));
  return {
    nodesCreated: 0,
    edgesCreated: await createLookups(tx, missing, provenance),
    edgesUpdated: added.length,
  };
}

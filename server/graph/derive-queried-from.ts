/** Derives QUERIED_FROM: how much of a host name's lookups came from each network, organization and country. */
import type { ManagedTransaction } from 'neo4j-driver';
import { NODE_TYPES } from '../../shared/ontology.ts';
import { toInteger } from './bolt-values.ts';
import { type Database, readRecords } from './database.ts';

/** From the count store: no edge is visited. */
const COUNT_ORIGINS = `
  MATCH ()-[edge:ORIGINATE]->()
  RETURN count(edge) AS count`;

/** False where the graph has no table of prefixes: nothing can be derived then. */
export async function hasPrefixTables(database: Database): Promise<boolean> {
  const [record] = await readRecords<{ count: bigint }>(database, COUNT_ORIGINS);
  return (record?.get('count') ?? 0n) > 0n;
}

/** The lock of each host name, taken before its lookups are read, so that a mark set meanwhile is not lost. */
const UNMARK = `
  UNWIND $hosts AS name
  MATCH (host:HostName {name: name})
  REMOVE host:_Stale`;

/**
 * One row for each host name, data set, network and table. The tables that know a client are in ascending order: dated
 * ones by date, undated last; of those with one date the longest prefix is last, then the name that is first by
 * alphabet. `periods` keeps the last of each date, so the hours of a lookup fall between two of them.
 * A prefix that several networks announce counts for the lowest AS number.
 */
const COUNT_LOOKUPS = `
  UNWIND $hosts AS name
  MATCH (host:HostName {name: name})<-[lookup:LOOKED_UP]-(client:IP)
  WITH name, lookup, COLLECT {
    MATCH (client)-[part:PART_OF]->(prefix:BGPPrefix)
    WITH prefix,
      part.reference_name AS table,
      datetime(toString(part.reference_time_modification)).epochSeconds / 3600 AS hour
    RETURN {prefix: prefix, table: table, hour: hour}
    ORDER BY hour, toInteger(split(prefix.prefix, '/')[1]), table DESC
  } AS tables
  WITH name, lookup, tables, [known IN tables WHERE known.hour IS NOT NULL] AS dated
  WITH name, lookup,
    CASE
      WHEN size(dated) = 0 THEN tables[-1..]
      ELSE [at IN range(0, size(dated) - 1)
        WHERE at = size(dated) - 1 OR dated[at].hour < dated[at + 1].hour
        | dated[at]]
    END AS periods
  WITH name, lookup, periods,
    CASE WHEN size(periods) > 1 THEN coalesce(lookup.hours, [lookup.last_seen.epochSeconds / 3600]) END AS hours,
    CASE WHEN size(periods) > 1 THEN coalesce(lookup.hour_counts, [lookup.count]) END AS counts
  WITH name, coalesce(lookup.reference_name, '') AS dataset,
    CASE
      WHEN size(periods) = 0 THEN [{count: lookup.count}]
      WHEN size(periods) = 1 THEN [{prefix: periods[0].prefix, table: periods[0].table, count: lookup.count}]
      ELSE [at IN range(0, size(periods) - 1) | {
        prefix: periods[at].prefix,
        table: periods[at].table,
        count: reduce(sum = 0, i IN range(0, size(hours) - 1) | sum + CASE
          WHEN at > 0 AND hours[i] < periods[at].hour THEN 0
          WHEN at < size(periods) - 1 AND hours[i] >= periods[at + 1].hour THEN 0
          ELSE counts[i]
        END)
      }]
    END AS uses
  UNWIND uses AS use
  WITH name, dataset, use.prefix AS prefix, use.table AS table, sum(use.count) AS count
  WHERE count > 0
  CALL (prefix, table) {
    OPTIONAL MATCH (prefix)<-[:ORIGINATE {reference_name: table}]-(network:AS)
    RETURN network.asn AS asn
    ORDER BY asn
    LIMIT 1
  }
  RETURN name, dataset, asn, CASE WHEN asn IS NULL THEN null ELSE table END AS table, sum(count) AS count`;

/**
 * The organization and country of each network, as seen from a table. Of several organizations the one by the table
 * itself comes first, then by the name of the data set and its own. A country is taken from the first that names one and
 * only one: the table of the network, a data set of the organization, another of the network.
 */
const FIND_HOLDERS = `
  UNWIND $rows AS row
  MATCH (network:AS {asn: row.asn})
  CALL (network, row) {
    OPTIONAL MATCH (network)-[edge:MANAGED_BY]->(organization:Organization)
    RETURN organization, edge.reference_name AS organizationTable
    ORDER BY edge.reference_name <> row.table, organizationTable, organization.name
    LIMIT 1
  }
  CALL (network, organization, row) {
    CALL (network, organization, row) {
      MATCH (network)-[edge:COUNTRY]->(country:Country)
      RETURN CASE edge.reference_name WHEN row.table THEN 0 ELSE 2 END AS rank, edge.reference_name AS countryTable, country
      UNION ALL
      MATCH (organization)-[edge:COUNTRY]->(country:Country)
      RETURN 1 AS rank, edge.reference_name AS countryTable, country
    }
    WITH rank, countryTable, collect(DISTINCT country.country_code) AS countries
    WHERE size(countries) = 1
    WITH rank, countryTable, countries[0] AS country
    ORDER BY rank, countryTable
    RETURN head(collect({country: country, table: countryTable})) AS place
  }
  RETURN row.asn AS asn, row.table AS table, organization.name AS organization, organizationTable,
    place.country AS country, place.table AS countryTable`;

const READ_DERIVED = `
  UNWIND $hosts AS name
  MATCH (host:HostName {name: name})-[edge:QUERIED_FROM]->(target:AS|Organization|Country)
  WHERE edge.tables IS NOT NULL
  RETURN elementId(edge) AS id, name, edge.reference_name AS dataset,
    CASE WHEN target:AS THEN 'AS' WHEN target:Organization THEN 'Organization' ELSE 'Country' END AS label,
    coalesce(target.asn, target.country_code, target.name) AS key,
    edge.value AS value, edge.count AS count, edge.tables AS tables`;

const DELETE_EDGES = `
  UNWIND $ids AS id
  MATCH ()-[edge:QUERIED_FROM]->()
  WHERE elementId(edge) = id
  DELETE edge`;

type Label = 'AS' | 'Organization' | 'Country';

function toWriteCypher(label: Label): string {
  return `
    UNWIND $rows AS row
    MATCH (host:HostName {name: row.name})
    MATCH (target:${label} {${NODE_TYPES[label].key}: row.key})
    MERGE (host)-[edge:QUERIED_FROM {reference_name: row.dataset}]->(target)
    SET edge.value = row.value, edge.count = row.count, edge.tables = row.tables`;
}

const WRITE_UNMAPPED = `
  UNWIND $rows AS row
  MATCH (host:HostName {name: row.name})
  WHERE host.unmapped_count IS NULL OR host.unmapped_count <> row.count
  SET host.unmapped_count = row.count`;

const CLEAR_UNMAPPED = `
  UNWIND $hosts AS name
  MATCH (host:HostName {name: name})
  WHERE host.unmapped_count IS NOT NULL
  REMOVE host.unmapped_count`;

type Counted = { name: string; dataset: string; asn: bigint | null; table: string | null; count: bigint };
type Holder = {
  asn: bigint;
  table: string;
  organization: string | null;
  organizationTable: string | null;
  country: string | null;
  countryTable: string | null;
};
type Share = { name: string; dataset: string; label: Label; key: string | bigint; count: number; tables: Set<string> };
type Derived = { name: string; dataset: string; label: Label; key: string | bigint } & {
  id: string;
  value: number;
  count: bigint;
  tables: string[];
};

function toId({ name, dataset, label, key }: Pick<Share, 'name' | 'dataset' | 'label' | 'key'>): string {
  return JSON.stringify([name, dataset, label, String(key)]);
}

/** The shares of each name, and by name what maps to no network. */
function toShares(counted: readonly Counted[], holders: readonly Holder[]) {
  const byNetwork = new Map(holders.map((holder) => [`${holder.asn} ${holder.table}`, holder]));
  const shares = new Map<string, Share>();
  const totals = new Map<string, number>();
  const unmapped = new Map<string, number>();
  for (const { name, dataset, asn, table, count: found } of counted) {
    const count = Number(found);
    const add = (label: Label, key: string | bigint, tables: (string | null)[]) => {
      const id = toId({ name, dataset, label, key });
      const share = shares.get(id) ?? { name, dataset, label, key, count: 0, tables: new Set<string>() };
      share.count += count;
      for (const known of tables) if (known !== null) share.tables.add(known);
      shares.set(id, share);
    };
    const total = JSON.stringify([name, dataset]);
    totals.set(total, (totals.get(total) ?? 0) + count);
    unmapped.set(name, (unmapped.get(name) ?? 0) + (asn === null ? count : 0));
    if (asn === null) continue;
    add('AS', asn, [table]);
    const holder = byNetwork.get(`${asn} ${table}`);
    if (holder?.organization) add('Organization', holder.organization, [table, holder.organizationTable]);
    if (holder?.country) add('Country', holder.country, [table, holder.countryTable]);
  }
  const rows = [...shares.values()].map((share) => ({
    ...share,
    value: (100 * share.count) / (totals.get(JSON.stringify([share.name, share.dataset])) ?? 1),
    tables: [...share.tables].sort(),
  }));
  return { rows, unmapped };
}

/** Edges written and deleted. */
export type DeriveChanges = { edgesWritten: number; edgesDeleted: number };

/**
 * Makes the QUERIED_FROM edges and `unmapped_count` of these host names what their lookups and the tables say, and takes
 * their mark away. Edges that are right already are left alone, so a second call changes nothing. Edges of other origin,
 * without `tables`, are never touched. Of the counts to networks and `unmapped_count` the sum is the name's lookups.
 */
export async function deriveQueriedFrom(tx: ManagedTransaction, hosts: readonly string[]): Promise<DeriveChanges> {
  const params = { hosts: [...hosts] };
  await tx.run(UNMARK, params);
  const counted = (await tx.run<Counted>(COUNT_LOOKUPS, params)).records.map((record) => record.toObject());
  const networks = new Map(counted.map(({ asn, table }) => [`${asn} ${table}`, { asn, table }]));
  const found = await tx.run<Holder>(FIND_HOLDERS, { rows: [...networks.values()].filter(({ asn }) => asn !== null) });
  const { rows, unmapped } = toShares(
    counted,
    found.records.map((record) => record.toObject()),
  );
  const derived = await tx.run<Derived>(READ_DERIVED, params);
  const existing = new Map(derived.records.map((record) => [toId(record.toObject()), record.toObject()]));
  const isNew = (row: (typeof rows)[number]) => {
    const edge = existing.get(toId(row));
    existing.delete(toId(row));
    if (!edge) return true;
    return (
      Number(edge.count) !== row.count || edge.value !== row.value || edge.tables.join('\n') !== row.tables.join('\n')
    );
  };
  const changed = rows.filter(isNew).map((row) => ({ ...row, count: toInteger(row.count) }));
  // What no row has claimed is out of date.
  const ids = [...existing.values()].map(({ id }) => id);
  if (ids.length > 0) await tx.run(DELETE_EDGES, { ids });
  for (const label of ['AS', 'Organization', 'Country'] as const) {
    const written = changed.filter((row) => row.label === label);
    if (written.length > 0) await tx.run(toWriteCypher(label), { rows: written });
  }
  const counts = [...unmapped].map(([name, count]) => ({ name, count: toInteger(count) }));
  await tx.run(WRITE_UNMAPPED, { rows: counts });
  await tx.run(CLEAR_UNMAPPED, { hosts: hosts.filter((name) => !unmapped.has(name)) });
  return { edgesWritten: changed.length, edgesDeleted: ids.length };
}

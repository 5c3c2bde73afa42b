/** Merges nodes by key, and host names with the domain each belongs to. */
import type { ManagedTransaction } from 'neo4j-driver';
import { getAddressFamily } from '../../shared/keys.ts';
import { NODE_TYPES, type NodeLabel } from '../../shared/ontology.ts';
import { SUFFIX_LIST_DATE, SUFFIX_LIST_PROVENANCE } from '../../shared/suffix-list.ts';
import type { Changes, HostRow, Provenance } from './batch.ts';
import { toChanges, toDateTime, toInteger } from './bolt-values.ts';

function toNodesCypher(label: NodeLabel): string {
  const { key, extraLabels, properties } = NODE_TYPES[label];
  const labels = extraLabels.always.map((extra) => `, node:${extra}`).join('');
  const family = 'af' in properties ? ', node.af = row.af' : '';
  const display = 'display' in properties ? ', node.display = row.display' : '';
  return `
    UNWIND $rows AS row
    MERGE (node:${label} {${key}: row.key})
    ON CREATE SET node.${key} = row.key${labels}${family}${display}`;
}

/** Merges nodes of one label. IP addresses and prefixes get their family, labels the model always gives are set. */
export async function writeNodes(
  tx: ManagedTransaction,
  label: NodeLabel,
  keys: readonly (string | number)[],
  displays: ReadonlyMap<string, string> = new Map(),
): Promise<Changes> {
  const hasFamily = 'af' in NODE_TYPES[label].properties;
  const rows = keys.map((key) => ({
    key: typeof key === 'number' ? toInteger(key) : key,
    display: displays.get(String(key)) ?? null,
    ...(hasFamily ? { af: toInteger(getAddressFamily(String(key))) } : {}),
  }));
  const { summary } = await tx.run(toNodesCypher(label), { rows });
  return toChanges(summary, 0);
}

const FIND_HOSTS = `
  UNWIND $names AS name
  MATCH (host:HostName {name: name})
  RETURN name, EXISTS { (host)-[:PART_OF {reference_name: $reference.reference_name}]->() } AS isPart`;

const CREATE_HOSTS = `
  UNWIND $rows AS row
  CREATE (:HostName:_Stale {name: row[0], display: row[1]})`;

const CREATE_HOSTS_OF_DOMAINS = `
  UNWIND $groups AS group
  MERGE (domain:DomainName {name: group[0]})
  ON CREATE SET domain.display = group[1]
  WITH domain, group
  UNWIND group[2] AS row
  CREATE (:HostName:_Stale {name: row[0], display: row[1]})-[:PART_OF {
    reference_name: $reference.reference_name,
    reference_org: $reference.reference_org,
    reference_url_info: $reference.reference_url_info,
    reference_time_modification: $reference.reference_time_modification,
    reference_time_fetch: $fetchedAt
  }]->(domain)`;

const JOIN_HOSTS = `
  UNWIND $groups AS group
  MERGE (domain:DomainName {name: group[0]})
  ON CREATE SET domain.display = group[1]
  WITH domain, group
  UNWIND group[2] AS row
  MATCH (host:HostName {name: row[0]})
  MERGE (host)-[edge:PART_OF {reference_name: $reference.reference_name}]->(domain)
  ON CREATE SET edge += $reference, edge.reference_time_fetch = $fetchedAt`;

type NameRow = [name: string, display: string | null];
type Group = [domain: string, display: string | null, rows: NameRow[]];

function toNameRow({ name, display }: HostRow): NameRow {
  return [name, display ?? null];
}

/** By domain, in ascending order: importers that run beside each other take the locks of domains in the same order. */
function toGroups(rows: readonly HostRow[]): Group[] {
  const groups = new Map<string, Group>();
  for (const row of rows) {
    const { domain, domainDisplay } = row;
    if (domain === undefined) continue;
    const group = groups.get(domain);
    if (group) group[2].push(toNameRow(row));
    else groups.set(domain, [domain, domainDisplay ?? null, [toNameRow(row)]]);
  }
  return [...groups.values()].sort(([a], [b]) => (a < b ? -1 : 1));
}

/**
 * Merges host names, their registrable domains and the edges between. Names that are not there are created at once, which
 * fails by the constraint when another import has created one in the meantime: the caller runs the batch again.
 */
export async function writeHosts(
  tx: ManagedTransaction,
  rows: readonly HostRow[],
  provenance: Provenance,
): Promise<Changes> {
  const params = {
    reference: { ...SUFFIX_LIST_PROVENANCE, reference_time_modification: toDateTime(SUFFIX_LIST_DATE) },
    fetchedAt: toDateTime(provenance.fetchedAt),
  };
  const names = rows.map(({ name }) => name);
  const found = await tx.run<{ name: string; isPart: boolean }>(FIND_HOSTS, { names, ...params });
  const known = new Map(found.records.map((record) => [record.get('name'), record.get('isPart')]));
  const missing = rows.filter(({ name }) => !known.has(name));
  const apart = rows.filter(({ name, domain }) => domain !== undefined && known.get(name) === false);
  const summaries = [];
  const alone = missing.filter(({ domain }) => domain === undefined).map(toNameRow);
  if (alone.length > 0) summaries.push((await tx.run(CREATE_HOSTS, { rows: alone })).summary);
  if (missing.length > alone.length) {
    summaries.push((await tx.run(CREATE_HOSTS_OF_DOMAINS, { groups: toGroups(missing), ...params })).summary);
  }
  if (apart.length > 0) summaries.push((await tx.run(JOIN_HOSTS, { groups: toGroups(apart), ...params })).summary);
  const changes = summaries.map((summary) => toChanges(summary, 0));
  return {
    nodesCreated: changes.reduce((sum, { nodesCreated }) => sum + nodesCreated, 0),
    edgesCreated: changes.reduce((sum, { edgesCreated }) => sum + edgesCreated, 0),
    edgesUpdated: 0,
  };
}

/** Merges nodes by key, and host names with the domain each belongs to. */
import type { ManagedTransaction } from 'neo4j-driver';
import { getAddressFamily } from '../../shared/keys.ts';
import { NODE_TYPES, type NodeLabel } from '../../shared/ontology.ts';
import type { Changes, HostRow, Provenance } from './batch.ts';
import { toChanges, toDateTime, toInteger } from './bolt-values.ts';

function toNodesCypher(label: NodeLabel): string {
  const { key, extraLabels, properties } = NODE_TYPES[label];
  const labels = extraLabels.always.map((extra) => `, node:${extra}`).join('');
  const family = 'af' in properties ? ', node.af = row.af' : '';
  return `
    UNWIND $rows AS row
    MERGE (node:${label} {${key}: row.key})
    ON CREATE SET node.${key} = row.key${labels}${family}`;
}

/** Merges nodes of one label. IP addresses and prefixes get their family, labels the model always gives are set. */
export async function writeNodes(
  tx: ManagedTransaction,
  label: NodeLabel,
  keys: readonly (string | number)[],
): Promise<Changes> {
  const hasFamily = 'af' in NODE_TYPES[label].properties;
  const rows = keys.map((key) => ({
    key: typeof key === 'number' ? toInteger(key) : key,
    ...(hasFamily ? { af: toInteger(getAddressFamily(String(key))) } : {}),
  }));
  const { summary } = await tx.run(toNodesCypher(label), { rows });
  return toChanges(summary, 0);
}

/** Where the split into domains comes from: the list is part of `tldts`. */
export const DOMAIN_PROVENANCE = {
  reference_name: 'public-suffix-list',
  reference_org: 'Mozilla',
  reference_url_info: 'https://publicsuffix.org/',
};

const FIND_HOSTS = `
  UNWIND $names AS name
  MATCH (host:HostName {name: name})
  RETURN name, EXISTS { (host)-[:PART_OF {reference_name: $reference.reference_name}]->() } AS isPart`;

const CREATE_HOSTS = `
  UNWIND $names AS name
  CREATE (:HostName {name: name})`;

const CREATE_HOSTS_OF_DOMAINS = `
  UNWIND $groups AS group
  MERGE (domain:DomainName {name: group[0]})
  WITH domain, group
  UNWIND group[1] AS name
  CREATE (:HostName {name: name})-[:PART_OF {
    reference_name: $reference.reference_name,
    reference_org: $reference.reference_org,
    reference_url_info: $reference.reference_url_info,
    reference_time_fetch: $fetchedAt
  }]->(domain)`;

const JOIN_HOSTS = `
  UNWIND $groups AS group
  MERGE (domain:DomainName {name: group[0]})
  WITH domain, group
  UNWIND group[1] AS name
  MATCH (host:HostName {name: name})
  MERGE (host)-[edge:PART_OF {reference_name: $reference.reference_name}]->(domain)
  ON CREATE SET edge += $reference, edge.reference_time_fetch = $fetchedAt`;

/** By domain, in ascending order: importers that run beside each other take the locks of domains in the same order. */
function toGroups(rows: readonly HostRow[]): [domain: string, names: string[]][] {
  const groups = new Map<string, string[]>();
  for (const { name, domain } of rows) {
    if (domain === undefined) continue;
    const names = groups.get(domain);
    if (names) names.push(name);
    else groups.set(domain, [name]);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
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
  const params = { reference: DOMAIN_PROVENANCE, fetchedAt: toDateTime(provenance.fetchedAt) };
  const names = rows.map(({ name }) => name);
  const found = await tx.run<{ name: string; isPart: boolean }>(FIND_HOSTS, { names, ...params });
  const known = new Map(found.records.map((record) => [record.get('name'), record.get('isPart')]));
  const missing = rows.filter(({ name }) => !known.has(name));
  const apart = rows.filter(({ name, domain }) => domain !== undefined && known.get(name) === false);
  const summaries = [];
  const alone = missing.filter(({ domain }) => domain === undefined).map(({ name }) => name);
  if (alone.length > 0) summaries.push((await tx.run(CREATE_HOSTS, { names: alone })).summary);
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

/** Merges nodes by key, and host names with the domain each belongs to. */
import type { ManagedTransaction } from 'neo4j-driver';
import { getAddressFamily } from '../../shared/keys.ts';
import { NODE_TYPES, type NodeLabel } from '../../shared/ontology.ts';
import type { Changes, HostRow, Provenance } from './batch.ts';
import { toChanges, toInteger } from './bolt-values.ts';

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
const DOMAIN_PROVENANCE = {
  reference_name: 'public-suffix-list',
  reference_org: 'Mozilla',
  reference_url_info: 'https://publicsuffix.org/',
};

const WRITE_HOSTS = `
  UNWIND $rows AS row
  MERGE (:HostName {name: row.name})`;

const WRITE_DOMAINS = `
  UNWIND $rows AS row
  MATCH (host:HostName {name: row.name})
  MERGE (domain:DomainName {name: row.domain})
  MERGE (host)-[edge:PART_OF {reference_name: $reference.reference_name}]->(domain)
  ON CREATE SET edge += $reference, edge.reference_time_fetch = datetime($fetchedAt)`;

/** Merges host names, their registrable domains and the edges between. */
export async function writeHosts(
  tx: ManagedTransaction,
  rows: readonly HostRow[],
  provenance: Provenance,
): Promise<Changes> {
  const hosts = await tx.run(WRITE_HOSTS, { rows });
  const inDomains = rows.filter((row) => row.domain !== undefined);
  const params = { rows: inDomains, reference: DOMAIN_PROVENANCE, fetchedAt: provenance.fetchedAt };
  const domains = await tx.run(WRITE_DOMAINS, params);
  const written = toChanges(domains.summary, 0);
  return { ...written, nodesCreated: written.nodesCreated + toChanges(hosts.summary, 0).nodesCreated };
}

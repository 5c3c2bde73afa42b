/**
 * Marks what has to be derived again, with the label `_Stale`: a host name itself, or a client, prefix, network or
 * organization whose host names will be found from it. A mark is set in the transaction that makes the change and taken
 * away in the one that derives, so no interruption loses one.
 */
import type { ManagedTransaction } from 'neo4j-driver';
import { type EdgeTypeName, NODE_TYPES, type NodeLabel } from '../../shared/ontology.ts';
import { toInteger } from './bolt-values.ts';
import { type Database, runAutoCommit, writeTransaction } from './database.ts';

const MARK_HOSTS = `
  UNWIND $names AS name
  MATCH (host:HostName {name: name})
  SET host:_Stale`;

/** Host names whose lookups changed. */
export async function markHosts(tx: ManagedTransaction, names: Iterable<string>): Promise<void> {
  await tx.run(MARK_HOSTS, { names: [...new Set(names)] });
}

/** Edges that QUERIED_FROM rests on, by what they are about; only what something was derived from already is marked. */
const DEPENDENTS: readonly { edge: EdgeTypeName; end: 'source' | 'target'; label: NodeLabel; pattern: string }[] = [
  { edge: 'ORIGINATE', end: 'target', label: 'BGPPrefix', pattern: '(node)<-[:PART_OF]-(:IP)' },
  { edge: 'MANAGED_BY', end: 'source', label: 'AS', pattern: '(node)<-[:QUERIED_FROM]-(:HostName)' },
  { edge: 'COUNTRY', end: 'source', label: 'AS', pattern: '(node)<-[:QUERIED_FROM]-(:HostName)' },
  { edge: 'COUNTRY', end: 'source', label: 'Organization', pattern: '(node)<-[:QUERIED_FROM]-(:HostName)' },
];

type FactEnds = { edge: EdgeTypeName; from: NodeLabel; to: NodeLabel };

/** What these facts, written or about to be deleted, are about. Other types than those above mark nothing. */
export async function markFactEnds(
  tx: ManagedTransaction,
  { edge, from, to }: FactEnds,
  rows: readonly { source: string | number; target: string | number }[],
): Promise<void> {
  for (const { edge: type, end, label, pattern } of DEPENDENTS) {
    if (type !== edge || label !== (end === 'source' ? from : to)) continue;
    const keys = [...new Set(rows.map((row) => row[end]))];
    await tx.run(
      `UNWIND $keys AS key
       MATCH (node:${label} {${NODE_TYPES[label].key}: key})
       WHERE EXISTS { ${pattern} }
       SET node:_Stale`,
      { keys: keys.map((key) => (typeof key === 'number' ? toInteger(key) : key)) },
    );
  }
}

/** From a page of marked nodes to the host names they bear on; one client may ask for millions, so in small transactions. */
const SPREADS = [
  'MATCH (node:BGPPrefix&_Spreading)<-[:PART_OF]-(:IP)-[:LOOKED_UP]->(host:HostName)',
  'MATCH (node:IP&_Spreading)-[:LOOKED_UP]->(host:HostName)',
  'MATCH (node:AS&_Spreading)<-[:QUERIED_FROM]-(host:HostName)',
  'MATCH (node:Organization&_Spreading)<-[:QUERIED_FROM]-(host:HostName)',
].map(
  (match) => `
  ${match}
  WHERE NOT host:_Stale
  CALL (host) {
    SET host:_Stale
  } IN TRANSACTIONS OF 10000 ROWS`,
);

const CLAIM = `
  MATCH (node:_Stale&!HostName)
  WITH node
  LIMIT 10000
  REMOVE node:_Stale
  SET node:_Spreading
  RETURN count(node) AS claimed`;

const RELEASE = `
  MATCH (node:_Spreading)
  REMOVE node:_Spreading`;

/**
 * Hands the marks of clients, prefixes, networks and organizations on to host names, and begins with those that an
 * interrupted call left claimed. A node that is marked meanwhile keeps its mark for the next page. Throws AppError.
 */
export async function spreadMarks(database: Database): Promise<void> {
  for (let claimed = true; claimed; ) {
    for (const cypher of SPREADS) await runAutoCommit(database, cypher);
    claimed = await writeTransaction(database, async (tx) => {
      await tx.run(RELEASE);
      const { records } = await tx.run<{ claimed: bigint }>(CLAIM);
      return (records[0]?.get('claimed') ?? 0n) > 0n;
    });
  }
}

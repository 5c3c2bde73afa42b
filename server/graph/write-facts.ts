/** Edges other than lookups: one per source, target, type and data set. */
import type { ManagedTransaction } from 'neo4j-driver';
import { EDGE_TYPES, type EdgeTypeName, NODE_TYPES, type NodeLabel } from '../../shared/ontology.ts';
import type { Changes, FactRow, Provenance, SeenFactRow } from './batch.ts';
import { toChanges, toDateTime, toInteger, toProvenanceParameters } from './bolt-values.ts';

type Ends = { edge: EdgeTypeName; from: NodeLabel; to: NodeLabel };

/** The label that an edge gives its target: a domain's name server is marked as one. */
export function findTargetLabel({ edge, to }: Omit<Ends, 'from'>): string | undefined {
  return edge === 'MANAGED_BY' && to === 'HostName' ? 'AuthoritativeNameServer' : undefined;
}

/** Finds both ends of each row. Names come from the ontology; the table refuses other ends. */
function toMatchCypher({ edge, from, to }: Ends): string {
  const ends: readonly (readonly [NodeLabel, NodeLabel])[] = EDGE_TYPES[edge].ends;
  if (!ends.some(([source, target]) => source === from && target === to)) {
    throw new Error(`The ontology has no ${edge} from ${from} to ${to}.`);
  }
  const label = findTargetLabel({ edge, to });
  const mark = label === undefined ? '' : `SET target:${label}`;
  return `
    UNWIND $rows AS row
    MATCH (source:${from} {${NODE_TYPES[from].key}: row.source})
    MATCH (target:${to} {${NODE_TYPES[to].key}: row.target})
    ${mark}`;
}

function toMergeCypher(ends: Ends): string {
  return `${toMatchCypher(ends)}
    MERGE (source)-[edge:${ends.edge} {reference_name: $dataset}]->(target)
    ON CREATE SET edge += $reference, edge.reference_time_fetch = $fetchedAt`;
}

function toCreateCypher(ends: Ends): string {
  return `${toMatchCypher(ends)}
    CREATE (source)-[edge:${ends.edge} {
      reference_name: $dataset,
      reference_org: $reference.reference_org,
      reference_url_data: $reference.reference_url_data,
      reference_url_info: $reference.reference_url_info,
      reference_time_modification: $reference.reference_time_modification,
      reference_time_fetch: $fetchedAt
    }]->(target)`;
}

const SET_SEEN = `
    SET
      edge.count = row.count,
      edge.first_seen = datetime({epochMillis: row.first}),
      edge.last_seen = datetime({epochMillis: row.last})`;

/** A zone file of the same data set may have brought the edge without count and times. */
const ADD_SEEN = `
    ON CREATE SET
      edge.count = row.count,
      edge.first_seen = datetime({epochMillis: row.first}),
      edge.last_seen = datetime({epochMillis: row.last})
    ON MATCH SET
      edge.count = coalesce(edge.count, 0) + row.count,
      edge.first_seen = CASE
        WHEN edge.first_seen.epochMillis <= row.first THEN edge.first_seen
        ELSE datetime({epochMillis: row.first})
      END,
      edge.last_seen = CASE
        WHEN edge.last_seen.epochMillis >= row.last THEN edge.last_seen
        ELSE datetime({epochMillis: row.last})
      END`;

const ADD_SOURCES = `
    SET edge.source = coalesce(edge.source, []) +
      [record IN row.records WHERE NOT record IN coalesce(edge.source, [])]`;

const SET_PROPERTIES = `
    SET edge += row.properties`;

function toKey(key: string | number) {
  return typeof key === 'number' ? toInteger(key) : key;
}

/** Integers as integers, properties that the ontology calls datetimes as datetimes. */
function toProperties(edge: EdgeTypeName, properties: FactRow['properties'] = {}): Record<string, unknown> {
  const described: Readonly<Record<string, string>> = EDGE_TYPES[edge].properties;
  const entries = Object.entries(properties).map(([name, value]) => {
    if (typeof value === 'number') return [name, toInteger(value)];
    return [name, described[name]?.startsWith('datetime') ? toDateTime(value) : value];
  });
  return Object.fromEntries(entries);
}

/** `isNew`: no edge of this data set is in the graph but those this import wrote, and it writes each once. */
export async function writeFacts(
  tx: ManagedTransaction,
  ends: Ends,
  rows: readonly FactRow[],
  provenance: Provenance,
  isNew: boolean,
): Promise<Changes> {
  const parameters = rows.map(({ source, target, properties }) => {
    return { source: toKey(source), target: toKey(target), properties: toProperties(ends.edge, properties) };
  });
  const hasProperties = rows.some(({ properties }) => properties !== undefined);
  const cypher = `${isNew ? toCreateCypher(ends) : toMergeCypher(ends)}${hasProperties ? SET_PROPERTIES : ''}`;
  const { summary } = await tx.run(cypher, { rows: parameters, ...toProvenanceParameters(provenance) });
  return toChanges(summary, rows.length);
}

/** Facts that were seen at times, with how often: counts add up, the range of times grows. `isNew` as above. */
export async function writeSeenFacts(
  tx: ManagedTransaction,
  ends: Ends,
  rows: readonly SeenFactRow[],
  provenance: Provenance,
  isNew: boolean,
): Promise<Changes> {
  const parameters = rows.map((row) => ({
    source: toKey(row.source),
    target: toKey(row.target),
    count: toInteger(row.count),
    first: toInteger(row.first),
    last: toInteger(row.last),
    records: row.records,
  }));
  const addSources = 'source' in EDGE_TYPES[ends.edge].properties ? ADD_SOURCES : '';
  const write = isNew ? `${toCreateCypher(ends)}${SET_SEEN}` : `${toMergeCypher(ends)}${ADD_SEEN}`;
  const { summary } = await tx.run(`${write}${addSources}`, {
    rows: parameters,
    ...toProvenanceParameters(provenance),
  });
  return toChanges(summary, rows.length);
}

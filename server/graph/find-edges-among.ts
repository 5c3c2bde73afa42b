import type { Relationship } from 'neo4j-driver';
import type { EdgesAmongAnswer } from '../../shared/api.ts';
import { type Database, readRecords } from './database.ts';
import { findNodesById } from './find-nodes-by-id.ts';
import { toGraph } from './to-graph.ts';

const CYPHER = `
MATCH (a)
WHERE elementId(a) IN $nodes
MATCH (a)-[r]->(b)
WHERE elementId(b) IN $nodes AND NOT type(r) STARTS WITH '_'
RETURN r
LIMIT $limit
`;

/** More edges than this among drawn nodes no canvas shows and no reader reads. */
const MAX_EDGES = 20_000;

/** Every edge of the database among the nodes with these public ids; ids without a node are ignored. */
export async function findEdgesAmong(database: Database, ids: string[]): Promise<EdgesAmongAnswer> {
  const found = [...(await findNodesById(database, ids)).values()];
  const records = await readRecords<{ r: Relationship<bigint> }>(database, CYPHER, {
    nodes: found.map((node) => node.elementId),
    limit: BigInt(MAX_EDGES + 1),
  });
  const edges = records.slice(0, MAX_EDGES).map((record) => record.get('r'));
  const { graph } = await toGraph(database, [found, edges]);
  return { ...graph, truncated: records.length > MAX_EDGES };
}

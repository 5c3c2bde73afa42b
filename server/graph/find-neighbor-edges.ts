import type { Relationship } from 'neo4j-driver';
import { type Database, readRecords } from './database.ts';
import type { Degree } from './find-degrees.ts';

const CYPHER = `
MATCH (n)
WHERE elementId(n) = $node
UNWIND $neighbors AS neighbor
MATCH (m)
WHERE elementId(m) = neighbor
MATCH (n)-[r]-(m)
WHERE CASE WHEN startNode(r) = n THEN type(r) IN $outgoing ELSE type(r) IN $incoming END
RETURN neighbor, r
`;

/** Every edge of these types and directions between a node and each of some neighbours, by element id of the neighbour. */
export async function findNeighborEdges(
  database: Database,
  elementId: string,
  degrees: Degree[],
  neighbors: string[],
): Promise<Map<string, Relationship<bigint>[]>> {
  const typesOf = (direction: string) => degrees.filter((d) => d.direction === direction).map(({ type }) => type);
  const records = await readRecords<{ neighbor: string; r: Relationship<bigint> }>(database, CYPHER, {
    node: elementId,
    neighbors,
    outgoing: typesOf('out'),
    incoming: typesOf('in'),
  });
  const edges = new Map<string, Relationship<bigint>[]>();
  for (const record of records) {
    const sofar = edges.get(record.get('neighbor')) ?? [];
    edges.set(record.get('neighbor'), [...sofar, record.get('r')]);
  }
  return edges;
}

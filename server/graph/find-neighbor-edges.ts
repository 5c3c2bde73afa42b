import type { Relationship } from 'neo4j-driver';
import { type Database, readRecords } from './database.ts';
import type { Degree } from './find-degrees.ts';
import { toBranches } from './neighbor-pattern.ts';

function toCypher(degrees: Degree[]): string {
  return `
MATCH (n)
WHERE elementId(n) = $node
UNWIND $neighbors AS neighbor
MATCH (m)
WHERE elementId(m) = neighbor
CALL (n, m) {
  ${toBranches(degrees, 'RETURN r')}
}
RETURN neighbor, r
`;
}

/** Every edge of these types and directions between a node and each of some neighbours, by element id of the neighbour. */
export async function findNeighborEdges(
  database: Database,
  elementId: string,
  degrees: Degree[],
  neighbors: string[],
): Promise<Map<string, Relationship<bigint>[]>> {
  if (neighbors.length === 0) return new Map();
  const records = await readRecords<{ neighbor: string; r: Relationship<bigint> }>(database, toCypher(degrees), {
    node: elementId,
    neighbors,
  });
  const edges = new Map<string, Relationship<bigint>[]>();
  for (const record of records) {
    const sofar = edges.get(record.get('neighbor')) ?? [];
    edges.set(record.get('neighbor'), [...sofar, record.get('r')]);
  }
  return edges;
}

import type { Path } from 'neo4j-driver';
import type { z } from 'zod';
import type { PathParams, PathsAnswer } from '../../shared/api.ts';
import { type Database, readRecords } from './database.ts';
import { getNodeById } from './find-nodes-by-id.ts';
import { toGraph } from './to-graph.ts';

/** The hop limit is a checked integer; Cypher takes no parameter there. */
function toCypher(maxHops: number): string {
  return `
MATCH (a), (b)
WHERE elementId(a) = $from AND elementId(b) = $to
MATCH path = allShortestPaths((a)-[*..${maxHops}]-(b))
RETURN path
LIMIT $limit
`;
}

const MAX_PATHS = 200;
const TIMEOUT_MS = 15_000;

/** All shortest paths between two nodes, in any direction and over all edge types, at most 200 of them. */
export async function findPaths(
  database: Database,
  { from, to, maxHops }: z.output<typeof PathParams>,
): Promise<PathsAnswer> {
  const [start, end] = await Promise.all([getNodeById(database, from), getNodeById(database, to)]);
  if (start.elementId === end.elementId) {
    const { graph } = await toGraph(database, [start]);
    return { ...graph, hops: 0, paths: 1, truncated: false };
  }
  const records = await readRecords<{ path: Path<bigint> }>(
    database,
    toCypher(maxHops),
    { from: start.elementId, to: end.elementId, limit: BigInt(MAX_PATHS + 1) },
    { timeoutMs: TIMEOUT_MS },
  );
  const paths = records.slice(0, MAX_PATHS).map((record) => record.get('path'));
  const { graph } = await toGraph(database, paths);
  const hops = paths[0]?.segments.length;
  return { ...graph, hops, paths: paths.length, truncated: records.length > MAX_PATHS };
}

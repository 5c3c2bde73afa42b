import type { z } from 'zod';
import type { NeighborParams, NeighborsAnswer } from '../../shared/api.ts';
import { countNeighbors } from './count-neighbors.ts';
import type { Database } from './database.ts';
import { findDegrees } from './find-degrees.ts';
import { findNeighborEdges } from './find-neighbor-edges.ts';
import { getNodeById } from './find-nodes-by-id.ts';
import { parseCursor, toCursor } from './neighbor-cursor.ts';
import { scanNeighbors } from './scan-neighbors.ts';
import { toGraph } from './to-graph.ts';

/** A page of a node's neighbours. Following `next` to the end visits each neighbour once, also while others are added. */
export async function findNeighbors(
  database: Database,
  id: string,
  { type, direction, label, limit, cursor }: z.output<typeof NeighborParams>,
): Promise<NeighborsAnswer> {
  const after = parseCursor(cursor);
  const { elementId } = await getNodeById(database, id);
  const degrees = (await findDegrees(database, elementId)).filter(
    (degree) => (!type || degree.type === type) && (!direction || degree.direction === direction),
  );
  if (degrees.length === 0) return { nodes: [], edges: [], total: 0 };
  const [page, total] = await Promise.all([
    scanNeighbors(database, elementId, degrees, label, after, limit + 1),
    countNeighbors(database, elementId, degrees, label),
  ]);
  const shown = page.slice(0, limit);
  const edges = await findNeighborEdges(
    database,
    elementId,
    degrees,
    shown.map((neighbor) => neighbor.elementId),
  );
  const { graph, getId } = await toGraph(database, [shown.map(({ node }) => node), [...edges.values()].flat()]);
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  const nodes = shown.map(({ node }) => byId.get(getId(node))).filter((node) => node !== undefined);
  const last = shown.at(-1);
  return { nodes, edges: graph.edges, total, next: page.length > limit && last ? toCursor(last) : undefined };
}

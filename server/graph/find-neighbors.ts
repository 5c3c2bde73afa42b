import type { Relationship } from 'neo4j-driver';
import type { z } from 'zod';
import type { NeighborParams, NeighborsAnswer } from '../../shared/api.ts';
import { countNeighbors } from './count-neighbors.ts';
import type { Database } from './database.ts';
import { type Degree, findDegrees } from './find-degrees.ts';
import { findNeighborEdges } from './find-neighbor-edges.ts';
import { getNodeById } from './find-nodes-by-id.ts';
import { comparePositions, type Position, parseCursor, toCursor } from './neighbor-cursor.ts';
import type { DbNode } from './node-ids.ts';
import { type Neighbor, scanNeighbors } from './scan-neighbors.ts';
import { toDistinct } from './to-distinct.ts';
import { toGraph } from './to-graph.ts';
import { canWalk, walkLookups } from './walk-lookups.ts';

type Hub = { node: DbNode; walked: Degree[]; scanned: Degree[]; label: string | undefined };

function getStrength(edges: Relationship<bigint>[]): number {
  return Math.max(0, ...edges.map(({ properties }) => Number(properties.count ?? 0) || 0));
}

/** Of all kinds of edges the next ones, each neighbour once here; one may have been seen before by a stronger edge. */
async function findCandidates(
  database: Database,
  hub: Hub,
  after: Position,
  limit: number,
): Promise<{ candidates: Neighbor[]; isEnd: boolean }> {
  const { node, walked, scanned, label } = hub;
  const found = await Promise.all([
    scanNeighbors(database, node.elementId, scanned, label, after, limit),
    ...walked.map((degree) => walkLookups(database, node, degree, after, limit)),
  ]);
  const ordered = found.flat().sort(comparePositions).slice(0, limit);
  return { candidates: toDistinct(ordered, ({ elementId }) => elementId), isEnd: ordered.length < limit };
}

type Page = { neighbors: Neighbor[]; edges: Relationship<bigint>[]; next: Position | undefined };

/** Collects a page and looks one neighbour further, so that a last page says that it is the last. */
async function findPage(database: Database, hub: Hub, start: Position, limit: number): Promise<Page> {
  const neighbors: Neighbor[] = [];
  const edges: Relationship<bigint>[] = [];
  const wanted = limit + 1;
  for (let after = start; ; ) {
    const { candidates, isEnd } = await findCandidates(database, hub, after, wanted);
    const edgesOf = await findNeighborEdges(
      database,
      hub.node.elementId,
      [...hub.walked, ...hub.scanned],
      candidates.map(({ elementId }) => elementId),
    );
    for (const candidate of candidates) {
      const between = edgesOf.get(candidate.elementId) ?? [];
      if (getStrength(between) > candidate.strength) continue;
      if (neighbors.length === limit) return { neighbors, edges, next: neighbors.at(-1) };
      neighbors.push(candidate);
      edges.push(...between);
    }
    const last = candidates.at(-1);
    if (isEnd || !last) return { neighbors, edges, next: undefined };
    after = last;
  }
}

/** A page of a node's neighbours. Following `next` to the end visits each neighbour once, also while others are added. */
export async function findNeighbors(
  database: Database,
  id: string,
  { type, direction, label, limit, cursor }: z.output<typeof NeighborParams>,
): Promise<NeighborsAnswer> {
  const start = parseCursor(cursor);
  const node = await getNodeById(database, id);
  const degrees = (await findDegrees(database, node.elementId)).filter(
    (degree) => (!type || degree.type === type) && (!direction || degree.direction === direction),
  );
  if (degrees.length === 0) return { nodes: [], edges: [], total: 0 };
  const walkable = await Promise.all(degrees.map((degree) => canWalk(database, node, degree, label)));
  const hub: Hub = {
    node,
    label,
    walked: degrees.filter((_, i) => walkable[i]),
    scanned: degrees.filter((_, i) => !walkable[i]),
  };
  const [{ neighbors, edges, next }, total] = await Promise.all([
    findPage(database, hub, start, limit),
    countNeighbors(database, node.elementId, degrees, label),
  ]);
  const { graph, getId } = await toGraph(database, [neighbors.map((neighbor) => neighbor.node), node, edges]);
  const byId = new Map(graph.nodes.map((found) => [found.id, found]));
  const nodes = neighbors.map((neighbor) => byId.get(getId(neighbor.node))).filter((found) => found !== undefined);
  return { nodes, edges: graph.edges, total, next: next && toCursor(next) };
}

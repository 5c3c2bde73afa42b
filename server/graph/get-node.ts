import type { NodeAnswer } from '../../shared/api.ts';
import { AppError } from '../errors.ts';
import type { Database } from './database.ts';
import { findDegrees } from './find-degrees.ts';
import { getNodeById } from './find-nodes-by-id.ts';
import { findRelations } from './find-relations.ts';
import { toGraph } from './to-graph.ts';

/** A node with its relations; `degree` is the number of its edges. Throws `not-found`. */
export async function getNode(database: Database, id: string): Promise<NodeAnswer> {
  const found = await getNodeById(database, id);
  const [{ graph }, degrees] = await Promise.all([toGraph(database, [found]), findDegrees(database, found.elementId)]);
  const [node] = graph.nodes;
  if (!node) throw new AppError('not-found', `There is no node ${id}.`, { details: { id } });
  const relations = await findRelations(database, found.elementId, degrees);
  return { node, relations, degree: degrees.reduce((sum, { edges }) => sum + edges, 0) };
}

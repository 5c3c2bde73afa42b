import type { NodesAnswer } from '../../shared/api.ts';
import type { Database } from './database.ts';
import { findNodesById } from './find-nodes-by-id.ts';
import { isHidden } from './node-ids.ts';
import { toGraph } from './to-graph.ts';

/** The nodes with these public ids, and the ids that have none. */
export async function findNodes(database: Database, ids: string[]): Promise<NodesAnswer> {
  const found = await findNodesById(database, ids);
  const { graph } = await toGraph(
    database,
    ids.map((id) => found.get(id)),
  );
  const isFound = (id: string) => {
    const node = found.get(id);
    return node !== undefined && !isHidden(node);
  };
  return { nodes: graph.nodes, notFound: [...new Set(ids)].filter((id) => !isFound(id)) };
}

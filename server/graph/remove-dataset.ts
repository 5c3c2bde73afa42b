/** Takes a data set out of the graph without a trace: what remains is what the other imports alone would have made. */
import { EDGE_TYPE_NAMES, type EdgeTypeName, type NodeLabel } from '../../shared/ontology.ts';
import { type Database, runAutoCommit } from './database.ts';
import { beginRemoval, endRemoval, touchRemoval } from './dataset-removal.ts';
import { hasPrefixTables } from './derive-queried-from.ts';
import { clearDerived, deriveStale } from './derive-stale.ts';
import { sweepNodes } from './sweep-nodes.ts';

/** What has to be derived again where an edge of the type is gone; see mark-stale.ts. */
const STALE_ENDS: Partial<Record<EdgeTypeName, string>> = {
  LOOKED_UP: 'SET target:_Stale',
  PART_OF: 'SET source:_Stale',
  MANAGED_BY: 'SET source:_Stale',
  COUNTRY: 'SET source:_Stale',
};

/** A host is marked as a domain's name server as long as a data set says that it is one. */
const UNMARK_SERVER = `
    WITH target
    WHERE target:AuthoritativeNameServer AND NOT EXISTS { (target)<-[:MANAGED_BY]-(:DomainName) }
    REMOVE target:AuthoritativeNameServer`;

function toDeleteCypher(type: EdgeTypeName | '_BROUGHT'): string {
  const mark = type === '_BROUGHT' ? 'SET target:_Loose' : `SET source:_Loose, target:_Loose ${STALE_ENDS[type] ?? ''}`;
  return `
  MATCH (source)-[edge:${type}]->(target)
  WHERE edge.reference_name = $dataset
  CALL (source, edge, target) {
    ${mark}
    DELETE edge${type === 'MANAGED_BY' ? UNMARK_SERVER : ''}
  } IN TRANSACTIONS OF 10000 ROWS`;
}

export type RemovalStep = 'edges' | 'deriving' | 'nodes';

/** What this call deleted; an interrupted one before it had its share. */
export type Removal = {
  edges: Partial<Record<EdgeTypeName, number>>;
  nodes: Partial<Record<NodeLabel, number>>;
};

const TOUCH_EVERY_MS = 30_000;

/**
 * Deletes the edges of the data set, what was derived from them, the nodes that nothing else holds, and last its entries
 * in the ledger. Transactions are small; interrupted anywhere, the same call goes on. Nodes of labels that the ontology
 * does not know are left alone. Throws AppError: `not-found`, `busy`.
 */
export async function removeDataset(
  database: Database,
  dataset: string,
  onStep: (step: RemovalStep) => void = () => undefined,
): Promise<Removal> {
  await beginRemoval(database, dataset);
  // One statement may take longer than a removal may be silent.
  const timer = setInterval(() => void touchRemoval(database, dataset).catch(() => undefined), TOUCH_EVERY_MS);
  try {
    onStep('edges');
    const edges: Removal['edges'] = {};
    for (const type of EDGE_TYPE_NAMES) {
      const { relationshipsDeleted } = await runAutoCommit(database, toDeleteCypher(type), { dataset });
      if (relationshipsDeleted) edges[type] = relationshipsDeleted;
    }
    await runAutoCommit(database, toDeleteCypher('_BROUGHT'), { dataset });
    onStep('deriving');
    if (await hasPrefixTables(database)) await deriveStale(database);
    else await clearDerived(database);
    onStep('nodes');
    const nodes = await sweepNodes(database);
    await endRemoval(database, dataset);
    return { edges, nodes };
  } finally {
    clearInterval(timer);
  }
}

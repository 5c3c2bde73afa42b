/** Nodes that a data set names and joins with nothing: only the ledger can say whose they are. */
import type { ManagedTransaction } from 'neo4j-driver';
import { NODE_TYPES, type NodeLabel } from '../../shared/ontology.ts';
import { toInteger } from './bolt-values.ts';

/** Joins nodes that exist with their data set, so that its removal takes away those that nothing else holds. */
export async function writeLoneNodes(
  tx: ManagedTransaction,
  dataset: string,
  label: NodeLabel,
  keys: readonly (string | number)[],
): Promise<void> {
  await tx.run(
    `MATCH (dataset:_Dataset {name: $dataset})
     UNWIND $keys AS key
     MATCH (node:${label} {${NODE_TYPES[label].key}: key})
     MERGE (dataset)-[:_BROUGHT {reference_name: $dataset}]->(node)`,
    { dataset, keys: keys.map((key) => (typeof key === 'number' ? toInteger(key) : key)) },
  );
}

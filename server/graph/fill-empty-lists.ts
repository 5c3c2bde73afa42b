/** Lists without elements, which Neo4j's import tool takes for no value, set once it has loaded the graph. */
import { EDGE_TYPES, isEdgeTypeName } from '../../shared/ontology.ts';
import { type Database, runAutoCommit, writeTransaction } from './database.ts';
import { quoteName } from './quote-name.ts';

function toFillCypher(type: string, properties: readonly string[]): string {
  if (!isEdgeTypeName(type) || !properties.every((name) => Object.hasOwn(EDGE_TYPES[type].properties, name))) {
    throw new Error(`The ontology has no ${type} with ${properties.join(', ')}.`);
  }
  const absent = properties.map((name) => `edge.${quoteName(name)} IS NULL`).join(' OR ');
  const values = properties.map((name) => `edge.${quoteName(name)} = coalesce(edge.${quoteName(name)}, [])`);
  return `
    MATCH ()-[edge:${quoteName(type)} {reference_name: $dataset}]->()
    WHERE ${absent}
    CALL (edge) {
      SET ${values.join(', ')}
    } IN TRANSACTIONS OF 20000 ROWS`;
}

const FORGET = `
  MATCH (entry:_Import {id: $id})
  REMOVE entry.emptyLists`;

/**
 * Sets the lists, each as `TYPE.property`, on edges of the data set that lack them, and takes the reminder off the import.
 * Doing so twice changes nothing.
 */
export async function fillEmptyLists(
  database: Database,
  { id, dataset }: { id: string; dataset: string },
  lists: readonly string[],
): Promise<void> {
  if (lists.length === 0) return;
  const byType = new Map<string, string[]>();
  for (const list of lists) {
    const [type = '', property = ''] = list.split('.');
    byType.set(type, [...(byType.get(type) ?? []), property]);
  }
  for (const [type, properties] of byType) await runAutoCommit(database, toFillCypher(type, properties), { dataset });
  await writeTransaction(database, (tx) => tx.run(FORGET, { id }));
}

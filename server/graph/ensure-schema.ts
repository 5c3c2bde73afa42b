/** Constraints and indexes, derived from the ontology. Safe to run at every start. */
import { NODE_LABELS, NODE_TYPES } from '../../shared/ontology.ts';
import { type Database, runAutoCommit } from './database.ts';

/** The key of every label is unique; so are the keys of our own bookkeeping. */
function toConstraints(): string[] {
  const keys: [string, string][] = NODE_LABELS.map((label) => [label, NODE_TYPES[label].key]);
  keys.push(['_Import', 'id'], ['_Dataset', 'name']);
  return keys.map(
    ([label, key]) =>
      `CREATE CONSTRAINT ${label}_${key} IF NOT EXISTS
       FOR (node:${label})
       REQUIRE node.${key} IS UNIQUE`,
  );
}

/**
 * The strongest edges of a node of many neighbours are read in order from these (design.md §2). Indexes that only
 * searching needs are added to this list too.
 */
const INDEXES = [
  `CREATE INDEX LOOKED_UP_host_count IF NOT EXISTS
   FOR ()-[edge:LOOKED_UP]-()
   ON (edge.host, edge.count)`,
  `CREATE INDEX LOOKED_UP_client_count IF NOT EXISTS
   FOR ()-[edge:LOOKED_UP]-()
   ON (edge.client, edge.count)`,
  `CREATE FULLTEXT INDEX names_words IF NOT EXISTS
   FOR (node:Organization|Name)
   ON EACH [node.name]
   OPTIONS {indexConfig: {\`fulltext.analyzer\`: 'standard-folding'}}`,
];

/** Creates what is missing and waits until it can be used. Throws AppError. */
export async function ensureSchema(database: Database): Promise<void> {
  for (const command of [...toConstraints(), ...INDEXES]) await runAutoCommit(database, command);
  await runAutoCommit(database, 'CALL db.awaitIndexes(300)');
}

/** Constraints and indexes, derived from the ontology. Safe to run at every start. */
import { NODE_LABELS, NODE_TYPES } from '../../shared/ontology.ts';
import { type Database, readRecords, runAutoCommit } from './database.ts';

/** By name, which is also the name of the index behind a constraint. */
type Commands = Record<string, string>;

/** The key of every label is unique; so are the keys of our own bookkeeping. */
function toConstraints(): Commands {
  const keys: [string, string][] = NODE_LABELS.map((label) => [label, NODE_TYPES[label].key]);
  keys.push(['_Import', 'id'], ['_Dataset', 'name'], ['_Lane', 'id']);
  const commands = keys.map(([label, key]) => [
    `${label}_${key}`,
    `CREATE CONSTRAINT ${label}_${key} IF NOT EXISTS
     FOR (node:${label})
     REQUIRE node.${key} IS UNIQUE`,
  ]);
  return Object.fromEntries(commands);
}

/**
 * The strongest edges of a node of many neighbours are read in order from the first two (design.md §2). Indexes that
 * only searching needs are here too.
 */
const INDEXES: Commands = {
  LOOKED_UP_host_count: `
    CREATE INDEX LOOKED_UP_host_count IF NOT EXISTS
    FOR ()-[edge:LOOKED_UP]-()
    ON (edge.host, edge.count)`,
  LOOKED_UP_client_count: `
    CREATE INDEX LOOKED_UP_client_count IF NOT EXISTS
    FOR ()-[edge:LOOKED_UP]-()
    ON (edge.client, edge.count)`,
  names_words: `
    CREATE FULLTEXT INDEX names_words IF NOT EXISTS
    FOR (node:Organization|Name)
    ON EACH [node.name]
    OPTIONS {indexConfig: {\`fulltext.analyzer\`: 'standard-folding'}}`,
};

const READ_INDEXES = `
  SHOW INDEXES
  YIELD name, state
  WHERE state = 'ONLINE'
  RETURN name`;

/** Creates what is missing and waits until it can be used. Throws AppError. */
export async function ensureSchema(database: Database): Promise<void> {
  const records = await readRecords<{ name: string }>(database, READ_INDEXES);
  const online = new Set(records.map((record) => record.get('name')));
  // Indexes first: they are filled in the background while each constraint is waited for.
  const missing = Object.entries({ ...INDEXES, ...toConstraints() }).filter(([name]) => !online.has(name));
  if (missing.length === 0) return;
  for (const [, command] of missing) await runAutoCommit(database, command);
  await runAutoCommit(database, 'CALL db.awaitIndexes(300)');
}

import { type Database, readRecords } from './database.ts';

const CYPHER = `
CALL db.labels() YIELD label
WHERE NOT label STARTS WITH '_'
RETURN label
ORDER BY label
`;

/** Every label of the database's catalogue, by alphabet, without our own bookkeeping ones. */
export async function findLabels(database: Database): Promise<string[]> {
  const records = await readRecords<{ label: string }>(database, CYPHER);
  return records.map((record) => record.get('label'));
}

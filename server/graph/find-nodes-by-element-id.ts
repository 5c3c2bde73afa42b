import { type Database, readRecords } from './database.ts';
import type { DbNode } from './node-ids.ts';

const CYPHER = `
MATCH (n)
WHERE elementId(n) IN $elementIds
RETURN n
`;

/** The nodes with these element ids, as far as they exist. */
export async function findNodesByElementId(database: Database, elementIds: string[]): Promise<DbNode[]> {
  if (elementIds.length === 0) return [];
  const records = await readRecords<{ n: DbNode }>(database, CYPHER, { elementIds });
  return records.map((record) => record.get('n'));
}

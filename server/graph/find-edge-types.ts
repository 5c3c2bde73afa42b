import { type Database, readRecords } from './database.ts';

const CYPHER = `
CALL db.relationshipTypes() YIELD relationshipType
WHERE NOT relationshipType STARTS WITH '_'
RETURN relationshipType
ORDER BY relationshipType
`;

/** A type once made stays in the catalogue, so a short memory only delays the first sight of a new one. */
const CACHE_MS = 2_000;
const cache = new WeakMap<Database, { at: number; types: Promise<string[]> }>();

async function readEdgeTypes(database: Database): Promise<string[]> {
  const records = await readRecords<{ relationshipType: string }>(database, CYPHER);
  return records.map((record) => record.get('relationshipType'));
}

/** Every edge type of the database's catalogue, by alphabet, without our own bookkeeping ones. */
export function findEdgeTypes(database: Database): Promise<string[]> {
  const cached = cache.get(database);
  if (cached && Date.now() - cached.at < CACHE_MS) return cached.types;
  const types = readEdgeTypes(database);
  cache.set(database, { at: Date.now(), types });
  types.catch(() => cache.delete(database));
  return types;
}

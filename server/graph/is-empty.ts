import { type Database, readRecords } from './database.ts';

const CYPHER = `
MATCH (n)
WHERE labels(n) = [] OR any(label IN labels(n) WHERE NOT label STARTS WITH '_')
RETURN n
LIMIT 1
`;

/** True where the database holds no node but our own bookkeeping. */
export async function isEmpty(database: Database): Promise<boolean> {
  return (await readRecords(database, CYPHER)).length === 0;
}

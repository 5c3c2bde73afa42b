import type { Health } from '../../shared/api.ts';
import { type Database, readRecords } from './database.ts';

const CYPHER = `
CALL dbms.components() YIELD name, versions, edition
WHERE name = 'Neo4j Kernel'
RETURN versions[0] AS version, edition
`;

/** Version and edition of the Neo4j behind us; throws AppError while it is away. */
export async function getServerInfo(database: Database): Promise<NonNullable<Health['neo4j']>> {
  const [record] = await readRecords<{ version: string; edition: string }>(database, CYPHER, {}, { timeoutMs: 1_500 });
  return { version: record?.get('version') ?? 'unknown', edition: record?.get('edition') ?? 'unknown' };
}

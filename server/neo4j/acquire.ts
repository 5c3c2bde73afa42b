/** The Neo4j a command works with: the one at NEO4J_URI, else the one we run ourselves. */
import type { Config } from '../config.ts';
import { AppError, StartError } from '../errors.ts';
import { type Connection, closeDatabase, openDatabase, readRecords } from '../graph/database.ts';
import { type ManagedNeo4j, startManagedNeo4j } from './managed.ts';
import type { OnProgress } from './progress.ts';
import { DATABASE } from './replace-store.ts';

/** Answers when a login has worked. Throws StartError. The caller has to call `release` at its end. */
export async function acquireNeo4j(config: Config, onProgress: OnProgress): Promise<ManagedNeo4j> {
  if (!config.neo4j) {
    const managed = await startManagedNeo4j({ dataDir: config.dataDir, version: config.neo4jVersion, onProgress });
    const { connection, release, bulk } = managed;
    // The import tool makes the one database of a Community server.
    const isOther = config.database !== undefined && config.database !== DATABASE;
    return { connection: { ...connection, database: config.database }, release, ...(bulk && !isOther ? { bulk } : {}) };
  }
  const connection = { ...config.neo4j, database: config.database };
  onProgress(`Connecting to ${connection.uri}`);
  await checkLogin(connection);
  return { connection, release: async () => {} };
}

async function checkLogin(connection: Connection): Promise<void> {
  const database = openDatabase(connection);
  try {
    await readRecords(database, 'RETURN 1');
  } catch (error) {
    throw new StartError(describeRefusal(error, connection), { cause: error });
  } finally {
    await closeDatabase(database);
  }
}

function describeRefusal(error: unknown, { uri, user }: Connection): string {
  if (error instanceof AppError && error.code === 'neo4j-credentials') {
    return `Neo4j at ${uri} refused the user ${user}: check NEO4J_USER and NEO4J_PASSWORD.`;
  }
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const reason = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
  return `Neo4j at NEO4J_URI=${uri} does not answer (${reason}): start it, correct NEO4J_URI or NEO4J_DATABASE, or unset NEO4J_URI to let Whoasked run its own.`;
}

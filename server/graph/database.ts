/** The connection to Neo4j. Every question and every write of this folder goes through these functions. */
import neo4j, {
  type Driver,
  type ManagedTransaction,
  type QueryResult,
  type RecordShape,
  type ResultSummary,
  type Session,
} from 'neo4j-driver';
import { isRetriableError, SERVICE_UNAVAILABLE, toAppError } from './neo4j-errors.ts';
import { whileAvailable } from './while-available.ts';

export type Connection = { uri: string; user: string; password: string; database?: string | undefined };

export type Database = { readonly driver: Driver; readonly name: string | undefined };

/** Opens a driver; nothing is sent yet. Integers come back as bigint, so that none is rounded unseen. */
export function openDatabase(connection: Connection): Database {
  const driver = neo4j.driver(connection.uri, neo4j.auth.basic(connection.user, connection.password), {
    useBigInt: true,
    userAgent: 'whoasked',
    connectionAcquisitionTimeout: 5_000,
    connectionTimeout: 5_000,
    maxTransactionRetryTime: 10_000,
  });
  return { driver, name: connection.database };
}

export async function closeDatabase(database: Database): Promise<void> {
  await database.driver.close();
}

/** A session that may only read; the caller closes it. */
export function openReadSession(database: Database): Session {
  return database.driver.session({ database: database.name, defaultAccessMode: neo4j.session.READ });
}

export type ReadOptions = { timeoutMs?: number };

/** A deadlock or a connection that died in the pool is worth a second try; a Neo4j that is away is not waited for. */
function isWorthRetrying(error: unknown): boolean {
  return isRetriableError(error) && error.code !== SERVICE_UNAVAILABLE && !error.code.includes('DatabaseUnavailable');
}

/** Runs one reading question, a second time where Neo4j says that this may help. Throws AppError. */
export async function readRecords<R extends RecordShape>(
  database: Database,
  cypher: string,
  params: Record<string, unknown> = {},
  { timeoutMs = 30_000 }: ReadOptions = {},
): Promise<QueryResult<R>['records']> {
  for (let isLast = false; ; isLast = true) {
    const session = openReadSession(database);
    try {
      const answer = session.run<R>(cypher, params, { timeout: timeoutMs });
      // The driver's result is a thenable that asks when it is awaited.
      return (await whileAvailable(database.driver, Promise.resolve(answer))).records;
    } catch (error) {
      if (isLast || !isWorthRetrying(error)) throw toAppError(error);
    } finally {
      // Not waited for: with a Neo4j that is frozen it would never end.
      session.close().catch(() => undefined);
    }
  }
}

/** One writing transaction, retried as a whole after a deadlock or a lost leader. Throws AppError. */
export async function writeTransaction<T>(
  database: Database,
  work: (tx: ManagedTransaction) => Promise<T>,
): Promise<T> {
  const session = database.driver.session({ database: database.name, defaultAccessMode: neo4j.session.WRITE });
  try {
    return await session.executeWrite(work);
  } catch (error) {
    throw toAppError(error);
  } finally {
    await session.close();
  }
}

/** What a statement changed, such as `relationshipsDeleted`. */
export type WriteCounts = ReturnType<ResultSummary['counters']['updates']>;

/** Schema commands and `CALL {} IN TRANSACTIONS` need a transaction of their own. Throws AppError. */
export async function runAutoCommit(
  database: Database,
  cypher: string,
  params: Record<string, unknown> = {},
): Promise<WriteCounts> {
  const session = database.driver.session({ database: database.name, defaultAccessMode: neo4j.session.WRITE });
  try {
    const { summary } = await session.run(cypher, params);
    return summary.counters.updates();
  } catch (error) {
    throw toAppError(error);
  } finally {
    await session.close();
  }
}

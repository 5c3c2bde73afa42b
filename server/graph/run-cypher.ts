import neo4j, { type Session } from 'neo4j-driver';
import type { CypherAnswer } from '../../shared/api.ts';
import { AppError } from '../errors.ts';
import { findWriteReason } from './check-plan.ts';
import type { Database } from './database.ts';
import { toQueryError, toWarnings } from './query-errors.ts';
import { toGraph } from './to-graph.ts';
import { whileAvailable } from './while-available.ts';

const TIMEOUT_MS = 60_000;
/** Asked of Neo4j before the query itself: it plans and runs nothing. */
const EXPLAIN = 'EXPLAIN ';

export type RunOptions = { limit: number; signal?: AbortSignal };

async function checkReadOnly(session: Session, query: string, params: Record<string, unknown>): Promise<void> {
  try {
    const { summary } = await session.run(EXPLAIN + query, params, { timeout: TIMEOUT_MS });
    const reason = findWriteReason(summary, summary.database.name ?? undefined);
    if (reason) {
      throw new AppError('cypher-not-read-only', `Refused: ${reason}. Only queries that read the graph run here.`, {
        details: { reason },
      });
    }
  } catch (error) {
    throw toQueryError(error, query, EXPLAIN.length);
  }
}

type Rows = { columns: string[]; rows: unknown[][]; truncated: boolean; warnings: CypherAnswer['warnings'] };

async function streamRows(
  session: Session,
  query: string,
  params: Record<string, unknown>,
  limit: number,
): Promise<Rows> {
  try {
    const result = session.run(query, params, { timeout: TIMEOUT_MS });
    const columns = (await result.keys()).map(String);
    const rows: unknown[][] = [];
    for await (const record of result) {
      if (rows.length === limit) return { columns, rows, truncated: true, warnings: [] };
      rows.push(columns.map((column): unknown => record.get(column)));
    }
    const { notifications } = await result.summary();
    return { columns, rows, truncated: false, warnings: toWarnings(notifications) };
  } catch (error) {
    throw toQueryError(error, query, 0);
  }
}

/**
 * Runs a query as it was written, in a session that may only read, after its plan was found to only read. `params` hold
 * the driver's values. Rows beyond the limit are never fetched. When `signal` aborts, Neo4j stops the query.
 */
export async function runCypher(
  database: Database,
  query: string,
  params: Record<string, unknown>,
  { limit, signal }: RunOptions,
): Promise<CypherAnswer> {
  const started = performance.now();
  const session = database.driver.session({
    database: database.name,
    defaultAccessMode: neo4j.session.READ,
    fetchSize: Math.min(limit + 1, 1000),
  });
  const stop = () => void session.close().catch(() => undefined);
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const { columns, rows, truncated, warnings } = await whileAvailable(
      database.driver,
      checkReadOnly(session, query, params).then(() => streamRows(session, query, params, limit)),
    );
    const { graph, toCell } = await toGraph(database, rows);
    return {
      ...graph,
      columns,
      rows: rows.map((row) => row.map(toCell)),
      truncated,
      limit,
      ms: Math.round(performance.now() - started),
      warnings,
    };
  } finally {
    signal?.removeEventListener('abort', stop);
    stop();
  }
}

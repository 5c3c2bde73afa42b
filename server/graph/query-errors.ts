/** Errors of a query that a reader wrote: told with a code of their own and the place in the text. */
import { Neo4jError, type Notification } from 'neo4j-driver';
import type { QueryPosition } from '../../shared/api.ts';
import { AppError } from '../errors.ts';
import { toAppError } from './neo4j-errors.ts';

/** Neo4j ends a message with the place and an excerpt of the text. */
const PLACE = /\s*\(line \d+, column \d+ \(offset: (\d+)\)\)[\s\S]*$/;

function toPosition(query: string, offset: number): QueryPosition {
  const before = query.slice(0, Math.max(0, Math.min(offset, query.length)));
  const line = before.split('\n').length;
  return { line, column: before.length - before.lastIndexOf('\n'), offset: before.length };
}

/** `prefix`: how many characters stood before the reader's text when Neo4j saw it. */
export function toQueryError(error: unknown, query: string, prefix: number): unknown {
  if (!(error instanceof Neo4jError)) return error;
  const { code } = error;
  const offset = PLACE.exec(error.message)?.[1];
  const message = error.message.replace(PLACE, '').trim();
  const details = offset === undefined ? undefined : { position: toPosition(query, Number(offset) - prefix) };
  if (code === 'Neo.ClientError.Statement.ParameterMissing') {
    return new AppError('cypher-parameter-missing', message, { details, cause: error });
  }
  if (code === 'Neo.ClientError.Statement.SyntaxError') {
    return new AppError('cypher-syntax', message, { details, cause: error });
  }
  if (code === 'Neo.ClientError.Statement.AccessMode' || code.startsWith('Neo.ClientError.Security.Forbidden')) {
    return new AppError('cypher-not-read-only', `Refused: ${message}`, { details, cause: error });
  }
  if (code === 'Neo.ClientError.Database.DatabaseNotFound') {
    return new AppError('cypher-failed', message, { details, cause: error });
  }
  const general = toAppError(error);
  if (!(general instanceof AppError) || general.code !== 'internal') return general;
  return code.startsWith('Neo.ClientError.')
    ? new AppError('cypher-failed', message, { details, cause: error })
    : general;
}

/** What Neo4j remarks on the query, such as a label that no node has. */
export function toWarnings(notifications: Notification[]): { message: string; position?: QueryPosition }[] {
  return notifications.map(({ description, title, position }) => ({
    message: description || title,
    ...(position && 'offset' in position && position.line !== undefined && position.column !== undefined
      ? {
          position: {
            line: Number(position.line),
            column: Number(position.column),
            offset: Number(position.offset ?? 0),
          },
        }
      : {}),
  }));
}

/** Translates the driver's errors, so that nothing above this folder knows Neo4j's codes. */
import neo4j, { Neo4jError } from 'neo4j-driver';
import { AppError } from '../errors.ts';

export const SERVICE_UNAVAILABLE = 'ServiceUnavailable';

const UNAVAILABLE = [
  SERVICE_UNAVAILABLE,
  'SessionExpired',
  'Neo.TransientError.General.DatabaseUnavailable',
  'Neo.ClientError.Database.DatabaseNotFound',
];

/** The driver gives this one no code. All connections wait for answers that do not come. */
const POOL_EXHAUSTED = /^Connection acquisition timed out/;

/** An AppError stays what it is; what is no error of Neo4j is given back as it came. */
export function toAppError(error: unknown): unknown {
  if (!(error instanceof Neo4jError)) return error;
  const { code, message } = error;
  if (UNAVAILABLE.includes(code) || POOL_EXHAUSTED.test(message)) {
    return new AppError('neo4j-unavailable', 'Neo4j does not answer. Is it running?', { cause: error });
  }
  if (code.startsWith('Neo.ClientError.Security.')) {
    const text = 'Neo4j refused the user name or password. Check NEO4J_USER and NEO4J_PASSWORD.';
    return new AppError('neo4j-credentials', text, { cause: error });
  }
  if (code.includes('TransactionTimedOut')) {
    return new AppError('query-timeout', 'The query took longer than it may and was stopped.', { cause: error });
  }
  if (code.includes('MemoryPoolOutOfMemory') || code.includes('TransactionOutOfMemory')) {
    return new AppError('query-too-large', 'The query needs more memory than one query may use.', { cause: error });
  }
  return new AppError('internal', message, { cause: error });
}

/** True where the driver says that the same again may succeed. */
export function isRetriableError(error: unknown): error is Neo4jError {
  return error instanceof Neo4jError && neo4j.isRetryableError(error);
}

/** A node with this key was created by another transaction in the meantime. */
export function isConstraintViolation(error: unknown): boolean {
  const cause = error instanceof AppError ? error.cause : error;
  return cause instanceof Neo4jError && cause.code === 'Neo.ClientError.Schema.ConstraintValidationFailed';
}

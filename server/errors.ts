/** The one error class that crosses layers: a stable code, a message the user may read, and the cause for the log. */
import { ERROR_CODES, type ErrorCode } from '../shared/api.ts';
import type { Properties } from '../shared/graph.ts';

export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: Properties | undefined;

  constructor(code: ErrorCode, message: string, options: { details?: Properties; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.code = code;
    this.details = options.details;
  }

  get status(): number {
    return ERROR_CODES[this.code];
  }
}

/** A failure of start-up or of a command that ends it: the message is one sentence with the ways out. */
export class StartError extends Error {}

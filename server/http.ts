/** What every route shares: parsing by a schema, the error answer, and who may ask. */
import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { z } from 'zod';
import type { ApiError } from '../shared/api.ts';
import { KeyError } from '../shared/keys.ts';
import { AppError } from './errors.ts';

/** The value as the schema gives it, or `invalid-request` naming every field that is wrong. */
export function parseRequest<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value ?? {});
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => ({ field: issue.path.join('.'), problem: issue.message }));
  const message = problems.map(({ field, problem }) => (field === '' ? problem : `${field}: ${problem}`)).join('; ');
  throw new AppError('invalid-request', message, { details: { problems } });
}

/** Aborts when the client goes away before it has its answer. */
export function getAbortSignal(res: Parameters<RequestHandler>[1]): AbortSignal {
  const controller = new AbortController();
  res.once('close', () => {
    if (!res.writableFinished) controller.abort();
  });
  return controller.signal;
}

/** Express's own errors (a body that is no JSON or too large, a path that cannot be decoded) carry a status below 500. */
function isBadRequest(error: unknown): error is Error & { status: number } {
  return error instanceof Error && 'status' in error && Number(error.status) >= 400 && Number(error.status) < 500;
}

function toAnswerable(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof KeyError) return new AppError('invalid-key', `No such key: ${error.message}.`, { cause: error });
  if (isBadRequest(error)) return new AppError('invalid-request', error.message, { cause: error });
  return new AppError('internal', 'Internal error. The log of the server says more.', { cause: error });
}

/** Own faults are logged in full and told in one sentence; the caller's are told. */
export const answerError: ErrorRequestHandler = (error, req, res, next) => {
  // The client went away, and what it had asked for was stopped: nobody reads the answer.
  if (res.destroyed) return;
  const known = toAnswerable(error);
  if (known.status >= 500) req.log.error({ err: error }, known.message);
  if (res.headersSent) {
    next(error);
    return;
  }
  const message = known.code === 'internal' ? 'Internal error. The log of the server says more.' : known.message;
  const body: ApiError = {
    error: { code: known.code, message, ...(known.details && known.code !== 'internal' && { details: known.details }) },
  };
  res.status(known.status).json(body);
};

export const answerUnknownPath: RequestHandler = (req) => {
  throw new AppError('not-found', `There is no ${req.method} ${req.baseUrl}${req.path}.`);
};

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i;

function getHostName(host: string): string {
  return host.replace(/:\d*$/, '');
}

/** The address a server is bound to, without brackets. */
export function isLoopback(address: string): boolean {
  return LOOPBACK.test(address) || address === '::1';
}

/**
 * Against pages of other sites that reach a server on this machine: by a name of theirs that points to 127.0.0.1 (DNS
 * rebinding), or by posting here.
 */
export const refuseForeignHosts: RequestHandler = (req, _res, next) => {
  const host = req.headers.host ?? '';
  if (!LOOPBACK.test(getHostName(host))) {
    throw new AppError('host-not-allowed', `The host "${host}" is not served here; open http://127.0.0.1 instead.`);
  }
  const { origin } = req.headers;
  if (origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`) {
    throw new AppError('host-not-allowed', `Requests from ${origin} are not answered.`);
  }
  next();
};

function isFrom(origin: string, host: string | undefined): boolean {
  return host !== undefined && (origin === `http://${host}` || origin === `https://${host}`);
}

/**
 * Against pages of other sites on routes that take any body: a browser sends such a body without asking first. On every
 * address, not on loopback alone. A proxy may hand on the host as `X-Forwarded-Host`, which no foreign page can set.
 */
export const refuseForeignOrigins: RequestHandler = (req, _res, next) => {
  const { origin, host } = req.headers;
  const forwarded = req.headers['x-forwarded-host'];
  const hosts = [host, typeof forwarded === 'string' ? forwarded : undefined];
  if (origin !== undefined && !hosts.some((known) => isFrom(origin, known))) {
    throw new AppError('host-not-allowed', `Requests from ${origin} are not answered.`);
  }
  next();
};

/** A form around a file would be read as lines of it. */
export const refuseForms: RequestHandler = (req, _res, next) => {
  if (req.is('multipart/form-data')) {
    throw new AppError('invalid-request', 'Send the file itself as the body (curl -T FILE -X POST), not in a form.');
  }
  next();
};

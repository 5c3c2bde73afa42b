/** The only way the front end talks to the API: every answer is parsed by the schema it is documented with. */
import type { z } from 'zod';
import {
  Activity,
  type ActivityParams,
  ApiError,
  CypherAnswer,
  type CypherRequest,
  EdgesAmongAnswer,
  type ErrorCode,
  Health,
  type NeighborParams,
  NeighborsAnswer,
  NodeAnswer,
  NodesAnswer,
  type PathParams,
  PathsAnswer,
  type RunQueryRequest,
  SampleAnswer,
  SavedQueries,
  Schema,
  SearchAnswer,
  type SearchParams,
  type SuggestionParams,
  Suggestions,
} from '../shared/api.ts';
import { Imports } from '../shared/api-imports.ts';
import type { PropertyValue } from '../shared/graph.ts';

/** `unreachable`: no answer came; `unexpected-answer`: one came that is not what the API promises. */
export type FailureCode = ErrorCode | 'unreachable' | 'unexpected-answer';

/** What went wrong with a call, as a sentence for the reader. A call that was cancelled throws `AbortError` instead. */
export class ApiFailure extends Error {
  readonly code: FailureCode;
  readonly status: number | undefined;
  readonly details: Readonly<Record<string, PropertyValue>>;

  constructor(
    code: FailureCode,
    message: string,
    { status, details = {}, cause }: { status?: number; details?: Record<string, PropertyValue>; cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.name = 'ApiFailure';
    this.code = code;
    this.status = status;
    this.details = details;
  }
}

export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

export function toFailure(status: number, body: unknown): ApiFailure {
  const parsed = ApiError.safeParse(body);
  if (!parsed.success)
    return new ApiFailure('unexpected-answer', `The server answered with status ${status}.`, { status });
  const { code, message, details } = parsed.data.error;
  return new ApiFailure(code, message, { status, details });
}

async function fetchJson(path: string, init: RequestInit): Promise<{ response: Response; body: unknown }> {
  try {
    const response = await fetch(path, init);
    const text = await response.text();
    return { response, body: text === '' ? undefined : JSON.parse(text) };
  } catch (error) {
    if (isAbort(error)) throw error;
    if (error instanceof SyntaxError) {
      throw new ApiFailure('unexpected-answer', 'The server answered with something that is not JSON.', {
        cause: error,
      });
    }
    throw new ApiFailure('unreachable', 'The Whoasked server does not answer. Is it still running?', { cause: error });
  }
}

export async function call<T extends z.ZodType>(schema: T, path: string, init: RequestInit = {}): Promise<z.output<T>> {
  const { response, body } = await fetchJson(path, init);
  if (!response.ok) throw toFailure(response.status, body);
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new ApiFailure('unexpected-answer', `The server's answer to ${path.split('?')[0]} has an unexpected shape.`, {
    status: response.status,
    cause: parsed.error,
  });
}

export function toQuery(params: Record<string, string | number | undefined | unknown>): string {
  const entries = Object.entries(params).filter(([, value]) => value !== undefined);
  const text = new URLSearchParams(entries.map(([name, value]) => [name, String(value)])).toString();
  return text === '' ? '' : `?${text}`;
}

export function post(body: unknown, signal: AbortSignal | undefined): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body), signal };
}

const node = (id: string) => `/api/nodes/${encodeURIComponent(id)}`;

/** Status and version, also while Neo4j is away: then `status` is `unavailable`. */
async function health(signal?: AbortSignal): Promise<Health> {
  const { response, body } = await fetchJson('/api/health', { signal });
  const parsed = Health.safeParse(body);
  if (parsed.success) return parsed.data;
  throw toFailure(response.status, body);
}

export const api = {
  health,
  schema: (signal?: AbortSignal) => call(Schema, '/api/schema', { signal }),
  search: (params: SearchParams, signal?: AbortSignal) =>
    call(SearchAnswer, `/api/search${toQuery(params)}`, { signal }),
  node: (id: string, signal?: AbortSignal) => call(NodeAnswer, node(id), { signal }),
  neighbors: (id: string, params: NeighborParams, signal?: AbortSignal) =>
    call(NeighborsAnswer, `${node(id)}/neighbors${toQuery(params)}`, { signal }),
  activity: (id: string, params: ActivityParams, signal?: AbortSignal) =>
    call(Activity, `${node(id)}/activity${toQuery(params)}`, { signal }),
  nodes: (ids: string[], signal?: AbortSignal) => call(NodesAnswer, '/api/nodes', post({ ids }, signal)),
  edgesAmong: (ids: string[], signal?: AbortSignal) =>
    call(EdgesAmongAnswer, '/api/edges-among', post({ ids }, signal)),
  paths: (params: PathParams, signal?: AbortSignal) => call(PathsAnswer, `/api/paths${toQuery(params)}`, { signal }),
  cypher: (request: CypherRequest, signal?: AbortSignal) => call(CypherAnswer, '/api/cypher', post(request, signal)),
  queries: (signal?: AbortSignal) => call(SavedQueries, '/api/queries', { signal }),
  runQuery: (id: string, request: RunQueryRequest, signal?: AbortSignal) =>
    call(CypherAnswer, `/api/queries/${encodeURIComponent(id)}/run`, post(request, signal)),
  suggestions: (params: SuggestionParams, signal?: AbortSignal) =>
    call(Suggestions, `/api/suggestions${toQuery(params)}`, { signal }),
  imports: (signal?: AbortSignal) => call(Imports, '/api/imports', { signal }),
  loadSample: (signal?: AbortSignal) => call(SampleAnswer, '/api/sample', post({}, signal)),
};
/** What acts and features need of the API; tests hand in their own. */
export type Api = typeof api;

/** Requests, answers and error codes of the HTTP API: one schema is validation, type and documentation at once. */
import { z } from 'zod';
import { Graph, GraphNode, PropertyValue } from './graph.ts';
import { ImportSummary } from './import-summary.ts';

/** Every error code with its HTTP status. docs/api.md lists the same ones; a test compares them. */
export const ERROR_CODES = {
  'invalid-request': 400,
  'invalid-key': 400,
  'cypher-syntax': 400,
  'cypher-parameter-missing': 400,
  'cypher-not-read-only': 403,
  'cypher-failed': 400,
  'host-not-allowed': 403,
  'not-found': 404,
  'database-not-empty': 409,
  busy: 429,
  'query-timeout': 408,
  'query-too-large': 413,
  'upload-too-large': 413,
  'import-failed': 422,
  'import-cancelled': 409,
  'disk-full': 507,
  'neo4j-unavailable': 503,
  'neo4j-credentials': 503,
  internal: 500,
} as const;
export type ErrorCode = keyof typeof ERROR_CODES;

/** Where in a query text an error is: 1-based line and column, 0-based offset. */
export const QueryPosition = z.strictObject({ line: z.int(), column: z.int(), offset: z.int() });
export type QueryPosition = z.infer<typeof QueryPosition>;

export const ApiError = z.strictObject({
  error: z.strictObject({
    code: z.enum(Object.keys(ERROR_CODES) as [ErrorCode, ...ErrorCode[]]),
    message: z.string(),
    details: z.record(z.string(), PropertyValue).optional(),
  }),
});
export type ApiError = z.infer<typeof ApiError>;

const Count = z.int().min(0);
const Id = z.string().min(1).max(2000);
export const Direction = z.enum(['in', 'out']);
export type Direction = z.infer<typeof Direction>;

export const MAX_NEIGHBORS = 1000;
export const MAX_ROWS = 10_000;
export const MAX_HOPS = 8;
/** What one call draws or answers when it does not say. */
export const DEFAULT_NEIGHBORS = 50;
export const DEFAULT_ROWS = 1000;
const MAX_QUERY_LENGTH = 100_000;

export const Health = z.strictObject({
  status: z.enum(['ok', 'unavailable']),
  neo4j: z.strictObject({ version: z.string(), edition: z.string() }).optional(),
  /** Present while Neo4j is away: what is known about why. */
  message: z.string().optional(),
});
export type Health = z.infer<typeof Health>;

export const PropertyUse = z.strictObject({ name: z.string(), types: z.array(z.string()) });

/** What the database holds, known to the ontology or not. Labels beginning with an underscore are left out. */
export const Schema = z.strictObject({
  labels: z.array(
    z.strictObject({
      name: z.string(),
      count: Count,
      /** Undefined where no uniqueness constraint of the database and no line of the ontology names a key. */
      key: z.string().optional(),
      known: z.boolean(),
      properties: z.array(PropertyUse),
    }),
  ),
  edgeTypes: z.array(
    z.strictObject({
      name: z.string(),
      count: Count,
      known: z.boolean(),
      ends: z.array(z.strictObject({ from: z.string(), to: z.string() })),
      properties: z.array(PropertyUse),
    }),
  ),
  datasets: z.array(z.string()),
  /** True when there is no node but our own bookkeeping. */
  empty: z.boolean(),
  /** True when a data set in the graph was made by the sample generator. */
  synthetic: z.boolean(),
});
export type Schema = z.infer<typeof Schema>;

/** `q`: a name or its beginning, an IP, a CIDR, `AS64500`, an organization, or several, apart by spaces, commas or lines. */
export const SearchParams = z.strictObject({
  q: z.string().trim().min(1).max(20_000),
  label: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(20),
});
export type SearchParams = z.input<typeof SearchParams>;

export const SearchAnswer = z.strictObject({
  nodes: z.array(GraphNode),
  /** True when more nodes match than were asked for. */
  more: z.boolean(),
  /** Of a pasted list: the entries that match nothing. */
  notFound: z.array(z.string()),
});
export type SearchAnswer = z.infer<typeof SearchAnswer>;

/** One line of "neighbours by relation, with counts". */
export const Relation = z.strictObject({ type: z.string(), direction: Direction, label: z.string(), count: Count });
export type Relation = z.infer<typeof Relation>;

export const NodeAnswer = z.strictObject({ node: GraphNode, relations: z.array(Relation), degree: Count });
export type NodeAnswer = z.infer<typeof NodeAnswer>;

export const NeighborParams = z.strictObject({
  type: z.string().max(200).optional(),
  direction: Direction.optional(),
  label: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(MAX_NEIGHBORS).default(DEFAULT_NEIGHBORS),
  cursor: z.string().max(4000).optional(),
});
export type NeighborParams = z.input<typeof NeighborParams>;

/**
 * `nodes`: the neighbours of this page, strongest first (edge `count`, then id), without the node itself; `edges`: all
 * edges between them and the node. `total`: neighbours in all. `next`: the cursor of the following page.
 */
export const NeighborsAnswer = Graph.extend({ total: Count, next: z.string().optional() });
export type NeighborsAnswer = z.infer<typeof NeighborsAnswer>;

/** All edges of the database among these nodes, so that what is drawn shows how it hangs together. */
export const EdgesAmongRequest = z.strictObject({ ids: z.array(Id).min(1).max(5000) });
export type EdgesAmongRequest = z.input<typeof EdgesAmongRequest>;
export const EdgesAmongAnswer = Graph.extend({ truncated: z.boolean() });
export type EdgesAmongAnswer = z.infer<typeof EdgesAmongAnswer>;

/** The nodes with these ids; ids the database does not have are listed. */
export const NodesRequest = z.strictObject({ ids: z.array(Id).min(1).max(5000) });
export type NodesRequest = z.input<typeof NodesRequest>;
export const NodesAnswer = z.strictObject({ nodes: z.array(GraphNode), notFound: z.array(z.string()) });
export type NodesAnswer = z.infer<typeof NodesAnswer>;

export const PathParams = z.strictObject({
  from: Id,
  to: Id,
  maxHops: z.coerce.number().int().min(1).max(MAX_HOPS).default(4),
});
export type PathParams = z.input<typeof PathParams>;
/** All shortest paths; `hops` is undefined where there is none within `maxHops`. */
export const PathsAnswer = Graph.extend({ hops: z.int().optional(), paths: Count, truncated: z.boolean() });
export type PathsAnswer = z.infer<typeof PathsAnswer>;

/** Lookups of a HostName (by all clients) or of an IP (of all names), by day and by hour of the week. */
export const ActivityParams = z.strictObject({ timezone: z.string().min(1).max(100).default('UTC') });
export type ActivityParams = z.input<typeof ActivityParams>;
export const Activity = z.strictObject({
  timezone: z.string(),
  lookups: Count,
  /** Edges the counts come from: one for each client, name and data set. */
  edges: Count,
  /** Clients of a name, names of a client; each once, however many data sets tell of it. */
  neighbors: Count,
  /** The data sets that were added up; more than one may count the same lookups twice. */
  datasets: z.array(z.string()),
  firstSeen: z.string().optional(),
  lastSeen: z.string().optional(),
  /** Local days that have lookups, ascending: `YYYY-MM-DD`. */
  days: z.array(z.strictObject({ day: z.string(), lookups: Count })),
  /** Seven rows, Monday first, of 24 local hours. */
  week: z.array(z.array(Count)),
});
export type Activity = z.infer<typeof Activity>;

export const CypherParams = z.record(z.string().max(200), PropertyValue);
export const CypherRequest = z.strictObject({
  query: z.string().min(1).max(MAX_QUERY_LENGTH),
  params: CypherParams.default({}),
  limit: z.int().min(1).max(MAX_ROWS).default(DEFAULT_ROWS),
});
export type CypherRequest = z.input<typeof CypherRequest>;

/**
 * `rows`: one array a row in the order of `columns`; nodes, edges and paths in cells are `NodeCell`, `EdgeCell` and
 * `PathCell` of graph.ts. `truncated`: the query has more rows than `limit`.
 */
export const CypherAnswer = Graph.extend({
  columns: z.array(z.string()),
  rows: z.array(z.array(PropertyValue)),
  truncated: z.boolean(),
  limit: z.int(),
  ms: z.number(),
  /** Notifications of Neo4j about the query, such as a label that does not exist. */
  warnings: z.array(z.strictObject({ message: z.string(), position: QueryPosition.optional() })),
});
export type CypherAnswer = z.infer<typeof CypherAnswer>;

export const PARAM_TYPES = ['string', 'integer', 'float', 'boolean', 'datetime', 'node', 'timezone'] as const;
export const SavedQueryParam = z.strictObject({
  name: z.string(),
  type: z.enum(PARAM_TYPES),
  /** As written in the file; absent: the reader has to give a value. */
  default: z.string().optional(),
  /** Where suggestions come from: a label and a property. */
  suggestions: z.strictObject({ label: z.string(), property: z.string() }).optional(),
});
export type SavedQueryParam = z.infer<typeof SavedQueryParam>;

export const SavedQuery = z.strictObject({
  id: z.string(),
  title: z.string(),
  description: z.string(),
  category: z.string(),
  params: z.array(SavedQueryParam),
  /** The query without the metadata lines. */
  cypher: z.string(),
});
export type SavedQuery = z.infer<typeof SavedQuery>;
export const SavedQueries = z.strictObject({ queries: z.array(SavedQuery) });
export type SavedQueries = z.infer<typeof SavedQueries>;

/** Values as typed into the form: text, numbers, booleans; the server converts by the declared type. */
export const RunQueryRequest = z.strictObject({
  params: CypherParams.default({}),
  limit: z.int().min(1).max(MAX_ROWS).default(DEFAULT_ROWS),
});
export type RunQueryRequest = z.input<typeof RunQueryRequest>;

export const SuggestionParams = z.strictObject({
  label: z.string().min(1).max(200),
  property: z.string().min(1).max(200),
  q: z.string().max(1000).default(''),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export type SuggestionParams = z.input<typeof SuggestionParams>;
export const Suggestions = z.strictObject({ values: z.array(z.string()), more: z.boolean() });
export type Suggestions = z.infer<typeof Suggestions>;

/** One import as the ledger has it. */
export const ImportEntry = ImportSummary.extend({
  id: z.string(),
  status: z.enum(['running', 'interrupted', 'done']),
  startedAt: z.string(),
  finishedAt: z.string().optional(),
  /** Hours between the first and the last row without any row, as ranges: `from` included, `to` not. */
  gaps: z.array(z.strictObject({ from: z.string(), to: z.string() })),
  /** Further ranges, which are not kept. */
  moreGaps: Count,
});
export type ImportEntry = z.infer<typeof ImportEntry>;

/** `POST /api/sample` loads the synthetic sample into an empty database. */
export const SampleAnswer = z.strictObject({ summaries: z.array(ImportSummary) });
export type SampleAnswer = z.infer<typeof SampleAnswer>;

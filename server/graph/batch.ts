/** What one writing transaction of an import holds. Numbers are whole; times are milliseconds since 1970 UTC. */
import type { EdgeTypeName, NodeLabel } from '../../shared/ontology.ts';
import type { HiddenAddress } from './map-addresses.ts';

/** `display`: an international name as people read it. */
export type HostRow = {
  name: string;
  display: string | undefined;
  domain: string | undefined;
  domainDisplay: string | undefined;
};

export type LookupRow = {
  client: string;
  host: string;
  count: number;
  first: number;
  last: number;
  /** Ascending epoch hours and the lookups in each. */
  hours: number[];
  hourCounts: number[];
  qtypes: string[];
  qtypeCounts: number[];
  rcodes: string[];
  rcodeCounts: number[];
};

export type FactRow = {
  source: string | number;
  target: string | number;
  /** Beside the provenance; datetimes as ISO 8601 text. */
  properties?: Readonly<Record<string, string | number>>;
};

export type SeenFactRow = {
  source: string;
  target: string;
  count: number;
  first: number;
  last: number;
  records: string[];
};

/** `isOnly`: no other batches of the import bring edges of the type between the same labels, with or without counts. */
export type Batch =
  | { type: 'hosts'; rows: HostRow[] }
  /** `displays`: by key, of names that have one. */
  | { type: 'nodes'; label: NodeLabel; rows: (string | number)[]; displays?: ReadonlyMap<string, string> }
  /** Nodes among those written that a data set names without an edge. */
  | { type: 'lone-nodes'; label: NodeLabel; rows: (string | number)[] }
  | { type: 'lookups'; rows: LookupRow[] }
  | { type: 'facts'; edge: EdgeTypeName; from: NodeLabel; to: NodeLabel; isOnly: boolean; rows: FactRow[] }
  | { type: 'seen-facts'; edge: EdgeTypeName; from: NodeLabel; to: NodeLabel; isOnly: boolean; rows: SeenFactRow[] }
  /** Addresses to be joined with the prefixes that hold them, each as stored. */
  | { type: 'addresses'; rows: (string | HiddenAddress)[] };

/** What a batch changed in the graph. */
export type Changes = { nodesCreated: number; edgesCreated: number; edgesUpdated: number };

/** `reference_*` values of every edge an import writes; the data set's name apart. */
export type Provenance = { dataset: string; reference: Record<string, string>; fetchedAt: string };

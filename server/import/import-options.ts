/** What an import is told, what it tells while it runs, and one file of it. */
import type { Vantage } from '../../shared/import-summary.ts';
import type { BulkLoader } from '../neo4j/managed.ts';
import type { ClientMode, ClientPrivacy } from './client-privacy.ts';
import { type ColumnMap, type Format, ImportError, type ParseOptions, type Reference } from './record.ts';

export type ImportOptions = {
  /** A format's id; absent: found from the content. */
  format?: string;
  /** The data set's name; absent: the format's own. */
  dataset?: string;
  vantage?: Vantage;
  /** IANA zone of times that name none; UTC where absent. */
  timezone?: string;
  year?: number;
  map?: ColumnMap;
  /** What is stored of clients; their addresses where absent. */
  clients?: ClientMode;
  /** Holds the secret of pseudonyms; created where absent. */
  clientKeyFile?: string;
  /** The day a table of networks is of, ISO 8601; absent: as its name or content says. */
  tableDate?: string;
  /** Provenance beyond what the format says. */
  reference?: Reference;
  /** Reads and counts, and leaves the database alone. */
  dryRun?: boolean;
  /** What the summary calls a file, where its path means nothing to the user (standard input, uploads). */
  nameOf?: (file: string) => string;
  /** Takes files of rejected lines whose own folder cannot be written. */
  rejectedFolder?: string;
  /** Takes what does not fit into memory, as folders of their own; the system's folder of temporary files where absent. */
  spillFolder?: string;
  /** Ends the import at the next batch; the same import goes on from there another time. */
  signal?: AbortSignal;
  /** Threads that parse; 1: none beside the one that reads. As many as the machine has cores where absent, at most 4. */
  threads?: number;
  /**
   * Whether a first load goes through Neo4j's import tool: `auto` where it is faster. Over Bolt where `bulkLoader` is
   * absent or the database holds a graph.
   */
  bulk?: 'auto' | 'always' | 'never';
  /** Of a Neo4j that we run ourselves. */
  bulkLoader?: BulkLoader;
  /** Smaller runs, for tests. */
  octetsPerRun?: number;
};

export type ImportProgress = {
  file: string;
  /**
   * `waiting`: another import into the data set runs; `hashing`: a first pass, where the data set holds others; `reading`; `writing`: batches go to
   * Neo4j; `loading`: neo4j-admin loads all of it; `mapping`: addresses to prefixes; `deriving`: who asked, by network.
   */
  phase: 'waiting' | 'hashing' | 'reading' | 'writing' | 'loading' | 'mapping' | 'deriving';
  /** Data rows read so far. */
  rows: number;
  /** Octets of the file as it is on disk. */
  octets: number;
  totalOctets: number;
  /** Nodes and edges in Neo4j so far, of about how many; or addresses mapped, or names derived. */
  written?: { done: number; total?: number };
};

export type OnProgress = (progress: ImportProgress) => void;

/** One file of an import. */
export type Job = {
  file: string;
  name: string;
  format: Format;
  dataset: string;
  parse: ParseOptions;
  /** What the parser notes while it reads, by text. */
  notes: Map<string, number>;
  options: ImportOptions;
  privacy: ClientPrivacy;
  /** The day a table is of, ISO 8601. */
  tableDate: string | undefined;
  totalOctets: number;
  onProgress: OnProgress;
};

/** Throws ImportError once the import has been cancelled. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new ImportError('The import was cancelled; the same import goes on where it stopped.');
}

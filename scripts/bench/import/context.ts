import type { Connection, Database } from '../../../server/graph/database.ts';
import type { BulkLoader } from '../../../server/neo4j/managed.ts';
import type { BenchOptions } from '../bench-options.ts';
import type { BenchRow } from './measure.ts';

export type BenchContext = {
  /** Empty at the start of every benchmark and every measure, which leave it empty. */
  database: Database;
  connection: Connection;
  /** The logs that were given, or the sample's. */
  files: readonly string[];
  /** For what a benchmark writes; removed at the end. */
  folder: string;
  options: BenchOptions;
  /** Absent with NEO4J_URI. */
  bulkLoader: BulkLoader | undefined;
  /** Of the Neo4j that we would run ourselves. */
  version: string;
};

/** One row or more of the table. */
export type Measure = (context: BenchContext) => Promise<BenchRow[]>;

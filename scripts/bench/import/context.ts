import type { Connection, Database } from '../../../server/graph/database.ts';
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
};

/** One row or more of the table. */
export type Measure = (context: BenchContext) => Promise<BenchRow[]>;

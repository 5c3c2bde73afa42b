/** What `npm run bench` is told. */
import { parseArgs } from 'node:util';
import { StartError } from '../../server/errors.ts';

export type BenchOptions = {
  /** The names of the benchmarks to run; none: all. */
  benches: string[];
  files: string[];
  /** The names of the measures to run; none: all. */
  measures: string[];
  rows: number;
  memoryRows: number;
  edges: number;
  /** How many rows of a log with hardly any repetition the slow baseline gets. */
  loadCsvRows: number;
  /** The median of so many counts. */
  runs: number;
  withDatabase: boolean;
};

function toNumber(name: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const number = Number(text.replaceAll(/[_,]/g, ''));
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw new StartError(`--${name} is a positive whole number, not "${text}".`);
}

/** Throws StartError with one sentence. */
export function parseBenchOptions(args: string[]): BenchOptions {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      file: { type: 'string', multiple: true },
      measure: { type: 'string', multiple: true },
      rows: { type: 'string' },
      'memory-rows': { type: 'string' },
      edges: { type: 'string' },
      'load-csv-rows': { type: 'string' },
      runs: { type: 'string' },
      'with-database': { type: 'boolean' },
    },
  });
  const rows = toNumber('rows', values.rows, 2_000_000);
  return {
    benches: positionals,
    files: values.file ?? [],
    measures: values.measure ?? [],
    rows,
    memoryRows: toNumber('memory-rows', values['memory-rows'], 20_000_000),
    edges: toNumber('edges', values.edges, 10_000_000),
    loadCsvRows: Math.min(rows, toNumber('load-csv-rows', values['load-csv-rows'], 200_000)),
    runs: toNumber('runs', values.runs, 3),
    withDatabase: values['with-database'] ?? false,
  };
}

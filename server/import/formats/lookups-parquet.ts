import { fork } from 'node:child_process';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  type AsyncBuffer,
  asyncBufferFromFile,
  type FileMetaData,
  parquetMetadataAsync,
  parquetSchema,
} from 'hyparquet';
import { toJsonText } from '../json-line.ts';
import {
  createLookupReader,
  isLookupColumn,
  LOOKUPS_DATASET,
  type LookupCell,
  type LookupColumn,
  NEEDED_COLUMNS,
} from '../lookup-rows.ts';
import type { ParquetAnswer, ParquetInput, ParquetRange } from '../parquet-rows.ts';
import { type Format, ImportError, type ParseOptions, TruncatedError, type Unit, type UnitSource } from '../record.ts';

const MAGIC = 'PAR1';
/** What is unfolded at a time: row groups may hold millions of rows. */
const ROWS_PER_READ = 50_000;
/** What a row group's columns may take unfolded: a small file can claim any size. Writers make groups of some 128 MB. */
const MAX_GROUP_OCTETS = 1024 * 1024 * 1024;
/** What unfolding may take at a time: some fifty times what it takes. */
const MAX_READ_MS = 30_000;
const MAX_READ_MB = 2048;
/** What reads TypeScript, wherever the process was started. */
const TYPESCRIPT = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

/** Throws TruncatedError where the end is missing, ImportError where the footer says something that cannot be. */
async function readMetadata(file: AsyncBuffer): Promise<FileMetaData> {
  const end = file.byteLength < 12 ? '' : Buffer.from(await file.slice(file.byteLength - 4)).toString('latin1');
  if (end !== MAGIC) throw new TruncatedError('the Parquet file ends early: its footer is missing');
  try {
    return await parquetMetadataAsync(file);
  } catch (error) {
    throw new ImportError(`The footer of the Parquet file is damaged: ${(error as Error).message}.`, { cause: error });
  }
}

function findColumns(metadata: FileMetaData): LookupColumn[] {
  const { children } = parquetSchema(metadata);
  const names = children.map(({ element }) => element.name);
  const missing = NEEDED_COLUMNS.filter((column) => !names.includes(column));
  if (missing.length > 0) {
    throw new ImportError(`The Parquet file (${names.join(', ')}) has no column ${missing.join(', ')}.`);
  }
  for (const { element, children: inner } of children) {
    if (!isLookupColumn(element.name))
      throw new ImportError(`The Parquet file has a column "${element.name}" too many.`);
    if (inner.length > 0 || element.repetition_type === 'REPEATED') {
      throw new ImportError(`The column ${element.name} of the Parquet file holds more than one value a row.`);
    }
  }
  return names.filter(isLookupColumn);
}

/** Row ranges of bounded size, each within one row group. Throws TruncatedError where a row group cannot be as it says. */
function* toRanges({ row_groups: groups }: FileMetaData, fileOctets: number): Generator<[start: number, end: number]> {
  let start = 0;
  for (const { num_rows: rows, columns } of groups) {
    const end = start + Number(rows);
    let octets = 0;
    for (const { meta_data: column } of columns) {
      octets += Number(column?.total_uncompressed_size ?? 0);
      const at = Number(column?.dictionary_page_offset || column?.data_page_offset || 0);
      const isWithin = at + Number(column?.total_compressed_size ?? 0) <= fileOctets;
      if (Number(column?.num_values ?? rows) !== end - start || !isWithin) {
        throw new TruncatedError(`the Parquet file is damaged behind row ${start}`);
      }
    }
    if (octets > MAX_GROUP_OCTETS) {
      throw new ImportError('The Parquet file has a row group of more than 1 GB; write it with smaller ones.');
    }
    for (let at = start; at < end; at += ROWS_PER_READ) yield [at, Math.min(at + ROWS_PER_READ, end)];
    start = end;
  }
}

/** Rows of the ranges asked for. Throws TruncatedError where they cannot be unfolded, or not within bounds. */
function createRowReader(input: ParquetInput, maxMs: number) {
  const child = fork(fileURLToPath(new URL('../parquet-rows.ts', import.meta.url)), {
    execArgv: ['--import', TYPESCRIPT, `--max-old-space-size=${MAX_READ_MB}`],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const ended = once(child, 'exit').then(() => [{ problem: 'unfolding its rows takes too much memory' }]);

  async function ask(message: ParquetInput & ParquetRange): Promise<ParquetAnswer> {
    const signal = AbortSignal.timeout(maxMs);
    child.send(message);
    const late = () => [{ problem: 'unfolding its rows takes too long' }];
    const [answer] = await Promise.race([once(child, 'message', { signal }).catch(late), ended]);
    return answer as ParquetAnswer;
  }

  return {
    async read(range: ParquetRange): Promise<LookupCell[][]> {
      const answer = await ask({ ...input, ...range });
      if ('rows' in answer) return answer.rows;
      throw new TruncatedError(`the Parquet file is damaged behind row ${range.rowStart}: ${answer.problem}`);
    },
    async close(): Promise<void> {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** `maxMs`: what unfolding a range may take. */
export async function* readLookupRows(
  { openFile }: UnitSource,
  options: ParseOptions,
  maxMs = MAX_READ_MS,
): AsyncGenerator<Unit> {
  const readLookup = createLookupReader(options);
  const path = await openFile();
  const { size } = await stat(path);
  if (size === 0) return;
  const metadata = await readMetadata(await asyncBufferFromFile(path));
  const columns = findColumns(metadata);
  const ranges = toRanges(metadata, size);
  const rowReader = createRowReader({ path, metadata, columns }, maxMs);
  try {
    for (const [rowStart, rowEnd] of ranges) {
      for (const [at, cells] of (await rowReader.read({ rowStart, rowEnd })).entries()) {
        const row = Object.fromEntries(columns.map((column, i) => [column, cells[i]]));
        yield {
          number: rowStart + at + 1,
          toText: () => toJsonText(row, 'a row with cells nested too deeply to be shown'),
          parse: (sink) => readLookup(row, sink),
        };
      }
    }
  } finally {
    await rowReader.close();
  }
}

/** Counted lookups (lookup-rows.ts) as a Parquet file (parquet.apache.org/docs/file-format). */
export const lookupsParquet: Format = {
  id: 'lookups-parquet',
  title: 'Counted lookups, Parquet',
  dataset: LOOKUPS_DATASET,
  reference: {},
  assumes: [],
  bringsPrefixes: false,
  detect({ octets, tail }) {
    const isPacked = tail.length === 0;
    const begins = octets.subarray(0, 4).toString('latin1') === MAGIC;
    return begins && (isPacked || tail.subarray(-4).toString('latin1') === MAGIC);
  },
  readUnits: (source, options) => readLookupRows(source, options),
};

import { isAscii } from 'node:buffer';
import { open } from 'node:fs/promises';
import { type AsyncBuffer, type FileMetaData, parquetMetadataAsync, parquetRead, parquetSchema } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { decodeLine } from '../decode.ts';
import {
  createLookupReader,
  isLookupColumn,
  LOOKUPS_DATASET,
  type LookupCell,
  type LookupColumn,
  NEEDED_COLUMNS,
  type TypedTime,
} from '../lookup-rows.ts';
import { type Format, ImportError, type ParseOptions, TruncatedError, type Unit, type UnitSource } from '../record.ts';

const MAGIC = 'PAR1';
/** What is unfolded at a time: row groups may hold millions of rows. */
const ROWS_PER_READ = 50_000;
/** What a row group's columns may take unfolded: a small file can claim any size. Writers make groups of some 128 MB. */
const MAX_GROUP_OCTETS = 1024 * 1024 * 1024;

/** Octets that are no UTF-8 are kept as `\DDD`. */
function toName(octets: Uint8Array): string {
  const latin1 = Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength).toString('latin1');
  return isAscii(octets) ? latin1 : decodeLine(latin1, (byte) => `\\${String(byte).padStart(3, '0')}`);
}

function toTypedTime(perSecond: number): (value: bigint | undefined) => TypedTime | undefined {
  return (value) => (value === undefined || value === null ? undefined : { seconds: Number(value) / perSecond });
}

const PARSERS = {
  stringFromBytes: (octets: Uint8Array | undefined) => octets && toName(octets),
  timestampFromMilliseconds: toTypedTime(1e3),
  timestampFromMicroseconds: toTypedTime(1e6),
  timestampFromNanoseconds: toTypedTime(1e9),
};

/** Throws TruncatedError where the end is missing, ImportError where the footer says something that cannot be. */
async function readMetadata(file: AsyncBuffer): Promise<FileMetaData> {
  const end = file.byteLength < 12 ? '' : Buffer.from(await file.slice(file.byteLength - 4)).toString('latin1');
  if (end !== MAGIC) throw new TruncatedError('the Parquet file ends early: its footer is missing');
  try {
    return await parquetMetadataAsync(file, { parsers: PARSERS });
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

async function* readLookupRows({ openFile }: UnitSource, options: ParseOptions): AsyncGenerator<Unit> {
  const readLookup = createLookupReader(options);
  const handle = await open(await openFile());
  try {
    const { size } = await handle.stat();
    if (size === 0) return;
    const file: AsyncBuffer = {
      byteLength: size,
      async slice(start, end = size) {
        const buffer = new ArrayBuffer(Math.max(0, Math.min(end, size) - start));
        await handle.read(new Uint8Array(buffer), 0, buffer.byteLength, start);
        return buffer;
      },
    };
    const metadata = await readMetadata(file);
    const columns = findColumns(metadata);
    for (const [rowStart, rowEnd] of toRanges(metadata, size)) {
      let rows: LookupCell[][] = [];
      try {
        const onComplete = (found: LookupCell[][]) => {
          rows = found;
        };
        await parquetRead({ file, metadata, columns, rowStart, rowEnd, compressors, parsers: PARSERS, onComplete });
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        throw new TruncatedError(`the Parquet file is damaged behind row ${rowStart}: ${why}`, { cause: error });
      }
      if (rows.length !== rowEnd - rowStart) {
        throw new TruncatedError(`the Parquet file is damaged behind row ${rowStart}: rows are missing`);
      }
      for (const [at, cells] of rows.entries()) {
        const row = Object.fromEntries(columns.map((column, i) => [column, cells[i]]));
        const replacer = (_: string, value: unknown) => (typeof value === 'bigint' ? Number(value) : value);
        yield {
          number: rowStart + at + 1,
          toText: () => JSON.stringify(row, replacer),
          parse: (sink) => readLookup(row, sink),
        };
      }
    }
  } finally {
    await handle.close();
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
  readUnits: readLookupRows,
};

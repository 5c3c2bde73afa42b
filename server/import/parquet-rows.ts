/**
 * Unfolds rows of a Parquet file in a process of its own: hyparquet believes what a file says of its sizes, so that a damaged
 * one can keep it busy for ever or fill the memory, and a process can be ended.
 */
import { isAscii } from 'node:buffer';
import { asyncBufferFromFile, type FileMetaData, parquetRead } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { decodeLine } from './decode.ts';
import type { LookupCell, TypedTime } from './lookup-rows.ts';

export type ParquetInput = { path: string; metadata: FileMetaData; columns: string[] };
export type ParquetRange = { rowStart: number; rowEnd: number };
export type ParquetAnswer = { rows: LookupCell[][] } | { problem: string };

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

async function readRange({
  path,
  metadata,
  columns,
  rowStart,
  rowEnd,
}: ParquetInput & ParquetRange): Promise<ParquetAnswer> {
  let answer: ParquetAnswer = { problem: 'rows are missing' };
  const onComplete = (rows: LookupCell[][]) => {
    if (rows.length === rowEnd - rowStart) answer = { rows };
  };
  try {
    const file = await asyncBufferFromFile(path);
    await parquetRead({ file, metadata, columns, rowStart, rowEnd, compressors, parsers: PARSERS, onComplete });
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
  return answer;
}

process.on('message', async (message: ParquetInput & ParquetRange) => {
  process.send?.(await readRange(message));
});
process.on('disconnect', () => process.exit());

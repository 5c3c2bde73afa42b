/** The first pass over a file: how it begins and ends, and what it holds by hash. */
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { decodeLine } from './decode.ts';
import { isCompressed, openSource } from './read-source.ts';
import { type Head, TruncatedError } from './record.ts';

const SAMPLE_OCTETS = 64 * 1024;
const TAIL_OCTETS = 128 * 1024;
const NEWLINE = 10;

async function readTail(file: string): Promise<Buffer> {
  if (await isCompressed(file)) return Buffer.alloc(0);
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const length = Math.min(size, TAIL_OCTETS);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Reads the ends of a file, for telling its format. */
export async function readHead(file: string): Promise<Head> {
  const pieces: Buffer[] = [];
  let octets = 0;
  const source = await openSource(file);
  try {
    for await (const chunk of source.chunks) {
      pieces.push(chunk);
      octets += chunk.length;
      if (octets >= SAMPLE_OCTETS) break;
    }
  } catch (error) {
    if (!(error instanceof TruncatedError)) throw error;
  } finally {
    await source.close();
  }
  const sample = Buffer.concat(pieces).subarray(0, SAMPLE_OCTETS);
  const text = sample.toString('latin1').replace(/^\xef\xbb\xbf/, '');
  const lines = text.split(/\r?\n/).map((line) => decodeLine(line, String.fromCharCode));
  return { lines, octets: sample, tail: await readTail(file) };
}

export type Inspection = {
  /** SHA-256 of the content after decompression, hexadecimal. */
  sha256: string;
  /** Octets after decompression. */
  octets: number;
  /** SHA-256 of the content up to each of the offsets asked for that lies within it. */
  prefixes: Map<number, string>;
  /** The last line end: octets up to it and their SHA-256. */
  lineEnd: { octets: number; sha256: string };
  /** Why the file could not be read to its end. */
  incomplete: string | undefined;
};

export type Inspector = {
  /** Takes the next octets of the content. */
  add(chunk: Buffer): void;
  /** The content ends early here. */
  cut(reason: string): void;
  finish(): Inspection;
};

/** Inspects a content while it is read; `offsets` are lengths of content at which a hash is wanted. */
export function createInspector(offsets: readonly number[] = []): Inspector {
  const hash = createHash('sha256');
  const waiting = [...new Set(offsets)].sort((a, b) => a - b);
  const prefixes = new Map<number, string>();
  let lineEnd = { octets: 0, hash: hash.copy() };
  let octets = 0;
  let incomplete: string | undefined;

  function addPiece(piece: Buffer): void {
    hash.update(piece);
    octets += piece.length;
  }

  return {
    /** Hashes the chunk, stopping where a prefix or its last line ends. */
    add(chunk) {
      const start = octets;
      const newline = chunk.lastIndexOf(NEWLINE);
      const stops = newline === -1 ? [] : [start + newline + 1];
      while (waiting[0] !== undefined && waiting[0] <= start + chunk.length) stops.push(waiting.shift() as number);
      for (const stop of stops.sort((a, b) => a - b)) {
        addPiece(chunk.subarray(octets - start, stop - start));
        const here = hash.copy();
        if (stop === start + newline + 1) lineEnd = { octets, hash: here };
        if (offsets.includes(stop)) prefixes.set(stop, here.copy().digest('hex'));
      }
      addPiece(chunk.subarray(octets - start));
    },
    cut(reason) {
      incomplete = reason;
    },
    finish: () => ({
      sha256: hash.copy().digest('hex'),
      octets,
      prefixes,
      lineEnd: { octets: lineEnd.octets, sha256: lineEnd.hash.copy().digest('hex') },
      incomplete,
    }),
  };
}

/** Reads the whole file once. */
export async function inspectFile(
  file: string,
  offsets: readonly number[],
  onOctets: (octets: number) => void,
): Promise<Inspection> {
  const inspector = createInspector(offsets);
  const source = await openSource(file);
  try {
    for await (const chunk of source.chunks) {
      inspector.add(chunk);
      onOctets(source.octetsRead());
    }
  } catch (error) {
    if (!(error instanceof TruncatedError)) throw error;
    inspector.cut(error.message);
  } finally {
    await source.close();
  }
  return inspector.finish();
}

/** The first pass over a file: what it holds by hash, and how it begins. */
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { decodeLine } from './decode.ts';
import { isCompressed, openSource } from './read-source.ts';
import { type Head, TruncatedError } from './record.ts';

const SAMPLE_OCTETS = 64 * 1024;
const TAIL_OCTETS = 128 * 1024;

export type Inspection = {
  /** SHA-256 of the content after decompression. */
  sha256: string;
  /** Octets after decompression. */
  octets: number;
  head: Head;
  /** Why the file could not be read to its end. */
  incomplete: string | undefined;
};

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

async function toHead(octets: Buffer, file: string): Promise<Head> {
  const text = octets.toString('latin1').replace(/^\xef\xbb\xbf/, '');
  const lines = text.split(/\r?\n/).map((line) => decodeLine(line, String.fromCharCode));
  return { lines, octets, tail: await readTail(file) };
}

/** Reads the ends only, for a trial run. */
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
  return toHead(Buffer.concat(pieces).subarray(0, SAMPLE_OCTETS), file);
}

/** Reads the whole file once. */
export async function inspectFile(file: string, onOctets: (octets: number) => void): Promise<Inspection> {
  const hash = createHash('sha256');
  const pieces: Buffer[] = [];
  let sampled = 0;
  let octets = 0;
  let incomplete: string | undefined;
  const source = await openSource(file);
  try {
    for await (const chunk of source.chunks) {
      hash.update(chunk);
      octets += chunk.length;
      if (sampled < SAMPLE_OCTETS) {
        pieces.push(Buffer.from(chunk.subarray(0, SAMPLE_OCTETS - sampled)));
        sampled += chunk.length;
      }
      onOctets(source.octetsRead());
    }
  } catch (error) {
    if (!(error instanceof TruncatedError)) throw error;
    incomplete = error.message;
  } finally {
    await source.close();
  }
  return { sha256: hash.digest('hex'), octets, head: await toHead(Buffer.concat(pieces), file), incomplete };
}

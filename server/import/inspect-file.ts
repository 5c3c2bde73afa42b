/** The first pass over a file: what it holds by hash, and how it begins. */
import { createHash } from 'node:crypto';
import { decodeLine } from './decode.ts';
import { openSource, TruncatedError } from './read-source.ts';
import { ImportError } from './record.ts';

const SAMPLE_OCTETS = 64 * 1024;

export type Inspection = {
  /** SHA-256 of the content after decompression. */
  sha256: string;
  /** Octets after decompression. */
  octets: number;
  /** The first lines, without line ends and byte-order mark; the last may be cut. */
  head: string[];
  /** Why the file could not be read to its end. */
  incomplete: string | undefined;
};

function toHead(sample: Buffer, file: string): string[] {
  if (sample.length >= 2 && ['fffe', 'feff'].includes(sample.subarray(0, 2).toString('hex'))) {
    throw new ImportError(`${file} is UTF-16 text; convert it to UTF-8 (iconv -f UTF-16 -t UTF-8).`);
  }
  const text = sample.toString('latin1').replace(/^\xef\xbb\xbf/, '');
  return text.split(/\r?\n/).map((line) => decodeLine(line, String.fromCharCode));
}

/** Reads the beginning only, for a trial run. */
export async function readHead(file: string): Promise<string[]> {
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
  }
  return { sha256: hash.digest('hex'), octets, head: toHead(Buffer.concat(pieces), file), incomplete };
}

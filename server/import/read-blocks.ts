/** The second pass over a file in several threads, for formats whose lines are judged one by one. */
import type { WorkerSettings } from './parse-messages.ts';
import { type BlockResult, openParsePool } from './parse-pool.ts';
import { createRowCounts, readOctets } from './read-octets.ts';
import type { ReadOptions, RowCounts } from './read-rows.ts';
import { openSource } from './read-source.ts';
import { TruncatedError } from './record.ts';
import type { Run } from './run.ts';
import { addTally } from './tally.ts';

const BLOCK_OCTETS = 1024 * 1024;
/**
 * A line may be longer than a block. The parser rejects one of more than 16 MB, however much longer: what a block of this
 * size says of it is enough, and the rest is passed over.
 */
const MAX_BLOCK = 24 * 1024 * 1024;
const NEWLINE = 10;

/** Header lines within octets that begin at a line's beginning. */
function findHeaderLines(octets: Buffer, mark: string): string[] {
  const lines: string[] = [];
  const pattern = `\n${mark}`;
  let start = octets
    .toString('latin1', 0, 3 + mark.length)
    .replace(/^\xef\xbb\xbf/, '')
    .startsWith(mark)
    ? 0
    : -1;
  if (start === -1) start = octets.indexOf(pattern) + 1 || -1;
  while (start !== -1) {
    const end = octets.indexOf(NEWLINE, start);
    const line = octets.toString('latin1', start, end === -1 ? octets.length : end);
    lines.push(line.replace(/^\xef\xbb\xbf/, '').replace(/\r$/, ''));
    const more = end === -1 ? -1 : octets.indexOf(pattern, end);
    start = more === -1 ? -1 : more + 1;
  }
  return lines;
}

function countLines(octets: Buffer): number {
  let lines = 0;
  for (let at = octets.indexOf(NEWLINE); at !== -1; at = octets.indexOf(NEWLINE, at + 1)) lines += 1;
  return lines;
}

/** `passed` octets of its last but one line, or of the last, were passed over behind the octet `passedAt`. */
type Block = { octets: Buffer; passed: number; passedAt: number };

/** Cuts octets at the end of a line into blocks of their own memory, which can be handed to a thread. */
async function* toBlocks(chunks: AsyncIterable<Buffer>): AsyncGenerator<Block> {
  let waiting: Buffer[] = [];
  let size = 0;
  let passed = 0;
  let passedAt = 0;
  for await (const chunk of chunks) {
    const newline = chunk.lastIndexOf(NEWLINE);
    if (newline === -1 && size >= MAX_BLOCK) {
      passed += chunk.length;
      passedAt = size;
      continue;
    }
    waiting.push(chunk);
    size += chunk.length;
    if (size < BLOCK_OCTETS || newline === -1) continue;
    const rest = Buffer.from(chunk.subarray(newline + 1));
    yield { octets: join(waiting, size - rest.length), passed, passedAt };
    waiting = rest.length > 0 ? [rest] : [];
    size = rest.length;
    passed = 0;
  }
  if (size > 0) yield { octets: join(waiting, size), passed, passedAt };
}

/** How many octets of the block stand before this place, `until` octets behind the block's beginning in the file. */
function countKnown({ octets, passed, passedAt }: Block, until: number): number {
  const within = until > passedAt ? Math.max(passedAt, until - passed) : until;
  return Math.min(octets.length, Math.max(0, within));
}

function join(pieces: readonly Buffer[], length: number): Buffer {
  const block = Buffer.from(new ArrayBuffer(length));
  let at = 0;
  for (const piece of pieces) at += piece.copy(block, at, 0, Math.min(piece.length, length - at));
  return block;
}

export type BlockOptions = Pick<ReadOptions, 'range' | 'inspector' | 'onRejected' | 'onProgress'> & {
  settings: WorkerSettings;
  threads: number;
  headerMark: string | undefined;
  note(text: string, count: number): void;
};

export async function readBlocks(
  file: string,
  { range, inspector, onRejected, onProgress, settings, threads, headerMark, note }: BlockOptions,
): Promise<{ counts: RowCounts; runs: Run[] }> {
  const source = await openSource(file);
  const counts = createRowCounts();
  let lines = 0;

  function onBlock(result: BlockResult): void {
    addTally(counts, result.tally);
    for (const { line, reason, text } of result.rejections) onRejected(lines + line, reason, text);
    for (const [text, count] of result.notes) note(text, count);
    lines += result.lines;
    counts.hasOpenEnd = result.hasOpenEnd;
  }

  async function* readUntilTruncated(): AsyncGenerator<Buffer> {
    try {
      yield* readOctets(source, counts, { range, inspector, onProgress });
    } catch (error) {
      if (!(error instanceof TruncatedError)) throw error;
      counts.incomplete = error.message;
    }
  }

  const pool = await openParsePool(settings, threads, onBlock);
  try {
    const header: string[] = [];
    let position = 0;
    for await (const read of toBlocks(readUntilTruncated())) {
      const { octets: whole, passed } = read;
      const known = countKnown(read, range.from - position);
      position += whole.length + passed;
      const skipped = whole.subarray(0, known);
      lines += countLines(skipped);
      if (headerMark !== undefined) header.push(...findHeaderLines(skipped, headerMark));
      const block = known === 0 ? whole : join([whole.subarray(known)], whole.length - known);
      if (block.length === 0) continue;
      const own = headerMark === undefined ? [] : findHeaderLines(block, headerMark);
      const isCut = counts.incomplete !== undefined || (range.cut === true && counts.octets >= range.to);
      await pool.parse(header, block, isCut);
      header.push(...own);
    }
    const runs = await pool.end();
    return { counts, runs };
  } finally {
    await pool.close();
    await source.close();
  }
}

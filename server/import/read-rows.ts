/** The second pass over a file: every row through its format into the aggregate, with what became of each. */
import { createHash } from 'node:crypto';
import type { Aggregate } from './aggregate.ts';
import { createLineReader } from './read-lines.ts';
import { openSource } from './read-source.ts';
import { type Format, type ParseOptions, TruncatedError } from './record.ts';
import { createTally, judge, type OnRejected, settle, type Tally } from './tally.ts';

export type RowCounts = Tally & {
  octets: number;
  /** SHA-256 of what was read, where it was asked for. */
  sha256: string | undefined;
  incomplete: string | undefined;
};

export type ReadOptions = {
  /** Reads no further than this: a log still being written has grown since its hash was taken. */
  octetLimit: number;
  hash: boolean;
  onRejected: OnRejected;
  /** Called when the aggregate is full, at the same row in every run. */
  onFull(): Promise<void>;
  onProgress(rows: number, octetsRead: number): Promise<void>;
};

export async function readRows(
  file: string,
  format: Format,
  parse: ParseOptions,
  aggregate: Aggregate,
  options: ReadOptions,
): Promise<RowCounts> {
  const source = await openSource(file);
  const hash = options.hash ? createHash('sha256') : undefined;
  const counts: RowCounts = { ...createTally(), octets: 0, sha256: undefined, incomplete: undefined };
  const flushIfFull = () => (aggregate.isFull() ? options.onFull() : undefined);

  async function* readOctets(): AsyncGenerator<Buffer> {
    for await (const whole of source.chunks) {
      const chunk = whole.subarray(0, options.octetLimit - counts.octets);
      counts.octets += chunk.length;
      hash?.update(chunk);
      yield chunk;
      await options.onProgress(counts.read, source.octetsRead());
      if (counts.octets >= options.octetLimit) break;
    }
  }

  function takeTruncation(error: unknown): void {
    if (!(error instanceof TruncatedError)) throw error;
    // Content that is cut off ends early for its format too: the first reason is the cause.
    counts.incomplete ??= error.message;
  }

  async function readLines(reader: ReturnType<typeof createLineReader>): Promise<void> {
    try {
      for await (const octets of readOctets()) await reader.read(octets, flushIfFull);
    } catch (error) {
      takeTruncation(error);
    }
    try {
      reader.finish();
    } catch (error) {
      takeTruncation(error);
    }
  }

  async function readUnits(readAll: Extract<Format, { readUnits: unknown }>['readUnits']): Promise<void> {
    const chunks = readOctets();
    try {
      for await (const unit of readAll({ chunks, openFile: source.openFile }, parse)) {
        const outcome = judge(() => unit.parse(aggregate));
        if (outcome.type === 'no-row') continue;
        counts.read += 1;
        settle(counts, outcome, unit.number, unit.toText, options.onRejected);
        await flushIfFull();
      }
    } catch (error) {
      takeTruncation(error);
    }
    // A reader that jumps about in the file leaves octets unread; they are part of the content all the same.
    for await (const _ of chunks);
  }

  try {
    if ('readUnits' in format) await readUnits(format.readUnits);
    else {
      const parser = format.createParser(parse);
      await readLines(createLineReader(format, parser, aggregate, counts, options.onRejected));
    }
  } finally {
    await source.close();
  }
  counts.sha256 = hash?.digest('hex');
  return counts;
}

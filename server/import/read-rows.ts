/** The second pass over a file in one thread: every row through its format into the aggregate, with what became of each. */
import type { Aggregate } from './aggregate.ts';
import type { Inspector } from './inspect-file.ts';
import { createLineReader, type LineTarget } from './read-lines.ts';
import { createRowCounts, readOctets } from './read-octets.ts';
import { openSource } from './read-source.ts';
import {
  type Format,
  type LineFormat,
  type ParseOptions,
  type Parser,
  reject,
  type Sink,
  TruncatedError,
} from './record.ts';
import { createTally, judge, type OnRejected, settle, type Tally } from './tally.ts';

/**
 * Which part of the content is read, in octets after decompression. What stands before `from`, and the first `units` of a
 * format of units, is in already: it is read only so that the parser remembers it.
 */
export type Range = {
  from: number;
  to: number;
  units: number;
  /** The content ended early at `to` when it was first read, inside a line. */
  cut?: boolean;
};

export const WHOLE: Range = { from: 0, to: Number.POSITIVE_INFINITY, units: 0 };

export type RowCounts = Tally & {
  octets: number;
  /** Units read, of a format of units. */
  units: number;
  /** True where the last line has no end and was rejected: it may be the beginning of one still being written. */
  hasOpenEnd: boolean;
  incomplete: string | undefined;
};

export type ReadOptions = {
  range: Range;
  /** Given what is read. */
  inspector?: Inspector | undefined;
  onRejected: OnRejected;
  /** Called when the aggregate is full. */
  onFull(): Promise<void> | undefined;
  onProgress(rows: number, octetsRead: number): Promise<void>;
};

/** The last line of content that ends early. */
export const CUT = reject('the file ends inside this line');

const NOTHING: Sink = {
  lookup: () => undefined,
  answers: () => undefined,
  node: () => undefined,
  edge: () => undefined,
  seen: () => undefined,
};

/** What was pending where the last import ended was settled then; the parser settles it here too, to the same end. */
function settlePending(parser: Parser): void {
  try {
    for (const _ of parser.finish?.(NOTHING) ?? []);
  } catch (error) {
    if (!(error instanceof TruncatedError)) throw error;
  }
}

export async function readRows(
  file: string,
  format: Format,
  parse: ParseOptions,
  aggregate: Aggregate,
  options: ReadOptions,
): Promise<RowCounts> {
  const { range, onRejected } = options;
  const source = await openSource(file);
  const counts = createRowCounts();
  const flushIfFull = () => (aggregate.isFull() ? options.onFull() : undefined);

  async function untilTruncated(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof TruncatedError)) throw error;
      // Content that is cut off ends early for its format too: the first reason is the cause.
      counts.incomplete ??= error.message;
    }
  }

  async function readLines(lineFormat: LineFormat): Promise<void> {
    const parser = lineFormat.createParser(parse);
    const before: LineTarget = { parser, sink: NOTHING, tally: createTally(), onRejected: () => undefined };
    const target = { ...before };
    const reader = createLineReader(lineFormat, target);
    let position = 0;
    const begin = () => {
      if (range.from > 0) settlePending(parser);
      Object.assign(target, { sink: aggregate, tally: counts, onRejected });
    };
    if (range.from === 0) begin();
    await untilTruncated(async () => {
      for await (const octets of readOctets(source, counts, options)) {
        const known = Math.min(octets.length, Math.max(0, range.from - position));
        if (known > 0) await reader.read(octets.subarray(0, known), () => undefined);
        if (position < range.from && position + known >= range.from) {
          reader.end();
          begin();
        }
        await reader.read(octets.subarray(known), flushIfFull);
        position += octets.length;
      }
    });
    const { rejected } = counts;
    reader.end(counts.incomplete === undefined && !range.cut ? undefined : CUT);
    counts.hasOpenEnd = counts.rejected > rejected;
    await untilTruncated(async () => {
      for (const { line, text, outcome } of parser.finish?.(aggregate) ?? []) {
        settle(counts, outcome, line, () => text, onRejected);
      }
    });
  }

  async function readUnits(readAll: Extract<Format, { readUnits: unknown }>['readUnits']): Promise<void> {
    const chunks = readOctets(source, counts, options);
    let units = 0;
    await untilTruncated(async () => {
      for await (const unit of readAll({ chunks, openFile: source.openFile }, parse)) {
        units += 1;
        const isKnown = units <= range.units;
        counts.units += isKnown ? 0 : 1;
        const outcome = judge(() => unit.parse(isKnown ? NOTHING : aggregate));
        if (isKnown || outcome.type === 'no-row') continue;
        counts.read += 1;
        settle(counts, outcome, unit.number, unit.toText, onRejected);
        await flushIfFull();
      }
    });
    // A reader that jumps about in the file leaves octets unread; they are part of the content all the same.
    for await (const _ of chunks);
  }

  try {
    if ('readUnits' in format) await readUnits(format.readUnits);
    else await readLines(format);
  } finally {
    await source.close();
  }
  return counts;
}

/** The second pass over a file: every line through the parser into the aggregate, with what became of each. */
import { isAscii } from 'node:buffer';
import { createHash } from 'node:crypto';
import { KeyError } from '../../shared/keys.ts';
import type { Aggregate } from './aggregate.ts';
import { decodeLine } from './decode.ts';
import { openSource, TruncatedError } from './read-source.ts';
import { type Format, type Outcome, type Parser, RecordError, reject } from './record.ts';

/** A line above this is no record of anything: it is passed over and rejected, so that memory stays bounded. */
const MAX_LINE = 16 * 1024 * 1024;
const TOO_LONG = reject('a line of more than 16 MB');

export type RowCounts = {
  read: number;
  accepted: number;
  leftOut: Map<string, number>;
  rejected: number;
  octets: number;
  /** SHA-256 of what was read, where it was asked for. */
  sha256: string | undefined;
  incomplete: string | undefined;
};

export type ReadOptions = {
  /** Reads no further than this: a log still being written has grown since its hash was taken. */
  octetLimit: number;
  hash: boolean;
  onRejected(line: number, reason: string, text: string): void;
  /** Called when the aggregate is full, at the same row in every run. */
  onFull(): Promise<void>;
  onProgress(rows: number, octetsRead: number): Promise<void>;
};

function parseLine(parser: Parser, line: string, lineNumber: number, aggregate: Aggregate): Outcome {
  try {
    return parser.parse(line, lineNumber, aggregate);
  } catch (error) {
    if (error instanceof KeyError || error instanceof RecordError) return reject(error.message);
    throw error;
  }
}

export async function readRows(
  file: string,
  format: Format,
  parser: Parser,
  aggregate: Aggregate,
  options: ReadOptions,
): Promise<RowCounts> {
  const source = await openSource(file);
  const hash = options.hash ? createHash('sha256') : undefined;
  const counts: RowCounts = {
    read: 0,
    accepted: 0,
    leftOut: new Map(),
    rejected: 0,
    octets: 0,
    sha256: undefined,
    incomplete: undefined,
  };
  let lineNumber = 0;
  /** The beginning of a line whose end is not read yet, in pieces, so that long lines are not copied again and again. */
  let carry: string[] = [];
  let carried = 0;

  function count(outcome: Outcome, line: number, text: string): void {
    if (outcome.type === 'no-row') return;
    if (outcome.type === 'accepted') counts.accepted += 1;
    else if (outcome.type === 'left-out') {
      counts.leftOut.set(outcome.reason, (counts.leftOut.get(outcome.reason) ?? 0) + 1);
    } else if (outcome.type === 'rejected') {
      counts.rejected += 1;
      options.onRejected(line, outcome.reason, text);
    }
  }

  function takeLine(raw: string, mayBeHigh: boolean): void {
    lineNumber += 1;
    let line = raw;
    if (lineNumber === 1 && line.startsWith('\xef\xbb\xbf')) line = line.slice(3);
    if (line.charCodeAt(line.length - 1) === 13) line = line.slice(0, -1);
    if (mayBeHigh && /[\x80-\xff]/.test(line)) line = decodeLine(line, format.toText);
    const outcome = parseLine(parser, line, lineNumber, aggregate);
    if (outcome.type === 'no-row') return;
    counts.read += 1;
    count(outcome, lineNumber, line);
  }

  function keep(piece: string): void {
    carried += piece.length;
    if (carried <= MAX_LINE) carry.push(piece);
  }

  /** Ends the line whose beginning was carried over. */
  function takeCarried(end: string): void {
    if (carried + end.length > MAX_LINE) {
      lineNumber += 1;
      counts.read += 1;
      count(TOO_LONG, lineNumber, carry.join('').slice(0, 20_000));
    } else {
      takeLine(carry.join('') + end, true);
    }
    carry = [];
    carried = 0;
  }

  try {
    for await (const whole of source.chunks) {
      const chunk = whole.subarray(0, options.octetLimit - counts.octets);
      counts.octets += chunk.length;
      hash?.update(chunk);
      const text = chunk.toString('latin1');
      const mayBeHigh = !isAscii(chunk);
      let start = 0;
      for (;;) {
        const end = text.indexOf('\n', start);
        if (end === -1) break;
        if (carried > 0) takeCarried(text.slice(0, end));
        else takeLine(text.slice(start, end), mayBeHigh);
        start = end + 1;
        if (aggregate.isFull()) await options.onFull();
      }
      if (start < text.length) keep(text.slice(start));
      await options.onProgress(counts.read, source.octetsRead());
      if (counts.octets >= options.octetLimit) break;
    }
  } catch (error) {
    if (!(error instanceof TruncatedError)) throw error;
    counts.incomplete = error.message;
  }
  if (carried > 0) takeCarried('');
  for (const { line, text, outcome } of parser.finish?.(aggregate) ?? []) count(outcome, line, text);
  counts.sha256 = hash?.digest('hex');
  return counts;
}

/** Cuts octets into lines and gives each to the parser. */
import { isAscii } from 'node:buffer';
import { decodeLine } from './decode.ts';
import { type LineFormat, type Parser, reject, type Sink } from './record.ts';
import { judge, type OnRejected, settle, type Tally } from './tally.ts';

/** A line above this is no record of anything: it is passed over and rejected, so that memory stays bounded. */
const MAX_LINE = 16 * 1024 * 1024;
const TOO_LONG = reject('a line of more than 16 MB');

export type LineReader = {
  /** Reads every line that ends in these octets; `afterLine` is asked after each, and waited for when it promises. */
  read(octets: Buffer, afterLine: () => Promise<void> | undefined): Promise<void>;
  /** The last line, if it has no line end, and what was pending. Throws TruncatedError where the format says so. */
  finish(): void;
};

export function createLineReader(
  format: LineFormat,
  parser: Parser,
  sink: Sink,
  tally: Tally,
  onRejected: OnRejected,
): LineReader {
  let lineNumber = 0;
  /** The beginning of a line whose end is not read yet, in pieces, so that long lines are not copied again and again. */
  let carry: string[] = [];
  let carried = 0;

  function takeLine(raw: string, mayBeHigh: boolean): void {
    lineNumber += 1;
    let line = raw;
    if (lineNumber === 1 && line.startsWith('\xef\xbb\xbf')) line = line.slice(3);
    if (line.charCodeAt(line.length - 1) === 13) line = line.slice(0, -1);
    if (mayBeHigh && /[\x80-\xff]/.test(line)) line = decodeLine(line, format.toText);
    const outcome = judge(() => parser.parse(line, lineNumber, sink));
    if (outcome.type === 'no-row') return;
    tally.read += 1;
    settle(tally, outcome, lineNumber, () => line, onRejected);
  }

  function keep(piece: string): void {
    carried += piece.length;
    if (carried <= MAX_LINE) carry.push(piece);
  }

  /** Ends the line whose beginning was carried over. */
  function takeCarried(end: string): void {
    const pieces = carry;
    const length = carried + end.length;
    carry = [];
    carried = 0;
    if (length <= MAX_LINE) {
      takeLine(pieces.join('') + end, true);
      return;
    }
    lineNumber += 1;
    tally.read += 1;
    settle(tally, TOO_LONG, lineNumber, () => pieces.join('').slice(0, 20_000), onRejected);
  }

  return {
    async read(octets, afterLine) {
      const text = octets.toString('latin1');
      const mayBeHigh = !isAscii(octets);
      let start = 0;
      for (;;) {
        const end = text.indexOf('\n', start);
        if (end === -1) break;
        if (carried > 0) takeCarried(text.slice(start, end));
        else takeLine(text.slice(start, end), mayBeHigh);
        start = end + 1;
        const wait = afterLine();
        if (wait) await wait;
      }
      if (start < text.length) keep(text.slice(start));
    },
    finish() {
      if (carried > 0) takeCarried('');
      for (const { line, text, outcome } of parser.finish?.(sink) ?? []) {
        settle(tally, outcome, line, () => text, onRejected);
      }
    },
  };
}

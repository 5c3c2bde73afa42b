/** Cuts octets into lines and gives each to the parser. */
import { isAscii } from 'node:buffer';
import { decodeLine } from './decode.ts';
import { type LineFormat, type Outcome, type Parser, reject, type Sink } from './record.ts';
import { judge, type OnRejected, settle, type Tally } from './tally.ts';

/** A line above this is no record of anything: it is passed over and rejected, so that memory stays bounded. */
const MAX_LINE = 16 * 1024 * 1024;
const TOO_LONG = reject('a line of more than 16 MB');
/** What is kept of a line that is not read. */
const MAX_SHOWN = 20_000;

export type LineReader = {
  /** Reads every line that ends in these octets; `afterLine` is asked after each, and waited for when it promises. */
  read(octets: Buffer, afterLine: () => Promise<void> | undefined): Promise<void>;
  /** Reads the last line if it has no line end, or settles it unread by the outcome given. */
  end(outcome?: Outcome): void;
  /** Lines read so far. */
  readonly lines: number;
};

/** Where the lines of a reader go; `sink` and `tally` may change between reads. */
export type LineTarget = { parser: Parser; sink: Sink; tally: Tally; onRejected: OnRejected };

type ParseOctets = NonNullable<Parser['parseOctets']>;

const NEWLINE = 10;

function isAsciiWithin(octets: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if ((octets[at] as number) > 127) return false;
  return true;
}

export function createLineReader(format: LineFormat, target: LineTarget, isFileStart = true): LineReader {
  let lineNumber = 0;
  /** The beginning of a line whose end is not read yet, in pieces, so that long lines are not copied again and again. */
  let carry: string[] = [];
  let carried = 0;

  function takeLine(raw: string, mayBeHigh: boolean): void {
    lineNumber += 1;
    let line = raw;
    if (lineNumber === 1 && isFileStart && line.startsWith('\xef\xbb\xbf')) line = line.slice(3);
    if (line.charCodeAt(line.length - 1) === 13) line = line.slice(0, -1);
    if (mayBeHigh && /[\x80-\xff]/.test(line)) line = decodeLine(line, format.toText);
    const { parser, sink } = target;
    count(
      judge(() => parser.parse(line, lineNumber, sink)),
      () => line,
    );
  }

  function count(outcome: Outcome, toText: () => string): void {
    if (outcome.type === 'no-row') return;
    target.tally.read += 1;
    settle(target.tally, outcome, lineNumber, toText, target.onRejected);
  }

  function takeOctets(parse: ParseOctets, octets: Buffer, start: number, newline: number): void {
    lineNumber += 1;
    const end = newline > start && octets[newline - 1] === 13 ? newline - 1 : newline;
    count(
      judge(() => parse(octets, start, end, target.sink)),
      () => octets.toString('latin1', start, end),
    );
  }

  function keep(piece: string): void {
    carried += piece.length;
    if (carried <= MAX_LINE) carry.push(piece);
  }

  function settleUnread(outcome: Outcome, end = ''): void {
    const text = carry.join('') + end;
    carry = [];
    carried = 0;
    lineNumber += 1;
    target.tally.read += 1;
    settle(target.tally, outcome, lineNumber, () => text.slice(0, MAX_SHOWN), target.onRejected);
  }

  /** Ends the line whose beginning was carried over. */
  function takeCarried(end: string): void {
    if (carried + end.length > MAX_LINE) {
      settleUnread(TOO_LONG);
      return;
    }
    const line = carry.join('') + end;
    carry = [];
    carried = 0;
    takeLine(line, true);
  }

  return {
    async read(octets, afterLine) {
      const allAscii = isAscii(octets);
      const parse = target.parser.parseOctets;
      // Lines of one text are cut from it faster than from octets.
      const text = parse && allAscii ? '' : octets.toString('latin1');
      let start = 0;
      for (;;) {
        const end = octets.indexOf(NEWLINE, start);
        if (end === -1) break;
        if (end - start > MAX_LINE) settleUnread(TOO_LONG, octets.toString('latin1', start, start + MAX_SHOWN));
        else if (carried > 0) takeCarried(octets.toString('latin1', start, end));
        else if (parse && (allAscii || isAsciiWithin(octets, start, end))) takeOctets(parse, octets, start, end);
        else takeLine(text.slice(start, end), !allAscii);
        start = end + 1;
        const wait = afterLine();
        if (wait) await wait;
      }
      if (start < octets.length) keep(octets.toString('latin1', start));
    },
    end(outcome) {
      if (carried === 0) return;
      if (outcome) settleUnread(outcome);
      else takeCarried('');
    },
    get lines() {
      return lineNumber;
    },
  };
}

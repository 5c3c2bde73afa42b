/** Cuts octets into lines for formats whose units are more than a line. */
import { isAscii } from 'node:buffer';
import { decodeLine } from './decode.ts';
import { TruncatedError } from './record.ts';

const MAX_LINE = 16 * 1024 * 1024;

/** `text` is undefined where the line is longer than 16 MB. */
export type TextLine = { number: number; text: string | undefined };

/**
 * The lines of each chunk, without line ends and byte-order mark. Octets that are no UTF-8 are written as `toText` says. What
 * is before the place where the content ends early comes out before the TruncatedError does.
 */
export async function* readTextLines(
  chunks: AsyncIterable<Buffer>,
  toText: (badByte: number) => string,
): AsyncGenerator<TextLine[]> {
  let number = 0;
  let carry: string[] = [];
  let carried = 0;
  let truncation: TruncatedError | undefined;

  function toLine(raw: string, mayBeHigh: boolean): TextLine {
    number += 1;
    let text = raw;
    if (number === 1 && text.startsWith('\xef\xbb\xbf')) text = text.slice(3);
    if (text.charCodeAt(text.length - 1) === 13) text = text.slice(0, -1);
    if (mayBeHigh && /[\x80-\xff]/.test(text)) text = decodeLine(text, toText);
    return { number, text };
  }

  function takeCarried(end: string): TextLine {
    const raw = carry.join('') + end;
    const isTooLong = carried + end.length > MAX_LINE;
    carry = [];
    carried = 0;
    if (!isTooLong) return toLine(raw, true);
    number += 1;
    return { number, text: undefined };
  }

  try {
    for await (const octets of chunks) {
      const lines: TextLine[] = [];
      const text = octets.toString('latin1');
      const mayBeHigh = !isAscii(octets);
      let start = 0;
      for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
        const piece = text.slice(start, end);
        lines.push(carried > 0 ? takeCarried(piece) : toLine(piece, mayBeHigh));
        start = end + 1;
      }
      carried += text.length - start;
      if (start < text.length && carried <= MAX_LINE) carry.push(text.slice(start));
      yield lines;
    }
  } catch (error) {
    if (!(error instanceof TruncatedError)) throw error;
    truncation = error;
  }
  if (carried > 0) yield [takeCarried('')];
  if (truncation) throw truncation;
}

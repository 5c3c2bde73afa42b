/** One line of separated text as cells. */
import { RecordError } from './record.ts';

const DELIMITERS = ['\t', ';', '|', ','];

/** The separator that a line has most of. */
export function findDelimiter(line: string): string {
  const counts = DELIMITERS.map((delimiter) => line.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}

const NOT_CLOSED = 'a quotation mark that is not closed on the same line';

/** A quoted cell (RFC 4180) that begins at a quotation mark: its text, and where what follows it begins. */
function readQuoted(line: string, start: number): { cell: string; end: number } {
  let cell = '';
  let from = start + 1;
  for (;;) {
    const mark = line.indexOf('"', from);
    if (mark === -1) throw new RecordError(NOT_CLOSED);
    cell += line.slice(from, mark);
    if (line[mark + 1] !== '"') return { cell, end: mark + 1 };
    cell += '"';
    from = mark + 2;
  }
}

/**
 * Cells of a line, without quotation marks around them. Blanks before and behind a quoted cell are passed over.
 * Throws RecordError where a quotation mark is open at the end of the line or is followed by more text.
 */
export function splitCsvLine(line: string, delimiter: string): string[] {
  // Libraries set up a parser for whole files; for one line that takes longer than the line (90 µs with csv-parse).
  if (!line.includes('"')) return line.split(delimiter);
  const cells: string[] = [];
  for (let at = 0; ; ) {
    let start = at;
    while (line[start] === ' ') start += 1;
    if (line[start] !== '"') {
      const end = line.indexOf(delimiter, at);
      cells.push(end === -1 ? line.slice(at) : line.slice(at, end));
      if (end === -1) return cells;
      at = end + 1;
      continue;
    }
    const { cell, end } = readQuoted(line, start);
    cells.push(cell);
    at = end;
    while (line[at] === ' ') at += 1;
    if (at >= line.length) return cells;
    if (line[at] !== delimiter) throw new RecordError('text behind the closing quotation mark of a cell');
    at += 1;
  }
}

/** Headers are compared without blanks around them, a leading `#` and the difference of cases. */
export function toHeaderName(cell: string): string {
  return cell.trim().replace(/^#\s*/, '').toLowerCase();
}

/** The header cells of a line. Throws RecordError as `splitCsvLine`. */
export function splitHeader(line: string): { delimiter: string; header: string[] } {
  const delimiter = findDelimiter(line);
  return { delimiter, header: splitCsvLine(line, delimiter).map(toHeaderName) };
}

/** The first line of a file that is not blank, if it may be a line of separated text. */
export function findFirstLine(lines: readonly string[]): string | undefined {
  const first = lines.find((line) => line.trim() !== '');
  return first === undefined || first.startsWith('{') || first.length > 10_000 ? undefined : first;
}

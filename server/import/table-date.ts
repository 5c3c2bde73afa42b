/** The day a table of networks or organizations is of: networks change hands, so an old lookup wants an old table. */
import type { Format, Head } from './record.ts';

/** Digits of a date that are no part of a longer number: `20260501`, `2026-05-01`, `2026_05_01`, `2026.05.01`. */
const WRITTEN_DAY = /(?<!\d)((?:19|20)\d\d)([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)/g;

/** ISO date text of a time in milliseconds since 1970 UTC, undefined outside of the years 1970 to 9999. */
export function toDay(milliseconds: number): string | undefined {
  if (!(milliseconds >= 0 && milliseconds <= Date.UTC(9999, 11, 31))) return undefined;
  return new Date(milliseconds).toISOString().slice(0, 10);
}

/** The first day written in a text as ISO date text; a day the calendar does not have is none. */
export function findWrittenDay(text: string): string | undefined {
  for (const [, year = '', , month = '', day = ''] of text.matchAll(WRITTEN_DAY)) {
    const written = `${year}-${month}-${day}`;
    if (toDay(Date.UTC(Number(year), Number(month) - 1, Number(day))) === written) return written;
  }
  return undefined;
}

/**
 * The day a table is of, as ISO date text: what its content says, else its file name (without folders). Undefined where
 * neither says it, and for formats that are no tables: the date in the name of a log says nothing of a network.
 */
export function findTableDate(fileName: string, head: Head, format: Pick<Format, 'findDate'>): string | undefined {
  if (!format.findDate) return undefined;
  return format.findDate(head) ?? findWrittenDay(fileName);
}

/** Sentences about an import: what was read, what was left out and why. */
import type { ImportEntry } from '../../../shared/api.ts';

const NUMBER = new Intl.NumberFormat('en');

export const IMPORT_COMMAND = 'npm run import -- FILE…';

/** Plural by count, with thousands separators: `1 row`, `53,615 rows`. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${NUMBER.format(count)} ${count === 1 ? one : many}`;
}

/** Reasons, most rows first: `port-5353` reads as `port 5353`. */
export function toReasons(leftOut: Readonly<Record<string, number>>): { reason: string; count: number }[] {
  return Object.entries(leftOut)
    .filter(([, count]) => count > 0)
    .sort(([, a], [, b]) => b - a)
    .map(([reason, count]) => ({ reason: reason.replaceAll('-', ' '), count }));
}

/** `3 May 2016 – 23 Sep 2016` in UTC, undefined where the file names no time. */
export function toRange(entry: Pick<ImportEntry, 'firstSeen' | 'lastSeen'>): string | undefined {
  if (!entry.firstSeen || !entry.lastSeen) return undefined;
  const day = (iso: string) =>
    new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
      new Date(iso),
    );
  const [first, last] = [day(entry.firstSeen), day(entry.lastSeen)];
  return first === last ? first : `${first} – ${last}`;
}

export type ImportState = { color: string; word: string; sentence?: string };

export function toImportState(entry: ImportEntry): ImportState {
  if (entry.status === 'running')
    return { color: 'blue', word: 'Running', sentence: 'The import is not finished yet.' };
  if (entry.status === 'interrupted') {
    return {
      color: 'orange',
      word: 'Interrupted',
      sentence: 'The import stopped before its end. Run the same command again: nothing is counted twice.',
    };
  }
  if (entry.incomplete) return { color: 'orange', word: 'Incomplete', sentence: entry.incomplete };
  if (entry.rejected > 0) return { color: 'yellow', word: 'Done, some rejected' };
  return { color: 'green', word: 'Done' };
}

/** The file's own name without its folders. */
export function toFileName(path: string): string {
  return path.split(/[\\/]/).at(-1) || path;
}

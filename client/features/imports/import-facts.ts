/** Sentences about an import: what was read, what was left out and why. */
import type { ImportEntry } from '../../../shared/api.ts';
import type { Vantage } from '../../../shared/import-summary.ts';
import { formatDayRange } from '../../ui/format.ts';
import type { Act } from '../../url-state.ts';

export const IMPORT_COMMAND = 'npm run import -- FILE…';

/** Reasons, most rows first: `port-5353` reads as `port 5353`. */
export function toReasons(leftOut: Readonly<Record<string, number>>): { reason: string; count: number }[] {
  return Object.entries(leftOut)
    .filter(([, count]) => count > 0)
    .sort(([, a], [, b]) => b - a)
    .map(([reason, count]) => ({ reason: reason.replaceAll('-', ' '), count }));
}

/** `3 May 2016 – 23 Sep 2016` in UTC, undefined where the file names no time. */
export function toRange(entry: Pick<ImportEntry, 'firstSeen' | 'lastSeen'>): string | undefined {
  return entry.firstSeen && entry.lastSeen ? formatDayRange(entry.firstSeen, entry.lastSeen, 'UTC') : undefined;
}

/** Completes "taken …". */
export const TAKEN = {
  resolver: 'at a resolver',
  authoritative: 'at an authoritative server',
  network: 'on the network',
  stub: 'on the asking machine',
} as const satisfies Record<Vantage, string>;

export type ImportState = { color: string; word: string; sentence?: string };

export function toImportState(entry: ImportEntry): ImportState {
  if (entry.status === 'running')
    return { color: 'blue', word: 'Running', sentence: 'The import is not finished yet.' };
  if (entry.status === 'interrupted') {
    return {
      color: 'orange',
      word: 'Interrupted',
      sentence: 'The import stopped before its end. Import the same file again: nothing is counted twice.',
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

/** So many names of a data set are drawn, each with its strongest clients. */
const SHOWN_NAMES = 12;
const SHOWN_CLIENTS = 5;

const STRONGEST_NAMES = `MATCH (:IP)-[lookup:LOOKED_UP {reference_name: $dataset}]->(name:HostName)
WITH name, sum(lookup.count) AS lookups
ORDER BY lookups DESC, name.name
LIMIT ${SHOWN_NAMES}
CALL (name) {
  MATCH (client:IP)-[lookup:LOOKED_UP {reference_name: $dataset}]->(name)
  RETURN client, lookup
  ORDER BY lookup.count DESC, client.ip
  LIMIT ${SHOWN_CLIENTS}
}
RETURN name, lookups, client, lookup
ORDER BY lookups DESC, name.name`;

/** The act that draws the names of a data set that were looked up most. */
export function toStrongestNames(dataset: string): Extract<Act, { type: 'cypher' }> {
  return { type: 'cypher', text: STRONGEST_NAMES, params: { dataset }, limit: SHOWN_NAMES * SHOWN_CLIENTS };
}

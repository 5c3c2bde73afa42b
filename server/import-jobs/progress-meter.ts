/** Turns the importer's reports into what a page shows: how long this phase takes, and how fast rows are read. */
import type { Progress } from '../../shared/api-imports.ts';
import type { ImportProgress } from '../import/import-options.ts';

/** A rate of the first moments says nothing. */
const MIN_RATED_SECONDS = 0.5;

export function createProgressMeter(now: () => number = () => performance.now()): (report: ImportProgress) => Progress {
  let phase: ImportProgress['phase'] | undefined;
  let began = 0;
  let last = 0;
  let readingMs = 0;
  return ({ phase: next, rows, octets, totalOctets, written }) => {
    const time = now();
    if (phase === 'reading') readingMs += time - last;
    last = time;
    if (next !== phase) {
      phase = next;
      began = time;
    }
    const seconds = readingMs / 1000;
    return {
      phase: next,
      rows,
      ...(seconds >= MIN_RATED_SECONDS && { rowsPerSecond: Math.round(rows / seconds) }),
      octets,
      totalOctets,
      ...(written && { written }),
      seconds: (time - began) / 1000,
    };
  };
}

/** Times of a wall clock, resolved in a zone. */
import type { ParseOptions } from './record.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Milliseconds the zone is ahead of UTC at this moment. */
function getOffset(formatter: Intl.DateTimeFormat, utc: number): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatter.formatToParts(utc)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(utc / 1000) * 1000;
}

type Resolved = { offset: number; note?: 'twice' | 'skipped' };

export type LocalClock = (wallMs: number) => number;

/**
 * From milliseconds of a wall clock (as if it showed UTC) to milliseconds since 1970 UTC. A time that the clock shows
 * twice is taken as the first, one that it skips by the offset before the change; both are noted.
 */
export function createLocalClock({ timezone, note }: Pick<ParseOptions, 'timezone' | 'note'>): LocalClock {
  if (timezone === 'UTC') return (wallMs) => wallMs;
  const formatter = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  /** By quarter of an hour: clocks change on one, in every zone since 1970. */
  const known = new Map<number, Resolved>();

  function resolve(wallMs: number): Resolved {
    const before = getOffset(formatter, wallMs - DAY_MS);
    const after = getOffset(formatter, wallMs + DAY_MS);
    if (before === after && getOffset(formatter, wallMs - before) === before) return { offset: before };
    const candidates = [...new Set([before, getOffset(formatter, wallMs - before), after])];
    const valid = candidates.filter((offset) => getOffset(formatter, wallMs - offset) === offset);
    // The larger offset gives the earlier moment.
    if (valid.length > 1) return { offset: Math.max(...valid), note: 'twice' };
    const [offset] = valid;
    return offset === undefined ? { offset: before, note: 'skipped' } : { offset };
  }

  return (wallMs) => {
    const quarter = Math.floor(wallMs / (HOUR_MS / 4));
    let resolved = known.get(quarter);
    if (!resolved) {
      resolved = resolve(wallMs);
      if (known.size > 100_000) known.clear();
      known.set(quarter, resolved);
    }
    if (resolved.note === 'twice') note(`local time that the clock of ${timezone} shows twice, read as the first`);
    if (resolved.note === 'skipped') note(`local time that the clock of ${timezone} skips`);
    return wallMs - resolved.offset;
  };
}

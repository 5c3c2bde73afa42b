/** Times of logs, as seconds since 1970 UTC. */
import { RecordError } from './record.ts';

/** From here a number is milliseconds: as seconds it would be after the year 5000. */
const FIRST_MILLISECONDS = 1e11;
/** 1970-01-01 to 2100-01-01: a time outside is a broken clock or a broken line. */
const LAST_SECOND = 4_102_444_800;

function checkSeconds(seconds: number, raw: string | number): number {
  if (seconds >= 0 && seconds < LAST_SECOND) return seconds;
  throw new RecordError(raw === '' ? 'no time' : `"${String(raw).slice(0, 40)}" is no time between 1970 and 2100`);
}

/** Epoch seconds, with or without a fraction, as Zeek writes them; milliseconds by their size. */
export function toSeconds(raw: string | number): number {
  const value = raw === '' ? Number.NaN : Number(raw);
  return checkSeconds(value >= FIRST_MILLISECONDS ? value / 1000 : value, raw);
}

const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?\s*(Z|UTC|[+-]\d\d:?\d\d)?$/i;

/** Milliseconds the zone is ahead of UTC at this moment. */
function getOffset(formatter: Intl.DateTimeFormat, utc: number): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatter.formatToParts(utc)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(utc / 1000) * 1000;
}

/** Reads ISO 8601 text or epoch numbers; local times without an offset are taken to be in `timezone`. */
export function createTimeParser(timezone: string): (raw: string) => number {
  const isUtc = timezone === 'UTC';
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
  return (raw) => {
    const match = ISO.exec(raw);
    if (!match) return toSeconds(raw);
    const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '0', zone] = match;
    const wall = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
    const date = new Date(wall);
    const isReal = date.getUTCMonth() + 1 === Number(month) && date.getUTCDate() === Number(day);
    if (!isReal || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) {
      throw new RecordError(`"${raw}" is no date of the calendar`);
    }
    let utc = wall;
    if (zone && /^[+-]/.test(zone)) {
      const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
      utc = wall - (zone.startsWith('-') ? -minutes : minutes) * 60_000;
    } else if (!zone && !isUtc) {
      // The offset is asked for twice: the first guess may lie on the other side of a clock change.
      utc = wall - getOffset(formatter, wall - getOffset(formatter, wall));
    }
    return checkSeconds(utc / 1000 + Number(`0.${fraction}`), raw);
  };
}

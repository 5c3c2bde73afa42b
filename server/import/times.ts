/** Times of logs, as seconds since 1970 UTC. */
import { createLocalClock } from './local-time.ts';
import { type ParseOptions, RecordError } from './record.ts';

/** From here a number is milliseconds, microseconds or nanoseconds: as the unit before it would be after the year 5000. */
const FIRST_MILLISECONDS = 1e11;
const FIRST_MICROSECONDS = 1e14;
const FIRST_NANOSECONDS = 1e17;
/** 1970-01-01 to 2100-01-01: a time outside is a broken clock or a broken line. */
const LAST_SECOND = 4_102_444_800;

/** Throws RecordError for a time before 1970 or after 2100. */
export function checkSeconds(seconds: number, raw: string | number): number {
  if (seconds >= 0 && seconds < LAST_SECOND) return seconds;
  throw new RecordError(raw === '' ? 'no time' : `"${String(raw).slice(0, 40)}" is no time between 1970 and 2100`);
}

/** Epoch seconds, with or without a fraction, as Zeek writes them; milli-, micro- and nanoseconds by their size. */
export function toSeconds(raw: string | number): number {
  const value = raw === '' ? Number.NaN : Number(raw);
  if (value < FIRST_MILLISECONDS) return checkSeconds(value, raw);
  if (value < FIRST_MICROSECONDS) return checkSeconds(value / 1e3, raw);
  // A number holds nanoseconds of our days to some hundred only: microseconds are what can be told.
  return checkSeconds((value < FIRST_NANOSECONDS ? value : Math.round(value / 1e3)) / 1e6, raw);
}

/** 0 to 9, and the point. */
const ZERO = 48;
const NINE = 57;
const POINT = 46;
/** Powers of ten that are exact; a quotient of exact numbers is the one that `Number` reads. */
const POWERS = Array.from({ length: 23 }, (_, power) => 10 ** power);

/** What `toSeconds` answers, for octets of digits with at most one point that are seconds; undefined for any other. */
export function findPlainSeconds(octets: Uint8Array, from: number, to: number): number | undefined {
  let digits = 0;
  let point = to;
  for (let at = from; at < to; at += 1) {
    const octet = octets[at] as number;
    if (octet >= ZERO && octet <= NINE) digits = digits * 10 + octet - ZERO;
    else if (octet === POINT && point === to) point = at;
    else return undefined;
  }
  const power = POWERS[point === to ? 0 : to - point - 1];
  if (power === undefined || point === from || digits > Number.MAX_SAFE_INTEGER) return undefined;
  const seconds = digits / power;
  return seconds < LAST_SECOND ? seconds : undefined;
}

const ISO =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?\s*(Z|UTC|[+-]\d\d(?::?\d\d)?)?$/i;

/** Milliseconds of the wall clock, as if it showed UTC. Throws RecordError where the calendar has no such day or time. */
export function toWallTime(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  raw: string,
): number {
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  const date = new Date(wall);
  const isReal = date.getUTCMonth() + 1 === month && date.getUTCDate() === day;
  if (!isReal || hour > 23 || minute > 59 || second > 60) throw new RecordError(`"${raw}" is no date of the calendar`);
  return wall;
}

/** Reads ISO 8601 text or epoch numbers; local times without an offset are taken to be in the zone of the options. */
export function createTimeParser(options: Pick<ParseOptions, 'timezone' | 'note'>): (raw: string) => number {
  const toUtc = createLocalClock(options);
  return (raw) => {
    const match = ISO.exec(raw);
    if (!match) return toSeconds(raw);
    const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '0', zone] = match;
    const wall = toWallTime(
      Number(year),
      Number(month),
      Number(day),
      Number(hour),
      Number(minute),
      Number(second),
      raw,
    );
    let utc = wall;
    if (zone && /^[+-]/.test(zone)) {
      const minutes = Number(zone.slice(1, 3)) * 60 + (zone.length > 3 ? Number(zone.slice(-2)) : 0);
      utc = wall - (zone.startsWith('-') ? -minutes : minutes) * 60_000;
    } else if (!zone) {
      utc = toUtc(wall);
    }
    return checkSeconds(utc / 1000 + Number(`0.${fraction}`), raw);
  };
}

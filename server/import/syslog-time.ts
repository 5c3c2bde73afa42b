/** Times at the beginning of a text log's lines: of syslog, of BIND's and Unbound's own files, with and without year or zone. */
import { createLocalClock, type LocalClock } from './local-time.ts';
import { type ParseOptions, RecordError } from './record.ts';
import { checkSeconds, createTimeParser, toWallTime } from './times.ts';

const MONTHS: ReadonlyMap<string, number> = new Map(
  ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'].map((name, at) => [
    name,
    at + 1,
  ]),
);

/** A file may be up to this much younger than it says it is: its clock and the assumed zone may differ from ours. */
const SLACK_SECONDS = 86_400;
/** 29 February comes at least every eight years. */
const YEARS_TRIED = 9;

type TimeOptions = Pick<ParseOptions, 'timezone' | 'year' | 'modifiedAt' | 'note'>;

type YearlessTime = { month: number; day: number; hour: number; minute: number; second: number };

function toWall(year: number, { month, day, hour, minute, second }: YearlessTime, raw: string): number {
  return toWallTime(year, month, day, hour, minute, second, raw);
}

/**
 * Gives times without a year their year. The first line of a file is of the year in the options, else of the latest year
 * in which it has that day and is not after the file was last changed. From there on a month that comes before the last
 * line's month by more than one is of the next year, and a December right after a January of the year before (lines out of
 * order). Throws RecordError where the year found has no such day, or where the time is after the file was last changed:
 * both mean that the year was not what it seemed.
 */
export function createYearClock(options: TimeOptions): (time: YearlessTime, raw: string) => number {
  const { note, modifiedAt } = options;
  const toUtc: LocalClock = createLocalClock(options);
  const latest = modifiedAt / 1000 + SLACK_SECONDS;
  let year: number | undefined;
  let lastMonth = 0;
  let notedYear: number | undefined;
  let noteText = '';

  /** Wall time as if the zone were UTC: good enough for the slack of a day. */
  function isAfterFile(candidate: number, time: YearlessTime, raw: string): boolean {
    return options.year === undefined && toWall(candidate, time, `${raw} ${candidate}`) / 1000 > latest;
  }

  function findFirstYear(time: YearlessTime, raw: string): number {
    if (options.year !== undefined) return options.year;
    const last = new Date(latest * 1000).getUTCFullYear();
    for (let candidate = last; candidate > last - YEARS_TRIED; candidate -= 1) {
      const isLeapDay = time.month === 2 && time.day === 29;
      if (isLeapDay && new Date(Date.UTC(candidate, 1, 29)).getUTCMonth() !== 1) continue;
      if (!isAfterFile(candidate, time, raw)) return candidate;
    }
    return last;
  }

  function findYear(time: YearlessTime, raw: string): number {
    if (year === undefined) return findFirstYear(time, raw);
    const step = time.month - lastMonth;
    // Files put together newest first go back too: the next year holds only where the file could know of it.
    if (step < -1) return isAfterFile(year + 1, time, raw) ? year : year + 1;
    return step === 11 ? year - 1 : year;
  }

  return (time, raw) => {
    const found = findYear(time, raw);
    if (isAfterFile(found, time, raw)) {
      throw new RecordError(`"${raw}" of ${found} is after the file was last changed; say --year with its first year`);
    }
    const wall = toWall(found, time, `${raw} ${found}`);
    year = found;
    lastMonth = time.month;
    if (notedYear !== found) {
      notedYear = found;
      noteText = `time without a year, taken to be in ${found}`;
    }
    note(noteText);
    return checkSeconds(toUtc(wall) / 1000, raw);
  };
}

/** `Mon DD HH:MM:SS` with one or two blanks, after OpenWrt's day of the week with the year at the end (`logread`, ctime). */
const MONTH_FIRST =
  /(?:([A-Z][a-z]{2}) )?([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?(?: (\d{4}))?(?= |$)/y;
const ISO = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?(?= |$)/y;
/** BIND's `print-time local`. */
const DAY_FIRST = /(\d\d?)-([A-Z][a-z]{2})-(\d{4}) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?= |$)/y;
/** Unbound without `log-time-ascii`. */
const EPOCH = /\[(\d{9,11})(?:\.(\d{1,9}))?\](?= |$)/y;

/** `end` is the offset behind the time. `toSeconds` throws RecordError where the calendar has no such time. */
export type Stamp = { end: number; toSeconds(): number };

/**
 * Finds the time that stands at an offset of a line: RFC 3164, ISO 8601 with and without an offset, `DD-Mon-YYYY`, `[epoch]`.
 * Undefined where there is none.
 */
export function createStampReader(options: TimeOptions): (line: string, at: number) => Stamp | undefined {
  const parseIso = createTimeParser(options);
  const toUtc = createLocalClock(options);
  const toYear = createYearClock(options);

  function toDated(year: string, time: YearlessTime, raw: string): number {
    return checkSeconds(toUtc(toWall(Number(year), time, raw)) / 1000, raw);
  }

  function findMonthFirst(line: string, at: number): Stamp | undefined {
    MONTH_FIRST.lastIndex = at;
    const match = MONTH_FIRST.exec(line);
    const month = MONTHS.get(match?.[2] ?? '');
    if (!match || month === undefined) return undefined;
    const [whole, weekday, , day, hour, minute, second, fraction = '0', digits] = match;
    // Only behind a day of the week are four digits the year: elsewhere they are a host.
    const year = weekday === undefined ? undefined : digits;
    const raw = year === undefined && digits !== undefined ? whole.slice(0, -5) : whole;
    return {
      end: at + raw.length,
      toSeconds() {
        const time = { month, day: Number(day), hour: Number(hour), minute: Number(minute), second: Number(second) };
        return (year === undefined ? toYear(time, raw) : toDated(year, time, raw)) + Number(`0.${fraction}`);
      },
    };
  }

  function findDayFirst(line: string, at: number): Stamp | undefined {
    DAY_FIRST.lastIndex = at;
    const match = DAY_FIRST.exec(line);
    const month = MONTHS.get(match?.[2] ?? '');
    if (!match || month === undefined) return undefined;
    const [raw, day, , year = '', hour, minute, second, fraction = '0'] = match;
    return {
      end: at + raw.length,
      toSeconds() {
        const time = { month, day: Number(day), hour: Number(hour), minute: Number(minute), second: Number(second) };
        return toDated(year, time, raw) + Number(`0.${fraction}`);
      },
    };
  }

  function findIso(line: string, at: number): Stamp | undefined {
    ISO.lastIndex = at;
    const raw = ISO.exec(line)?.[0];
    return raw === undefined ? undefined : { end: at + raw.length, toSeconds: () => parseIso(raw) };
  }

  function findEpoch(line: string, at: number): Stamp | undefined {
    EPOCH.lastIndex = at;
    const match = EPOCH.exec(line);
    if (!match) return undefined;
    const [raw, seconds, fraction = '0'] = match;
    return { end: at + raw.length, toSeconds: () => checkSeconds(Number(`${seconds}.${fraction}`), raw) };
  }

  return (line, at) => {
    const code = line.charCodeAt(at);
    if (code === 91) return findEpoch(line, at);
    if (code >= 65 && code <= 90) return findMonthFirst(line, at);
    if (!(code >= 48 && code <= 57)) return undefined;
    return line.charCodeAt(at + 4) === 45 ? findIso(line, at) : findDayFirst(line, at);
  };
}

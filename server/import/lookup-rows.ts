/**
 * The `lookups` format: lookups that were counted per client, name and hour where the log is kept, for logs too large
 * for one machine. Defined by this project, in docs/formats.md; written as CSV, JSON lines or Parquet.
 */
import { toRcodeName, toTypeName } from './dns-types.ts';
import { ACCEPTED, NO_NAME, type Outcome, type ParseOptions, RecordError, type Sink } from './record.ts';
import { createTimeParser } from './times.ts';

export const LOOKUP_COLUMNS = ['client', 'name', 'hour', 'count', 'qtype', 'rcode', 'first_seen', 'last_seen'] as const;
export type LookupColumn = (typeof LOOKUP_COLUMNS)[number];
export const NEEDED_COLUMNS: readonly LookupColumn[] = ['client', 'name', 'hour', 'count'];

/** The data set where the user names none, the same for the three ways in which the format is written. */
export const LOOKUPS_DATASET = 'lookups';

/** A time that its column's type says to be one, in seconds since 1970 UTC; other numbers say nothing of their unit. */
export type TypedTime = { seconds: number };

export type LookupCell = string | number | bigint | boolean | TypedTime | object | null | undefined;

/** Undefined: the row does not have the column. */
export type LookupRow = Readonly<Partial<Record<LookupColumn, LookupCell>>>;

export function isLookupColumn(name: string): name is LookupColumn {
  return (LOOKUP_COLUMNS as readonly string[]).includes(name);
}

/** True where the names are those of a table of lookups, and no other. */
export function isLookupHeader(names: readonly string[]): boolean {
  return names.every(isLookupColumn) && NEEDED_COLUMNS.every((column) => names.includes(column));
}

/** A number of hours since 1970 lies between 1980 and 2100; a number of seconds that small would lie before 1970-01-14. */
const FIRST_HOUR = 87_648;
const LAST_HOUR = 1_139_568;
/** 1980: the DNS is younger. */
const FIRST_SECOND = FIRST_HOUR * 3600;

/** `parseTime` takes a date as its midnight, which is no hour that anybody counted. */
const DATE_ALONE = /^\d{4}-\d\d-\d\d$/;
const DATE_AND_HOUR = /^\d{4}-\d\d-\d\d[T ]\d\d$/;

function isTypedTime(cell: LookupCell): cell is TypedTime {
  return typeof cell === 'object' && cell !== null && typeof (cell as Partial<TypedTime>).seconds === 'number';
}

/** Empty where the cell holds nothing. */
function toText(cell: LookupCell): string {
  if (typeof cell === 'string') return cell.trim();
  return typeof cell === 'number' || typeof cell === 'bigint' ? String(cell) : '';
}

function show(cell: LookupCell): string {
  return isTypedTime(cell) ? String(cell.seconds) : toText(cell).slice(0, 40);
}

function toHour(cell: LookupCell, parseTime: (raw: string) => number): number {
  const text = toText(cell);
  if (text === '' && !isTypedTime(cell)) throw new RecordError('no hour');
  const number = Number(text);
  let seconds: number;
  if (isTypedTime(cell)) seconds = cell.seconds;
  else if (DATE_ALONE.test(text)) seconds = Number.NaN;
  else if (Number.isNaN(number)) seconds = parseTime(DATE_AND_HOUR.test(text) ? `${text}:00` : text);
  else if (Number.isInteger(number) && number >= FIRST_HOUR && number < LAST_HOUR) seconds = number * 3600;
  else seconds = number;
  if (Number.isInteger(seconds / 3600) && seconds >= FIRST_SECOND && seconds < LAST_HOUR * 3600) return seconds;
  const what = 'the beginning of an hour: ISO 8601 in UTC, hours or seconds since 1970';
  throw new RecordError(`hour "${show(cell)}" is not ${what}`);
}

function toSeen(cell: LookupCell, parseTime: (raw: string) => number): number | undefined {
  if (isTypedTime(cell)) return cell.seconds;
  const text = toText(cell);
  return text === '' ? undefined : parseTime(text);
}

function toCount(cell: LookupCell): number {
  const text = toText(cell);
  const count = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(count) && count > 0) return count;
  throw new RecordError(`count "${show(cell)}" is no positive whole number`);
}

function toKind(cell: LookupCell, toName: (number: string) => string): string {
  const text = toText(cell).toUpperCase();
  return /^\d+$/.test(text) ? toName(text) : text;
}

/** Gives one row to the sink. Throws RecordError and KeyError before anything is counted. */
export function createLookupReader({ note }: Pick<ParseOptions, 'note'>): (row: LookupRow, sink: Sink) => Outcome {
  const parseTime = createTimeParser({ timezone: 'UTC', note });
  // Rows are sorted or grouped by hour more often than not.
  let lastHour: LookupCell;
  let lastSeconds = 0;

  return (row, sink) => {
    const name = toText(row.name);
    if (name === '') return NO_NAME;
    if (row.hour === undefined || row.hour !== lastHour) {
      lastSeconds = toHour(row.hour, parseTime);
      lastHour = row.hour;
    }
    const hour = lastSeconds;
    const count = toCount(row.count);
    const first = toSeen(row.first_seen, parseTime);
    const last = toSeen(row.last_seen, parseTime);
    if ((first === undefined) !== (last === undefined)) {
      throw new RecordError('first_seen and last_seen come together or not at all');
    }
    if (first !== undefined && last !== undefined && !(hour <= first && first <= last && last < hour + 3600)) {
      throw new RecordError('first_seen and last_seen are not in order within the hour');
    }
    const qtype = toKind(row.qtype, toTypeName);
    const rcode = toKind(row.rcode, toRcodeName);
    if (first === undefined) sink.lookup(toText(row.client), name, hour, qtype, rcode, count);
    else sink.lookup(toText(row.client), name, first, qtype, rcode, count, last);
    if (first === undefined) note('row without first_seen and last_seen, taken as seen at the beginning of its hour');
    return ACCEPTED;
  };
}

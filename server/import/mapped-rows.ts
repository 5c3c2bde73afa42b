/** Lookups from tables that anybody makes: which of their columns hold what, and what is read from them. */
import { toRcodeName, toTypeName } from './dns-types.ts';
import {
  ACCEPTED,
  type ColumnMap,
  ImportError,
  NO_NAME,
  type Outcome,
  type ParseOptions,
  RecordError,
  type Sink,
} from './record.ts';
import { createTimeParser } from './times.ts';

/** Column names understood without `--map`, in the order in which they are preferred. docs/formats.md lists them. */
export const COLUMN_NAMES = {
  client: [
    'client',
    'client_ip',
    'clientip',
    'src_ip',
    'source_ip',
    'srcip',
    'src',
    'query_ip',
    'queryip',
    'id.orig_h',
  ],
  name: ['name', 'qname', 'query', 'query_name', 'rrname', 'domain', 'host', 'hostname', 'fqdn'],
  time: ['time', 'ts', 'timestamp', '@timestamp', 'datetime', 'date', 'query_time'],
  qtype: ['qtype', 'qtype_name', 'query_type', 'rrtype', 'record_type', 'type'],
  rcode: ['rcode', 'rcode_name', 'response_code', 'return_code'],
  answers: ['answers', 'answer', 'rdata', 'response'],
  count: ['count', 'lookups'],
} as const;

export type Column = keyof typeof COLUMN_NAMES;
export const COLUMNS = Object.keys(COLUMN_NAMES) as Column[];
export const NEEDED: readonly Column[] = ['client', 'name', 'time'];

/** Throws ImportError where `--map` gives a column that rows do not have. */
export function checkMap(map: ColumnMap | undefined): void {
  const unknown = Object.keys(map ?? {}).find((name) => !(COLUMNS as string[]).includes(name));
  if (unknown !== undefined) throw new ImportError(`--map knows ${COLUMNS.join(', ')}, not "${unknown}".`);
}

/** What `--map` gives for a column: one name, or several between `|`, of which the first that is not empty counts. */
export function findMapped(map: ColumnMap | undefined, column: Column): readonly string[] | undefined {
  const given = map && Object.hasOwn(map, column) ? map[column] : undefined;
  return given?.split('|').map((name) => name.trim());
}

function splitAnswers(cell: string): string[] {
  return cell.split(/[\s,;|]+/).filter((answer) => answer !== '');
}

function toCount(raw: string): number {
  const count = Number(raw);
  if (raw !== '' && Number.isSafeInteger(count) && count > 0) return count;
  throw new RecordError(`"${raw.slice(0, 40)}" is no number of lookups`);
}

/** `A`, `1`, or both as Cisco Umbrella writes them: `1 (A)`. */
function toKind(raw: string, toName: (number: string) => string): string {
  const kind = (/^\d+ \(([^)]+)\)$/.exec(raw)?.[1] ?? raw).toUpperCase();
  return /^\d+$/.test(kind) ? toName(kind) : kind;
}

/**
 * Gives one row to the sink; `cell` answers the text of a column, empty where there is none. Without a column of counts a
 * row is one lookup. Throws RecordError and KeyError before anything is counted.
 */
export function createMappedReader(
  options: ParseOptions,
): (cell: (column: Column) => string, hasCount: boolean, sink: Sink) => Outcome {
  const parseTime = createTimeParser(options);
  return (cell, hasCount, sink) => {
    const name = cell('name');
    if (name === '') return NO_NAME;
    const seconds = parseTime(cell('time'));
    const qtype = toKind(cell('qtype'), toTypeName);
    const rcode = toKind(cell('rcode'), toRcodeName);
    const count = hasCount ? toCount(cell('count')) : 1;
    sink.lookup(cell('client'), name, seconds, qtype, rcode, count);
    const answers = cell('answers');
    if (answers !== '') sink.answers(name, seconds, qtype, answers, splitAnswers, count);
    return ACCEPTED;
  };
}

/** Rows of passive DNS in the Common Output Format: what was answered and when it was seen, without a client. */
import { EDGE_TYPES } from '../../shared/ontology.ts';
import { toTypeName } from './dns-types.ts';
import type { JsonObject } from './json-line.ts';
import { ACCEPTED, leaveOut, type Outcome, type ParseOptions, RecordError, type Sink } from './record.ts';
import { explainNoFact, toRecordFacts } from './record-facts.ts';
import { checkSeconds, createTimeParser, toSeconds } from './times.ts';

const SUMMARY_ROW = leaveOut('sum of several records (num_results)');

/** The times of being seen, in order of preference: answers on the wire before the zone files of a registry. */
const TIME_FIELDS = [
  ['time_first', 'time_last'],
  ['zone_time_first', 'zone_time_last'],
  ['time_first_ms', 'time_last_ms'],
] as const;

type Times = { first: number; last: number };

function findTimes(row: JsonObject, parseTime: (raw: string) => number): Times {
  const fields = TIME_FIELDS.find(([first, last]) => row[first] !== undefined || row[last] !== undefined);
  if (!fields) throw new RecordError('no time_first and time_last');
  const [first, last] = fields.map((field) => {
    const value = row[field];
    if (typeof value === 'string') return parseTime(value);
    if (typeof value !== 'number') throw new RecordError(`no ${field}`);
    return field.endsWith('_ms') ? checkSeconds(value / 1000, value) : toSeconds(value);
  }) as [number, number];
  if (first > last) throw new RecordError(`${fields[0]} is after ${fields[1]}`);
  return { first, last };
}

function parseType(raw: unknown): string {
  if (typeof raw !== 'string' && typeof raw !== 'number') throw new RecordError('no rrtype');
  if (!/^[A-Za-z0-9-]{1,20}$/.test(String(raw)))
    throw new RecordError('rrtype is neither the name nor the number of a type');
  return /^\d+$/.test(String(raw)) ? toTypeName(Number(raw)) : String(raw).toUpperCase();
}

function parseData(raw: unknown): string[] {
  const values: unknown[] = Array.isArray(raw) ? raw : [raw];
  if (values.length === 0) throw new RecordError('an rdata without a record');
  return values.map((value) => {
    if (typeof value === 'string') return value;
    throw new RecordError('rdata is neither text nor an array of text');
  });
}

/** A row stands for one answer where it does not say for how many. */
function parseCount(raw: unknown): number {
  if (raw === undefined || raw === null) return 1;
  const count = typeof raw === 'string' && /^\d{1,15}$/.test(raw) ? Number(raw) : raw;
  if (typeof count === 'number' && Number.isSafeInteger(count) && count > 0) return count;
  throw new RecordError('count is no whole number above 0');
}

/** True for a row with the fields that the Common Output Format asks for. */
export function isPassiveRow(row: JsonObject): boolean {
  const hasTime = TIME_FIELDS.some(([first, last]) => first in row && last in row);
  return typeof row.rrname === 'string' && 'rrtype' in row && 'rdata' in row && hasTime;
}

/** Counts the row into the sink, or throws KeyError or RecordError before anything is counted. */
export function createPassiveRowReader({ note }: ParseOptions): (row: JsonObject, sink: Sink) => Outcome {
  const parseTime = createTimeParser({ timezone: 'UTC', note });
  return (row, sink) => {
    if (row.num_results !== undefined && row.rrname === undefined) return SUMMARY_ROW;
    const { rrname } = row;
    if (typeof rrname !== 'string') throw new RecordError('no rrname');
    const type = parseType(row.rrtype);
    const times = findTimes(row, parseTime);
    const count = parseCount(row.count);
    const facts = parseData(row.rdata).flatMap((data) => toRecordFacts({ owner: rrname, type, data }));
    for (const fact of facts) {
      if ('count' in EDGE_TYPES[fact.type].properties) sink.seen({ ...fact, ...times, count });
      else sink.edge(fact.type, fact.from, fact.source, fact.to, fact.target, fact.properties);
    }
    return facts.length > 0 ? ACCEPTED : explainNoFact(type);
  };
}

/** Messages of dnstap whose fields are text: golang-dnstap's JSON and YAML, and the YAML of BIND's dnstap-read. */
import { parseDigText } from './dig-text.ts';
import { getMessageKind, type LookupCounter } from './dnstap-lookups.ts';
import { type Outcome, RecordError, type Sink } from './record.ts';

/** Fields as the writers name them; those that are absent are undefined. */
export type DnstapRow = {
  type?: string;
  query_time?: string;
  response_time?: string;
  query_address?: string;
  query_port?: string;
  query_message?: string;
  response_message?: string;
};

/** Throws KeyError or RecordError. */
export function countRow(
  row: DnstapRow,
  toSeconds: (time: string) => number,
  counter: LookupCounter,
  sink: Sink,
): Outcome {
  if (row.type === undefined) throw new RecordError('a message without type');
  const kind = getMessageKind(row.type);
  if (kind.leftOut) return kind.leftOut;
  const field = kind.isResponse ? 'response_message' : 'query_message';
  const text = row[field];
  // golang-dnstap (-y) and dnstap-read leave it out where they cannot read the message.
  if (text === undefined) throw new RecordError(`no ${field}`);
  const time = row.query_time ?? row.response_time;
  if (time === undefined) throw new RecordError('neither query_time nor response_time');
  const client = row.query_address;
  if (client === undefined) throw new RecordError('no query_address');
  const dns = parseDigText(text);
  return counter.add({ kind, client, port: row.query_port ?? '', seconds: toSeconds(time), dns }, sink);
}

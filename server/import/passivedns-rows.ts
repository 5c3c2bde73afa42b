/** What a row of passivedns means, whether it is written as text or as JSON. */
import { KeyError, normalizeHostName, normalizeIp } from '../../shared/keys.ts';
import { copyText } from './counted.ts';
import { toTypeName } from './dns-types.ts';
import {
  ACCEPTED,
  type Answer,
  leaveOut,
  NO_NAME,
  type Outcome,
  RecordError,
  type Settled,
  type Sink,
} from './record.ts';

export type PassivednsRow = {
  seconds: number;
  client: string;
  server: string;
  recordClass: string;
  query: string;
  type: string;
  answer: string;
  /** Empty in logs from before 1.0. */
  count: string;
};

export type PassivednsCounter = {
  /** Throws KeyError or RecordError before anything is counted. */
  add(row: PassivednsRow, sink: Sink): Outcome;
  finish(sink: Sink): Settled[];
};

/** How far rows of one response may be apart: those that passivedns writes when it forgets them are in no order. */
const ROWS_HELD = 50_000;

/** A record takes 12 octets at least, a message 65,535 at most. */
const MAX_RECORDS = 5461;

const FURTHER_RECORD = leaveOut('further record of a lookup counted already');

/** What passivedns writes in place of an answer; data of records ends in a dot, is quoted or is an address. */
const RCODES: ReadonlyMap<string, string> = new Map([
  ['FORMERR', 'FORMERR'],
  ['SERVFAIL', 'SERVFAIL'],
  ['NXDOMAIN', 'NXDOMAIN'],
  ['NOTIMPL', 'NOTIMP'],
  ['REFUSED', 'REFUSED'],
  ['YXDOMAIN', 'YXDOMAIN'],
  ['YXRRSET', 'YXRRSET'],
  ['NXRRSET', 'NXRRSET'],
  ['NOTAUTH', 'NOTAUTH'],
  ['NOTZONE', 'NOTZONE'],
]);

type TypedAnswer = Extract<Answer, object>;

type Response = {
  client: string;
  name: string;
  seconds: number;
  qtype: string;
  rcode: string;
  /** By how often they were seen. */
  records: Map<number, TypedAnswer[]>;
  size: number;
  counted: boolean;
  /** Another whose aliases turned out to lead to this one. */
  partOf: Response | undefined;
};

function findRcode(answer: string): string | undefined {
  const other = /^UNKNOWN-ERROR-(\d{1,5})$/.exec(answer);
  return other ? `RCODE${other[1]}` : RCODES.get(answer);
}

function toCount(raw: string): number {
  if (raw === '') return 1;
  const count = Number(raw);
  if (Number.isSafeInteger(count) && count > 0) return count;
  throw new RecordError(`"${raw.slice(0, 40)}" is no count`);
}

/** The target of an alias; as it is where it is no name, which then leads nowhere. */
function toTarget(answer: string): string {
  try {
    return normalizeHostName(answer);
  } catch (error) {
    if (error instanceof KeyError) return answer;
    throw error;
  }
}

function split(cell: string): Answer[] {
  return JSON.parse(cell) as Answer[];
}

function emit(response: Response, sink: Sink): void {
  if (response.counted || response.partOf) return;
  response.counted = true;
  const { client, name, seconds, qtype, rcode, records } = response;
  sink.lookup(client, name, seconds, qtype, rcode, 1);
  for (const [count, typed] of records) {
    // Data of MX is the host alone, without the preference that a whole record has.
    const answers = qtype === 'MX' ? typed.filter(({ type }) => type === 'MX').map(({ data }) => data) : typed;
    if (answers.length > 0) sink.answers(name, seconds, qtype, JSON.stringify(answers), split, count);
  }
}

function addRecords(response: Response, count: number, added: readonly TypedAnswer[]): void {
  response.size += added.length;
  if (response.size > MAX_RECORDS) return;
  const records = response.records.get(count);
  if (records) records.push(...added);
  else response.records.set(count, [...added]);
}

/** Joins what an alias leads to, written before the alias itself, with the response that holds the alias. */
function merge(response: Response, led: Response): void {
  if (response === led || response.counted || led.counted) return;
  led.partOf = response;
  if (response.qtype === '') response.qtype = led.qtype;
  for (const [count, records] of led.records) addRecords(response, count, records);
}

/**
 * Counts one lookup for the rows of one response: of one time, client and server, whose names are one or follow from one
 * another by CNAME, in any order. `Count` says how often the record was given to any client since it was last written, so it counts for
 * the record; the row names one client and one time, which is one lookup.
 */
export function createPassivednsCounter(): PassivednsCounter {
  /** By the exchange and each name of the response. Two generations, so that memory is bounded. */
  let young = new Map<string, Response>();
  let old = new Map<string, Response>();

  function find(key: string): Response | undefined {
    let response = young.get(key) ?? old.get(key);
    while (response?.partOf) response = response.partOf;
    return response;
  }

  function retire(responses: Map<string, Response>, sink: Sink): void {
    for (const response of new Set(responses.values())) emit(response, sink);
  }

  function age(sink: Sink): void {
    if (young.size < ROWS_HELD) return;
    retire(old, sink);
    old = young;
    young = new Map();
  }

  return {
    add(row, sink) {
      if (row.query === '') return NO_NAME;
      const client = normalizeIp(row.client);
      const name = normalizeHostName(row.query);
      const count = toCount(row.count);
      const upper = row.type.toUpperCase();
      const type = /^\d+$/.test(upper) ? toTypeName(upper) : copyText(upper);
      const rcode = findRcode(row.answer);
      const isAlias = type === 'CNAME' && rcode === undefined;
      age(sink);
      const exchange = `${row.seconds} ${client} ${row.server} `;
      const targetName = isAlias ? toTarget(row.answer) : '';
      const target = exchange + targetName;
      const met = isAlias ? find(target) : undefined;
      // What begins with the target was written before the alias that leads to it.
      const led = met?.name === targetName ? met : undefined;
      let response = find(exchange + name);
      const outcome = response || led ? FURTHER_RECORD : ACCEPTED;
      if (response && led) merge(response, led);
      else if (led) {
        response = led;
        led.name = copyText(name);
      }
      response ??= {
        client,
        name: copyText(name),
        seconds: row.seconds,
        qtype: '',
        rcode: rcode ?? '',
        records: new Map(),
        size: 0,
        counted: false,
        partOf: undefined,
      };
      if (!find(exchange + name)) young.set(exchange + name, response);
      if (isAlias && !met) young.set(target, response);
      // A question for CNAME itself looks like one whose other answers were written before.
      if (response.qtype === '' && !isAlias) response.qtype = type;
      if (rcode === undefined && row.recordClass === 'IN') {
        addRecords(response, count, [{ owner: copyText(name), type, data: copyText(row.answer) }]);
      }
      return outcome;
    },
    finish(sink) {
      retire(old, sink);
      retire(young, sink);
      return [];
    },
  };
}

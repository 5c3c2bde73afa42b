import { normalizeHostName, normalizeIp } from '../../../shared/keys.ts';
import {
  type DnsmasqAnswer,
  findAddressType,
  findAnswer,
  findQuery,
  findRcode,
  isName,
  readExtra,
  toDnsName,
  toLoneSurrogate,
  UNPRINTABLE_NAME,
} from '../dnsmasq-lines.ts';
import { createOpenQueries, type OpenQuery } from '../open-queries.ts';
import {
  ACCEPTED,
  type Answer,
  type Format,
  leaveOut,
  NO_ROW,
  type Outcome,
  type ParseOptions,
  type Parser,
  RecordError,
  type Sink,
} from '../record.ts';
import type { TypedRecord } from '../record-facts.ts';
import { createSyslogReader, createTimeGuard } from '../syslog-lines.ts';
import { withRepeats } from '../syslog-repeats.ts';

/** More answers than this to one question are of an attack; those beyond are not read. */
const MAX_ANSWERS = 200;

const DETECT =
  /(?:^|[ >])dnsmasq(?:(?:\[\d+\])?:| \S+ \S+ -) (?:(?:(?:UDP|TCP) )?\d+ \S+ )?(?:query\[|forwarded |reply |cached |config |gravity )/;

const NO_TIME =
  'dnsmasq wrote this log without times, so its lookups have none; let it log to a file or to syslog (log-facility, without --no-daemon) ' +
  'and import what is logged from then on.';

const OTHER_PROGRAM = leaveOut('line of another program');
const OTHER = leaveOut('line that is no query or answer');
const UNPRINTABLE = leaveOut('name that dnsmasq does not print');
const JOINED = leaveOut('answer, counted with its query');
const NO_FACT = leaveOut('answer without its query that names no address');
const LOCAL = leaveOut("answer of dnsmasq's own files, options or lists without its query");

type DnsmasqOpenQuery = OpenQuery & {
  before: DnsmasqOpenQuery | undefined;
  answers: TypedRecord[];
  /** The alias whose target is the name of the next line. */
  alias: string | undefined;
  /** The name in the last of its answers, where an alias led to another. */
  last: string;
};

const split = (cell: string): readonly Answer[] => JSON.parse(cell) as TypedRecord[];

function addRecord(query: DnsmasqOpenQuery, record: TypedRecord): void {
  const { answers } = query;
  if (answers.length >= MAX_ANSWERS) return;
  const isKnown = answers.some(({ owner, type, data }) => {
    return owner === record.owner && type === record.type && data === record.data;
  });
  if (!isKnown) answers.push(record);
}

/** Adds what an answer says to the query it belongs to. */
function addAnswer(query: DnsmasqOpenQuery, answer: DnsmasqAnswer): void {
  query.rcode = findRcode(answer) ?? query.rcode;
  const { source, data } = answer;
  const owner = toDnsName(answer.name);
  const { alias } = query;
  query.alias = undefined;
  query.last = owner;
  // What dnsmasq's own options say may be made up to block a name: it is no fact of DNS.
  if (source === 'local') return;
  if (alias !== undefined && owner !== alias) addRecord(query, { owner: alias, type: 'CNAME', data: owner });
  if (data === '<CNAME>') query.alias = owner;
  else if (query.qtype === 'PTR' && findAddressType(answer.name) && isName(data)) {
    addRecord(query, { owner: query.name, type: 'PTR', data: toDnsName(data) });
  } else if (findAddressType(data) === query.qtype) addRecord(query, { owner, type: query.qtype, data });
}

/** True where the answer can be one to this query: what stands between them may have been lost. */
function isAnswerTo({ name, qtype, alias, last }: DnsmasqOpenQuery, answer: DnsmasqAnswer): boolean {
  if (alias !== undefined || answer.name === 'error') return true;
  const owner = toDnsName(answer.name);
  if (owner === name || owner === last) return true;
  return qtype === 'PTR' && findAddressType(answer.name) !== undefined;
}

/** What a line says that stands alone: the name in it is the owner of the address in it. */
function takeFact({ name, data }: DnsmasqAnswer, seconds: number, sink: Sink): Outcome {
  const type = findAddressType(data);
  const seen = { first: seconds, last: seconds, count: 1 };
  if (type && !/\s/.test(name) && !findAddressType(name)) {
    const source = normalizeHostName(toDnsName(name));
    const target = normalizeIp(data);
    sink.seen({ type: 'RESOLVES_TO', from: 'HostName', source, to: 'IP', target, records: [type], ...seen });
    return ACCEPTED;
  }
  if (findAddressType(name) && isName(data)) {
    const source = normalizeIp(name);
    const target = normalizeHostName(toDnsName(data));
    sink.seen({ type: 'POINTS_TO', from: 'IP', source, to: 'HostName', target, ...seen });
    return ACCEPTED;
  }
  return NO_FACT;
}

function createDnsmasqParser(options: ParseOptions): Parser {
  const { readPrefix } = createSyslogReader(options);
  const guard = createTimeGuard(NO_TIME);
  const open = createOpenQueries<DnsmasqOpenQuery>(({ client, name, seconds, qtype, rcode, answers }, sink) => {
    sink.lookup(client, name, seconds, qtype, rcode, 1);
    if (answers.length > 0) sink.answers(name, seconds, qtype, JSON.stringify(answers), split, 1);
  });

  function closeCurrent(key: string, sink: Sink): void {
    const current = open.find(key);
    if (current) open.close(current, sink);
  }

  return {
    parse(line, _lineNumber, sink) {
      if (line.trim() === '') return NO_ROW;
      const { stamp, program, message } = readPrefix(line);
      if (!stamp) {
        if (line.startsWith('dnsmasq: ')) guard.untimed();
        throw new RecordError('no time at the beginning of the line');
      }
      guard.timed();
      if (program !== 'dnsmasq') return program.startsWith('dnsmasq-') ? OTHER : OTHER_PROGRAM;
      const { serial, end } = readExtra(line, message);
      const text = line.slice(end);
      // Without serial numbers the process tells what belongs together: it writes one thing after the other.
      const key = serial === '' ? line.slice(stamp.end, message) : serial;
      const question = findQuery(text);
      if (question) {
        closeCurrent(key, sink);
        if (question.name === UNPRINTABLE_NAME) return UNPRINTABLE;
        const { client, qtype } = question;
        const name = toDnsName(question.name);
        const seconds = stamp.toSeconds();
        const state = { rcode: '', isClosed: false, before: undefined, answers: [], alias: undefined, last: name };
        open.open({ key, client, name, seconds, qtype, ...state }, sink);
        return ACCEPTED;
      }
      if (text.startsWith('query['))
        throw new RecordError('a query cut short: "query[TYPE] NAME from CLIENT" was expected');
      const answer = findAnswer(text);
      // A reply comes at any time after its query; only with a serial number is it known which.
      if (serial === '' && answer?.source !== 'cached' && answer?.source !== 'local') closeCurrent(key, sink);
      if (!answer) return OTHER;
      const query = open.find(key);
      if (query && (serial !== '' || isAnswerTo(query, answer))) {
        addAnswer(query, answer);
        return JOINED;
      }
      return answer.source === 'local' ? LOCAL : takeFact(answer, stamp.toSeconds(), sink);
    },
    finish(sink) {
      guard.finish();
      return open.finish(sink);
    },
  };
}

/** dnsmasq's `log-queries`, `=extra` and `=proto`, as src/cache.c `log_query` prints them, and Pi-hole's `pihole.log`. */
export const dnsmasq: Format = {
  id: 'dnsmasq',
  title: 'dnsmasq and Pi-hole query log',
  dataset: 'dnsmasq',
  vantage: 'resolver',
  reference: { reference_url_info: 'https://thekelleys.org.uk/dnsmasq/docs/dnsmasq-man.html' },
  assumes: ['timezone', 'year'],
  bringsPrefixes: false,
  toText: toLoneSurrogate,
  detect({ lines }) {
    return lines.some((line) => DETECT.test(line.slice(0, 1000)));
  },
  createParser: (options) => withRepeats(options, createDnsmasqParser(options)),
};

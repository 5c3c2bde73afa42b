import { createLookupCounter, DNSTAP_DATASET, getMessageKind } from '../dnstap-lookups.ts';
import { createLocalClock } from '../local-time.ts';
import { type Format, NO_ROW, type ParseOptions, type Parser, RecordError, reject } from '../record.ts';
import { checkSeconds, toWallTime } from '../times.ts';

const DATE_TIME = /^(\d\d)-([A-Z][a-z]{2})-(\d{4}) (\d\d):(\d\d):(\d\d)(\.\d{1,9})?$/;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `03-Mar-2026 10:00:00.250 CQ 198.51.100.7:50000 -> 203.0.113.53:53 UDP 40b mail.example/IN/A` */
const FIELDS = 9;
const LINE = /^\S+ \d\d:\d\d:\d\d\S* [A-Z]{2} \S+ (?:->|<-) \S+ [A-Za-z]+ \d+b \S/;
/** golang-dnstap -q: `10:00:00.250000 CQ 198.51.100.7 UDP 40b "mail.example." IN A` */
const QUIET_LINE = /^\d\d:\d\d:\d\d\.\d{6} [A-Z]{2} \S+ [A-Za-z]* \d+b (?:"|X )/;
const NO_DATE = reject(
  'a time without a date: golang-dnstap -q does not print it; let it print JSON (-j) or YAML (-y)',
);

type LineTime = (date: string, time: string) => number;

function createLineTime(options: ParseOptions): LineTime {
  const toUtc = createLocalClock(options);
  return (date, time) => {
    const raw = `${date} ${time}`;
    const match = DATE_TIME.exec(raw);
    if (!match) throw new RecordError(`"${raw.slice(0, 40)}" is no time such as "03-Mar-2026 10:00:00.250"`);
    const [, day, month = '', year, hour, minute, second, fraction = '0'] = match;
    const wall = toWallTime(
      Number(year),
      MONTHS.indexOf(month) + 1,
      Number(day),
      Number(hour),
      Number(minute),
      Number(second),
      raw,
    );
    return checkSeconds(toUtc(wall) / 1000 + Number(fraction), raw);
  };
}

/** `198.51.100.7:50000`, `2001:db8::7:50000`: the port is behind the last colon. */
function splitAddress(text: string): { client: string; port: string } {
  const colon = text.lastIndexOf(':');
  if (colon <= 0) throw new RecordError(`"${text.slice(0, 60)}" is no address and port such as 198.51.100.7:50000`);
  return { client: text.slice(0, colon), port: text.slice(colon + 1) };
}

/** `mail.example/IN/A`: a name may hold slashes itself. `?` is what BIND prints for what it does not know. */
function splitQuestion(text: string): { name: string; qtype: string } {
  const typeAt = text.lastIndexOf('/');
  const classAt = text.lastIndexOf('/', typeAt - 1);
  if (classAt <= 0) throw new RecordError(`"${text.slice(0, 60)}" is no question such as mail.example/IN/A`);
  const name = text.slice(0, classAt);
  const qtype = text.slice(typeAt + 1);
  return name === '?' && qtype === '?' ? { name: '', qtype: '' } : { name, qtype };
}

function createDnstapTextParser(options: ParseOptions): Parser {
  const toSeconds = createLineTime(options);
  const counter = createLookupCounter(options);
  return {
    parse(line, _lineNumber, sink) {
      if (line.trim() === '') return NO_ROW;
      if (QUIET_LINE.test(line)) return NO_DATE;
      const fields = line.split(' ', FIELDS + 1);
      if (fields.length !== FIELDS) throw new RecordError(`no ${FIELDS} columns as dnstap-read prints them`);
      const [date = '', time = '', letters = '', address = '', , , , , question = ''] = fields;
      const kind = getMessageKind(letters);
      if (kind.leftOut) return kind.leftOut;
      const seconds = toSeconds(date, time);
      const { client, port } = splitAddress(address);
      const dns = { id: 0, opcode: 'QUERY', rcode: '', ...splitQuestion(question), answers: [] };
      return counter.add({ kind, client, port, seconds, dns }, sink);
    },
    finish: counter.finish,
  };
}

/** What BIND's `dnstap-read` prints: a line per message, with local times and without response codes and answers. */
export const dnstapText: Format = {
  id: 'dnstap-text',
  title: 'dnstap as lines of dnstap-read',
  dataset: DNSTAP_DATASET,
  reference: { reference_url_info: 'https://bind9.readthedocs.io/en/stable/manpages.html' },
  assumes: ['timezone'],
  bringsPrefixes: false,
  toText: (byte) => `\\${String(byte).padStart(3, '0')}`,
  detect: ({ lines }) => lines.some((line) => LINE.test(line) || QUIET_LINE.test(line)),
  createParser: createDnstapTextParser,
};

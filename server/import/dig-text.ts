/** DNS messages as text in the manner of `dig`, as golang-dnstap (miekg/dns) and BIND's dnstap-read print them. */
import type { DnsMessage } from './dns-message.ts';
import { toOpcodeName, toRcodeName } from './dns-types.ts';
import { type Answer, RecordError } from './record.ts';
import { FACT_TYPES } from './record-facts.ts';

const HEADER = /opcode: ([A-Z0-9]+), status: ([A-Z0-9]*), id: +(\d{1,5})/;

const NO_QUESTION = /^;; flags:.*; QU(?:ERY|ESTION): 0,/m;

/** miekg/dns writes a blank inside a name as `\ `; other blanks end it. */
const QUESTION = /^;((?:[^\s\\]|\\.)+)[ \t]+[A-Za-z0-9-]+[ \t]+([A-Za-z0-9-]+)[ \t]*$/;
const RECORD = /^((?:[^\s\\]|\\.)+)[ \t]+\d+[ \t]+([A-Za-z0-9-]+)[ \t]+([A-Za-z0-9-]+)[ \t]+(\S.*)$/;

/** What the writers call by other names than the registry: 16 is a TSIG error for miekg/dns, whose text cannot say which. */
const RCODES: ReadonlyMap<string, string> = new Map([['BADSIG', toRcodeName(16)]]);
const TYPES: ReadonlyMap<string, string> = new Map([
  ['Reserved', 'TYPE65535'],
  ['None', 'TYPE0'],
]);
const OPCODES: ReadonlySet<string> = new Set([0, 1, 2, 4, 5, 6].map(toOpcodeName));

/** The lines of a section, up to the blank line or the next heading. */
function findSection(lines: readonly string[], heading: string): string[] {
  const start = lines.indexOf(heading) + 1;
  if (start === 0) return [];
  const end = lines.findIndex((line, i) => i >= start && (line === '' || line.startsWith(';;')));
  return lines.slice(start, end === -1 ? undefined : end);
}

function toAnswers(lines: readonly string[]): Answer[] {
  const answers: Answer[] = [];
  for (const line of lines) {
    const [, owner = '', dnsClass, type = '', data = ''] = RECORD.exec(line) ?? [];
    if (dnsClass !== 'IN' || !FACT_TYPES.has(type)) continue;
    answers.push({ owner, type, data: data.trim() });
  }
  return answers;
}

/** Throws RecordError where the text is no such message. */
export function parseDigText(text: string): DnsMessage {
  const header = HEADER.exec(text.slice(0, 200));
  if (!header) throw new RecordError(`no DNS message as text: "${text.slice(0, 60)}"`);
  const [, opcode = '', rcode = '', id] = header;
  const lines = text.split('\n');
  const message: DnsMessage = {
    id: Number(id),
    opcode: OPCODES.has(opcode) ? opcode : 'other',
    rcode: RCODES.get(rcode) ?? rcode.replace(/^RESERVED(?=\d)/, 'RCODE'),
    name: '',
    qtype: '',
    answers: [],
  };
  const [question] = findSection(lines, ';; QUESTION SECTION:');
  if (question === undefined) {
    if (!NO_QUESTION.test(text)) throw new RecordError('a DNS message as text that is cut before its question');
    return message;
  }
  const match = QUESTION.exec(question);
  if (!match) throw new RecordError(`"${question.slice(0, 60)}" is no question such as ";mail.example. IN A"`);
  const [, name = '', type = ''] = match;
  message.name = name;
  message.qtype = TYPES.get(type) ?? type;
  message.answers = toAnswers(findSection(lines, ';; ANSWER SECTION:'));
  return message;
}

import { createCollectorCounter, toOccurrences } from '../dnscollector-rows.ts';
import { findJsonObjects, isJsonObject, type JsonObject, parseJsonObject } from '../json-line.ts';
import { toDnsText } from '../raw-names.ts';
import { type Answer, type Format, NO_ROW, type ParseOptions, type Parser } from '../record.ts';
import { createTimeParser } from '../times.ts';
import { OTHER_OPCODE } from '../zeek-rows.ts';

/** A message of 65,535 octets holds no more records. */
const MAX_ANSWERS = 5461;

type Get = (part: string, key: string) => unknown;

function toText(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

/** Reads `dns.qname` from flat keys, else `qname` from the object `dns`. */
function createGet(row: JsonObject): Get {
  if ('dnstap.operation' in row) return (part, key) => row[`${part}.${key}`];
  return (part, key) => {
    const object = row[part];
    return isJsonObject(object) ? object[key] : undefined;
  };
}

function toAnswer(owner: unknown, type: unknown, data: unknown): Answer[] {
  if (typeof owner !== 'string' || typeof type !== 'string' || typeof data !== 'string') return [];
  return [{ owner: toDnsText(owner), type: type.toUpperCase(), data: toDnsText(data) }];
}

function readAnswers(row: JsonObject, get: Get): Answer[] {
  const sections = get('dns', 'resource-records');
  if (isJsonObject(sections)) {
    const records = Array.isArray(sections.an) ? sections.an.filter(isJsonObject) : [];
    return records.flatMap(({ name, rdatatype, rdata }) => toAnswer(name, rdatatype, rdata));
  }
  const answers: Answer[] = [];
  for (let i = 0; i < MAX_ANSWERS && `dns.resource-records.an.${i}.name` in row; i += 1) {
    const [name, type, data] = ['name', 'rdatatype', 'rdata'].map((key) => row[`dns.resource-records.an.${i}.${key}`]);
    answers.push(...toAnswer(name, type, data));
  }
  return answers;
}

function isMessage(row: JsonObject): boolean {
  return 'dnstap.operation' in row || (isJsonObject(row.dnstap) && isJsonObject(row.dns) && isJsonObject(row.network));
}

function createCollectorParser(options: ParseOptions): Parser {
  const parseTime = createTimeParser(options);
  const counter = createCollectorCounter(options);
  return {
    parse(line, _lineNumber, sink) {
      if (line.trim() === '') return NO_ROW;
      const row = parseJsonObject(line);
      const get = createGet(row);
      const opcode = get('dns', 'opcode');
      if (opcode !== undefined && opcode !== 0) return OTHER_OPCODE;
      const qname = get('dns', 'qname');
      const server = toText(get('network', 'response-ip'));
      const ends = `${toText(get('network', 'query-port'))} ${server} ${toText(get('network', 'protocol'))}`;
      const message = {
        operation: toText(get('dnstap', 'operation')),
        seconds: parseTime(toText(get('dnstap', 'timestamp-rfc3339ns'))),
        client: toText(get('network', 'query-ip')),
        serverPort: toText(get('network', 'response-port')),
        exchange: `${toText(get('dnstap', 'identity'))} ${ends} ${toText(get('dns', 'id'))}`,
        name: typeof qname === 'string' && qname !== '-' ? toDnsText(qname) : undefined,
        qtype: toText(get('dns', 'qtype')),
        rcode: toText(get('dns', 'rcode')),
        answers: readAnswers(row, get),
        count: toOccurrences(get('reducer', 'occurrences')),
      };
      return counter.add(message, sink);
    },
    finish: counter.finish,
  };
}

/** DNS-collector's JSON and flat JSON, one message a line. */
export const dnscollectorJson: Format = {
  id: 'dnscollector-json',
  title: 'DNS-collector, JSON lines',
  dataset: 'dnscollector',
  reference: { reference_url_info: 'https://github.com/dmachard/DNS-collector/blob/main/docs/dnsconversions.md' },
  assumes: ['timezone'],
  bringsPrefixes: false,
  toText: (byte) => `\\\\x${byte.toString(16).padStart(2, '0')}`,
  detect: ({ lines }) => findJsonObjects(lines).some(isMessage),
  createParser: createCollectorParser,
};

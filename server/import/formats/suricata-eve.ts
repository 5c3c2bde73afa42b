import { toRcodeName, toTypeName } from '../dns-types.ts';
import { createJoiner, type Question, type Reply } from '../join-responses.ts';
import { isJsonObject, type JsonObject, parseJsonObject } from '../json-line.ts';
import { createOtherKinds } from '../other-kinds.ts';
import { toDnsText } from '../raw-names.ts';
import {
  type Answer,
  type Format,
  leaveOut,
  NO_NAME,
  NO_ROW,
  type Outcome,
  type ParseOptions,
  type Parser,
  RecordError,
} from '../record.ts';
import { createTimeParser } from '../times.ts';
import { OTHER_OPCODE, OTHER_PORTS } from '../zeek-rows.ts';

const NO_MESSAGE = leaveOut('dns event that is neither a request nor a response');
const QUERY_TYPES: ReadonlySet<unknown> = new Set(['query', 'request']);
const RESPONSE_TYPES: ReadonlySet<unknown> = new Set(['answer', 'response']);

function toText(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

function toObjects(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

function toType(raw: unknown): string {
  const text = toText(raw).toUpperCase();
  return /^\d+$/.test(text) ? toTypeName(text) : text;
}

function toRcode(raw: unknown): string {
  const text = toText(raw).toUpperCase();
  return /^\d+$/.test(text) ? toRcodeName(text) : text;
}

function toRecords(records: readonly JsonObject[]): Extract<Answer, object>[] {
  return records.flatMap(({ rrname, rrtype, rdata, rdata_truncated: isCut }) => {
    if (typeof rdata !== 'string' || typeof rrname !== 'string' || isCut) return [];
    return [{ owner: toDnsText(rrname), type: toType(rrtype), data: toDnsText(rdata) }];
  });
}

/** Version 2 may hold data by type without owners; aliases of a chain come in its order. */
function toGroupedAnswers(grouped: JsonObject, qtype: string): string[] {
  const get = (type: string) => (Array.isArray(grouped[type]) ? grouped[type].map(toText) : []);
  const aliases = qtype === 'A' || qtype === 'AAAA' ? get('CNAME') : [];
  return [...aliases, ...get(qtype)].map(toDnsText);
}

function toAnswers({ answers, grouped }: JsonObject, qtype: string): Answer[] {
  if (!Array.isArray(answers)) return isJsonObject(grouped) ? toGroupedAnswers(grouped, qtype) : [];
  const records = toRecords(toObjects(answers));
  // Data of MX is the host alone, without the preference that a whole record has.
  return qtype === 'MX' ? records.filter(({ type }) => type === 'MX').map(({ data }) => data) : records;
}

type Ends = { client: string; clientPort: string; server: string; serverPort: string };

/**
 * Version 2 gives the ends of the flow (the client first) with a response, versions 1 and 3 those of the packet; 4.1, the
 * first release with version 2, still gave those of the packet. Port 53 tells where it can.
 */
function toEnds(event: JsonObject, isResponse: boolean, version: unknown): Ends {
  const [source, destination] = [toText(event.src_ip), toText(event.dest_ip)];
  const [sourcePort, destinationPort] = [toText(event.src_port), toText(event.dest_port)];
  const isFlow = sourcePort === '53' || destinationPort === '53' ? destinationPort === '53' : version === 2;
  const isBoth = sourcePort === '53' && destinationPort === '53';
  const clientFirst = !isResponse || (isBoth ? version === 2 : isFlow);
  return clientFirst
    ? { client: source, clientPort: sourcePort, server: destination, serverPort: destinationPort }
    : { client: destination, clientPort: destinationPort, server: source, serverPort: sourcePort };
}

function toKey({ flow_id: flow }: JsonObject, id: unknown, { client, clientPort, server }: Ends): string {
  const exchange = flow === undefined ? `${client} ${clientPort} ${server}` : toText(flow);
  return `${exchange} ${toText(id)}`;
}

function createEveParser(options: ParseOptions): Parser {
  const parseTime = createTimeParser(options);
  const joiner = createJoiner(options);
  const leaveOutType = createOtherKinds((type) => `no dns event (event type ${type})`);

  return {
    parse(line, _lineNumber, sink): Outcome {
      if (line.trim() === '') return NO_ROW;
      const event = parseJsonObject(line);
      if (event.event_type !== 'dns') return leaveOutType(event.event_type);
      const { dns } = event;
      if (!isJsonObject(dns)) throw new RecordError('a dns event without its part "dns"');
      const isResponse = RESPONSE_TYPES.has(dns.type);
      if (!isResponse && !QUERY_TYPES.has(dns.type)) return NO_MESSAGE;
      if (dns.opcode !== undefined && dns.opcode !== 0) return OTHER_OPCODE;
      const ends = toEnds(event, isResponse, dns.version);
      const otherPort = OTHER_PORTS.get(ends.serverPort);
      if (otherPort) return otherPort;
      // Servers refuse messages of several questions; the first is the one an answer would be to.
      const [asked] = dns.version === 3 ? toObjects(dns.queries) : [dns];
      // Answers of version 1 are one event per record, which has the record's own name and no question.
      const isPart = isResponse && (dns.version === undefined || typeof asked?.rrname !== 'string');
      const name = asked?.rrname ?? toObjects(dns.answers)[0]?.rrname;
      if (typeof name !== 'string') return NO_NAME;
      const question: Question = {
        client: ends.client,
        name: toDnsText(name),
        seconds: parseTime(toText(event.timestamp)),
        qtype: isPart ? '' : toType(asked?.rrtype),
        count: 1,
      };
      const key = toKey(event, dns.id, ends);
      if (!isResponse) return joiner.query(key, question, sink);
      const answers = dns.version === undefined ? toRecords([dns]) : toAnswers(dns, question.qtype);
      const reply: Reply = { rcode: toRcode(dns.rcode), answers, isPart };
      return joiner.response(key, question, reply, sink);
    },
    finish: joiner.finish,
  };
}

/** Suricata's EVE log: `dns` events of versions 1 to 3 among those of other types. */
export const suricataEve: Format = {
  id: 'suricata-eve',
  title: 'Suricata EVE, JSON lines',
  dataset: 'suricata-dns',
  vantage: 'network',
  reference: { reference_url_info: 'https://docs.suricata.io/en/latest/output/eve/eve-json-format.html' },
  assumes: ['timezone'],
  bringsPrefixes: false,
  toText: (byte) => `\\\\x${byte.toString(16).padStart(2, '0')}`,
  detect({ lines }) {
    // Events of statistics may be longer than the head of the file.
    return lines.some((line) => {
      const start = line.startsWith('{') ? line.slice(0, 2000) : '';
      return /"timestamp"\s*:/.test(start) && /"event_type"\s*:/.test(start);
    });
  },
  createParser: createEveParser,
};

/**
 * What a lookup needs of a DNS message in wire format (RFC 1035 §4). Names are read octet by octet, since a dot or an octet
 * that is no character inside a label has to stay told apart (RFC 4343 §2.1); `dns-packet` reads labels as UTF-8 text.
 */
import ipaddr from 'ipaddr.js';
import { toOpcodeName, toRcodeName, toTypeName } from './dns-types.ts';
import { type Answer, RecordError } from './record.ts';
import { FACT_TYPES } from './record-facts.ts';

const HEADER_OCTETS = 12;
const OPT = 41;
const CLASS_IN = 1;

export type DnsMessage = {
  id: number;
  opcode: string;
  /** With the upper bits of an OPT record (RFC 6891 §6.1.3). */
  rcode: string;
  /** In presentation format with `\DDD`; empty where the message has no question. */
  name: string;
  qtype: string;
  /** The records of the answer section that the graph has edges for. */
  answers: Answer[];
};

const PLAIN = new Uint8Array(256);
for (const character of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_*/') {
  PLAIN[character.charCodeAt(0)] = 1;
}

function toLabel(octets: Buffer, from: number, to: number): string {
  for (let at = from; at < to; at += 1) {
    if (PLAIN[octets[at] ?? 0] === 1) continue;
    return Array.from(octets.subarray(from, to), (octet) => {
      return PLAIN[octet] === 1 ? String.fromCharCode(octet) : `\\${String(octet).padStart(3, '0')}`;
    }).join('');
  }
  return octets.toString('latin1', from, to);
}

function cut(what: string): RecordError {
  return new RecordError(`a DNS message that ends inside ${what}`);
}

/** The offset behind the name that begins here; follows no pointer. */
function skipName(octets: Buffer, start: number): number {
  let at = start;
  for (;;) {
    const length = octets[at];
    if (length === undefined) throw cut('a name');
    if (length === 0) return at + 1;
    if (length >= 0xc0) return at + 2;
    at += length + 1;
  }
}

/** The name that begins here, without the dot of the root unless it is the root. */
function readName(octets: Buffer, start: number): string {
  let name = '';
  let total = 1;
  let at = start;
  /** A pointer goes to an earlier place each time (RFC 1035 §4.1.4), so that reading ends. */
  let before = start;
  for (;;) {
    const length = octets[at];
    if (length === undefined) throw cut('a name');
    if (length === 0) return name === '' ? '.' : name;
    if (length >= 0xc0) {
      const low = octets[at + 1];
      if (low === undefined) throw cut('a name');
      const target = ((length & 0x3f) << 8) | low;
      if (target >= before) throw new RecordError('a DNS name with a pointer that leads to no earlier name');
      before = target;
      at = target;
      continue;
    }
    if (length > 63) throw new RecordError('a DNS name with a label of an unknown kind');
    total += length + 1;
    if (total > 255) throw new RecordError('a DNS name of more than 255 octets');
    if (at + 1 + length > octets.length) throw cut('a name');
    const label = toLabel(octets, at + 1, at + 1 + length);
    name = name === '' ? label : `${name}.${label}`;
    at += length + 1;
  }
}

function readData(octets: Buffer, type: string, from: number, length: number): string {
  switch (type) {
    case 'A':
      if (length !== 4) throw new RecordError(`an A record of ${length} octets`);
      return octets.subarray(from, from + 4).join('.');
    case 'AAAA':
      if (length !== 16) throw new RecordError(`an AAAA record of ${length} octets`);
      return toAddress(octets.subarray(from, from + 16));
    case 'MX':
      if (length < 3) throw new RecordError(`an MX record of ${length} octets`);
      return `${octets.readUInt16BE(from)} ${readName(octets, from + 2)}`;
    default:
      return readName(octets, from);
  }
}

/** An address of 4 or 16 octets as text. Throws RecordError for another length. */
export function toAddress(octets: Uint8Array): string {
  if (octets.length === 4) return octets.join('.');
  if (octets.length !== 16) throw new RecordError(`an address of ${octets.length} octets`);
  return ipaddr.fromByteArray([...octets]).toString();
}

/** Reads all records of the message, so that a damaged one is found; keeps the answers and the upper bits of the code. */
function readRecords(octets: Buffer, start: number, name: string): { answers: Answer[]; rcodeHigh: number } {
  const answerCount = octets.readUInt16BE(6);
  const total = answerCount + octets.readUInt16BE(8) + octets.readUInt16BE(10);
  const answers: Answer[] = [];
  let rcodeHigh = 0;
  let at = start;
  for (let i = 0; i < total; i += 1) {
    const fixed = skipName(octets, at);
    if (fixed + 10 > octets.length) throw cut('a record');
    const number = octets.readUInt16BE(fixed);
    const length = octets.readUInt16BE(fixed + 8);
    const from = fixed + 10;
    if (from + length > octets.length) throw cut('a record');
    if (i < answerCount) {
      const type = toTypeName(number);
      if (FACT_TYPES.has(type) && octets.readUInt16BE(fixed + 2) === CLASS_IN) {
        // Nearly every owner is a pointer to the question, which begins right behind the header.
        const isQuestion = octets[at] === 0xc0 && octets[at + 1] === HEADER_OCTETS;
        const owner = isQuestion ? name : readName(octets, at);
        answers.push({ owner, type, data: readData(octets, type, from, length) });
      }
    } else if (number === OPT) rcodeHigh = octets[fixed + 4] ?? 0;
    at = from + length;
  }
  return { answers, rcodeHigh };
}

/**
 * Reads header and first question, of a response the records too. Throws RecordError that says what is wrong with the message.
 */
export function readDnsMessage(octets: Buffer): DnsMessage {
  if (octets.length < HEADER_OCTETS) {
    throw new RecordError(`a DNS message of ${octets.length} octets, which is shorter than its header`);
  }
  const flags = octets.readUInt16BE(2);
  const message: DnsMessage = {
    id: octets.readUInt16BE(0),
    opcode: toOpcodeName((flags >> 11) & 15),
    rcode: toRcodeName(flags & 15),
    name: '',
    qtype: '',
    answers: [],
  };
  if (octets.readUInt16BE(4) === 0) return message;
  message.name = readName(octets, HEADER_OCTETS);
  let at = skipName(octets, HEADER_OCTETS);
  if (at + 4 > octets.length) throw cut('its question');
  message.qtype = toTypeName(octets.readUInt16BE(at));
  const isResponse = flags >= 0x8000;
  if (!isResponse) return message;
  // RFC 9619: a message with more than one question is malformed; its records cannot be laid to one of them.
  for (let i = 1; i < octets.readUInt16BE(4); i += 1) at = skipName(octets, at + 4);
  const { answers, rcodeHigh } = readRecords(octets, at + 4, message.name);
  message.answers = answers;
  if (rcodeHigh > 0) message.rcode = toRcodeName((rcodeHigh << 4) | (flags & 15));
  return message;
}

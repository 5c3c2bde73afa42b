/** What dnsmasq and Pi-hole write behind time and program, as src/cache.c `log_query` prints it. */
import { toRcodeName, toTypeName } from './dns-types.ts';

/** The name of this line cannot be restored: dnsmasq prints no name that holds an octet beyond printable ASCII. */
export const UNPRINTABLE_NAME = '<name unprintable>';

/** `log-queries=extra`: serial number and client before the line; `log-queries=proto` puts the protocol before both. */
const EXTRA = /(?:(?:UDP|TCP) )?(\d{1,10} [\da-fA-F:.]{2,45}(?:%\w{1,20})?[/#]\d{1,5}) /y;
/** Lines about no client have the serial number alone. */
const SERIAL = /(?:(?:UDP|TCP) )?\d{1,10} (?=[a-z])/y;

/** The serial number with the client as it stands, empty without `log-queries=extra`, and the offset of the rest. */
export function readExtra(line: string, at: number): { serial: string; end: number } {
  EXTRA.lastIndex = at;
  const serial = EXTRA.exec(line)?.[1];
  if (serial !== undefined) return { serial, end: EXTRA.lastIndex };
  SERIAL.lastIndex = at;
  return { serial: '', end: SERIAL.test(line) ? SERIAL.lastIndex : at };
}

/** A byte that is no UTF-8, as a character no UTF-8 text holds, so that it is told from a backslash that stands in a name. */
export function toLoneSurrogate(badByte: number): string {
  return String.fromCharCode(0xdc00 + badByte);
}

/** dnsmasq prints names without escapes: a backslash is an octet of the name. */
export function toDnsName(text: string): string {
  if (!/[\\\udc80-\udcff]/.test(text)) return text;
  return text
    .replaceAll('\\', '\\092')
    .replace(/[\udc80-\udcff]/g, (character) => `\\${character.charCodeAt(0) - 0xdc00}`);
}

export type DnsmasqQuery = { qtype: string; name: string; client: string };

/** `query[A] mail.alpha.example from 198.51.100.7`; the type is `type=65` where dnsmasq has no name for it. */
export function findQuery(text: string): DnsmasqQuery | undefined {
  if (!text.startsWith('query[')) return undefined;
  const bracket = text.indexOf('] ');
  const from = text.lastIndexOf(' from ');
  // A name may hold blanks, so the client is behind the last `from`.
  if (bracket < 0 || from < bracket + 2) return undefined;
  const type = text.slice(6, bracket);
  return {
    qtype: type.startsWith('type=') ? toTypeName(type.slice(5)) : type.toUpperCase(),
    name: text.slice(bracket + 2, from),
    client: text.slice(from + 6),
  };
}

/** `upstream`: said by another server, now or when it was cached; `local`: by dnsmasq's own files, options and block lists. */
export type DnsmasqAnswer = { source: 'reply' | 'cached' | 'local'; name: string; data: string };

/** Lines that say what was done, not what was answered. */
const NO_ANSWER = /^(?:query\[|forwarded |dnssec-|ipset add |nftset add |validation (?!.* is BOGUS)|non-query opcode )/;

/** `reply mail.alpha.example is 203.0.113.10`; dnsmasq's own answers name a file, an option or a block list of several words. */
export function findAnswer(text: string): DnsmasqAnswer | undefined {
  if (NO_ANSWER.test(text)) return undefined;
  const word = text.slice(0, text.indexOf(' '));
  const isReply = word === 'reply';
  const isCached = word === 'cached' || word === 'cached-stale';
  // The text of a TXT record may hold " is "; the words for a block list may too.
  const is = isReply || isCached ? text.indexOf(' is ') : text.lastIndexOf(' is ');
  if (is < 0) return undefined;
  const data = text.slice(is + 4).replace(/ \((?:EDE: [^()]*|DNSSEC signed)\)$/, '');
  if (isReply || isCached) {
    return { source: isReply ? 'reply' : 'cached', name: text.slice(word.length + 1, is), data };
  }
  return { source: 'local', name: text.slice(text.lastIndexOf(' ', is - 1) + 1, is), data };
}

const RCODES: ReadonlyMap<string, string> = new Map([
  ['NXDOMAIN', 'NXDOMAIN'],
  ['SERVFAIL', 'SERVFAIL'],
  ['REFUSED', 'REFUSED'],
  ['FORMERR', 'FORMERR'],
  ['not implemented', 'NOTIMP'],
  // A validating dnsmasq answers so (RFC 4035 §5.5).
  ['BOGUS', 'SERVFAIL'],
]);

/** The response code an answer stands for; undefined where it is none: `query is duplicate`, `truncated`, Pi-hole's remarks. */
export function findRcode({ name, data }: DnsmasqAnswer): string | undefined {
  if (data === 'duplicate' || data === 'truncated' || data.startsWith('blocked d')) return undefined;
  const known = RCODES.get(data);
  if (known !== undefined) return known;
  return name === 'error' && /^\d{1,4}$/.test(data) ? toRcodeName(data) : 'NOERROR';
}

const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;
const IPV6 = /^[\da-f]{0,4}:[\da-f:.]{1,44}$/;

/** The type of the record that holds the address; undefined where the text is no address. */
export function findAddressType(text: string): 'A' | 'AAAA' | undefined {
  if (IPV4.test(text)) return 'A';
  return IPV6.test(text) ? 'AAAA' : undefined;
}

/** True where the data is a name: no code, no record in angle brackets, no text. */
export function isName(data: string): boolean {
  return !/^(?:NXDOMAIN|NODATA|SERVFAIL|REFUSED|FORMERR|<)|[\s]/.test(data) && data !== '' && !findAddressType(data);
}

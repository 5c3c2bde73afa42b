/** The one place where a key is made canonical: importer, search, API and URL all come through here. */
import ipaddr from 'ipaddr.js';
import { getDomain } from 'tldts';
import { findIpv4Value, toIpv4Text } from './ipv4.ts';
import { isNodeLabel, NODE_TYPES, type NodeLabel } from './ontology.ts';

/** Raw text is no key of the label. The message says what was expected; it is shown to the user. */
export class KeyError extends Error {}

/** RFC 1035 §3.1 counts a name in octets: one length octet before each label and the final zero. */
const MAX_NAME_OCTETS = 255;
const MAX_LABEL_OCTETS = 63;
const MAX_ASN = 4_294_967_295;
/** Neo4j indexes keys of up to about 8,000 octets; one longer would fail a whole import. */
const MAX_TEXT_OCTETS = 4_000;

/** What needs no escape, at most 253 characters, no empty label and no label above 63: nearly every name in a log. */
const PLAIN_NAME = /^(?=.{1,253}$)(?:[a-z0-9_*/-]{1,63}\.)*[a-z0-9_*/-]{1,63}$/;

const encoder = new TextEncoder();

/** Octets of one label given in presentation form: `\DDD` and `\c` are undone, other text is UTF-8. */
function toOctets(label: string): number[] {
  const octets: number[] = [];
  for (let i = 0; i < label.length; ) {
    if (label[i] === '\\') {
      const digits = /^\d{3}/.exec(label.slice(i + 1))?.[0];
      if (digits !== undefined) {
        if (Number(digits) > 255) throw new KeyError(`"\\${digits}" is no octet; escapes end at \\255`);
        octets.push(Number(digits));
        i += 4;
        continue;
      }
      if (i + 1 >= label.length) throw new KeyError('a name that ends in a lone backslash');
      i += 1;
    }
    const character = String.fromCodePoint(label.codePointAt(i) ?? 0);
    octets.push(...encoder.encode(character));
    i += character.length;
  }
  return octets;
}

/** RFC 4343 §2.1: every octet that is no plain printable character becomes `\DDD`; letters fold to lower case. */
function toEscaped(octets: number[]): string {
  return octets
    .map((octet) => {
      const folded = octet >= 65 && octet <= 90 ? octet + 32 : octet;
      const plain = folded > 32 && folded < 127 && folded !== 46 && folded !== 92;
      return plain ? String.fromCharCode(folded) : `\\${String(folded).padStart(3, '0')}`;
    })
    .join('');
}

/** The platform's URL parser gives these a meaning of its own (`@`, `%`, tab), so a label with one is never shown to it. */
const NO_HOST_CHARACTER = /[\0-,./:-@[-^`{-\x7f]/;

/** The A-label of a label with characters beyond ASCII, by the platform's IDNA (UTS 46); undefined where it has none. */
function findALabel(label: string): string | undefined {
  if (NO_HOST_CHARACTER.test(label)) return undefined;
  try {
    const host = new URL(`http://${label}.example/`).hostname;
    const aLabel = host.slice(0, -'.example'.length);
    return aLabel !== '' && !aLabel.includes('.') ? aLabel : undefined;
  } catch {
    return undefined;
  }
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) if (text.charCodeAt(i) > 127) return false;
  return true;
}

/**
 * Splits at the dots that separate labels, not at an escaped one; the empty label of the root at the end is left out.
 * UTS 46 §4.4 counts the ideographic full stops as dots.
 */
function splitLabels(name: string): string[] {
  const labels = [''];
  for (const part of name.match(/\\[\s\S]?|[.\u3002\uff0e\uff61]|[^\\.\u3002\uff0e\uff61]+/g) ?? []) {
    if (/^[.\u3002\uff0e\uff61]$/.test(part)) labels.push('');
    else labels.push(`${labels.pop()}${part}`);
  }
  if (labels.length > 1 && labels.at(-1) === '') labels.pop();
  return labels;
}

/**
 * A domain name in its one form: lower case, no trailing dot, A-labels for international text, octets that are no plain
 * printable character as `\DDD`. The root is `.`. Throws KeyError where DNS has no such name.
 */
export function normalizeHostName(raw: string): string {
  const lower = raw.toLowerCase();
  const plain = lower.endsWith('.') ? lower.slice(0, -1) : lower;
  if (PLAIN_NAME.test(plain)) return plain;
  if (raw === '.') return '.';
  // Each octet takes four characters at most, so nothing longer is a name; it is not walked octet by octet.
  if (raw.length > 4 * MAX_NAME_OCTETS) throw new KeyError(`a name of ${raw.length} characters; DNS allows 255 octets`);
  if (raw === '') throw new KeyError('an empty name');
  let octetCount = 1;
  const labels = splitLabels(raw).map((label) => {
    if (label === '') throw new KeyError(`"${raw}" has an empty label between two dots`);
    const aLabel = isAscii(label) ? undefined : findALabel(label);
    const octets = toOctets(aLabel ?? label);
    if (octets.length > MAX_LABEL_OCTETS) throw new KeyError(`a label of ${octets.length} octets; DNS allows 63`);
    octetCount += octets.length + 1;
    return toEscaped(octets);
  });
  if (octetCount > MAX_NAME_OCTETS) throw new KeyError(`a name of ${octetCount} octets; DNS allows 255`);
  return labels.join('.');
}

/**
 * The registrable domain of a canonical host name by the public suffix list's ICANN part, undefined for a public suffix,
 * the root and names with escapes in the deciding labels.
 */
export function findDomainName(hostName: string): string | undefined {
  if (hostName.endsWith('.arpa')) return undefined;
  const domain = getDomain(hostName, { extractHostname: false, validateHostname: false, allowPrivateDomains: false });
  return domain === null || domain.includes('\\') ? undefined : domain;
}

/**
 * The dotted end of an IPv6 address in hexadecimal: ipaddr.js reads it with octal parts and takes the deprecated
 * `::192.0.2.1` (RFC 4291 §2.5.5.1, as glibc prints it) for the mapped `::ffff:192.0.2.1`.
 */
function toHexadecimalEnd(address: string): string {
  return address.replace(/(?<=:)[\d.]+\.[\d.]+$/, (dotted) => {
    if (!ipaddr.IPv4.isValidFourPartDecimal(dotted)) return dotted;
    const [a = 0, b = 0, c = 0, d = 0] = ipaddr.IPv4.parse(dotted).octets;
    return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  });
}

/** The zone of a link-local address (`%eth0`) names an interface of the logging machine and is no part of the key. */
function parseAddress(raw: string): ipaddr.IPv4 | ipaddr.IPv6 {
  if (findIpv4Value(raw) !== undefined) return ipaddr.IPv4.parse(raw);
  const [withoutZone = ''] = raw.split('%', 1);
  const address = toHexadecimalEnd(withoutZone);
  if (address.includes('.') || !ipaddr.IPv6.isValid(address)) {
    throw new KeyError(`"${raw}" is no IPv4 or IPv6 address`);
  }
  return ipaddr.IPv6.parse(address);
}

/** RFC 4291 §2.5.5.2. ipaddr.js has this too, but builds its table of all special ranges anew for each address. */
function isIpv4Mapped({ parts }: ipaddr.IPv6): boolean {
  return parts[5] === 0xffff && parts.every((part, at) => at > 4 || part === 0);
}

function toIPv4IfMapped(address: ipaddr.IPv4 | ipaddr.IPv6): ipaddr.IPv4 | ipaddr.IPv6 {
  if (address instanceof ipaddr.IPv4 || !isIpv4Mapped(address)) return address;
  return ipaddr.fromByteArray(address.toByteArray().slice(12));
}

function toText(address: ipaddr.IPv4 | ipaddr.IPv6): string {
  return address instanceof ipaddr.IPv6 ? address.toRFC5952String() : address.toString();
}

/** An address in its one form: dotted quad, or RFC 5952 text; an IPv4-mapped IPv6 address is the IPv4 address. */
export function normalizeIp(raw: string): string {
  if (findIpv4Value(raw) !== undefined) return raw;
  return toText(toIPv4IfMapped(parseAddress(raw.trim())));
}

/** The prefix of a plain dotted quad and a plain length, undefined for any other text. */
function findPlainIpv4Prefix(raw: string): string | undefined {
  const slash = raw.indexOf('/');
  const value = slash < 0 ? undefined : findIpv4Value(raw.slice(0, slash));
  const digits = raw.slice(slash + 1);
  if (value === undefined || !/^(?:\d|[12]\d|3[0-2])$/.test(digits)) return undefined;
  const length = Number(digits);
  const network = length === 0 ? 0 : (value & (0xffff_ffff << (32 - length))) >>> 0;
  return network === value ? raw : `${toIpv4Text(network)}/${length}`;
}

/** A prefix in CIDR form with the host bits cleared. A bare address is its own /32 or /128. */
export function normalizePrefix(raw: string): string {
  const plain = findPlainIpv4Prefix(raw);
  if (plain !== undefined) return plain;
  const [text = '', length, ...rest] = raw.trim().split('/');
  const written = parseAddress(text);
  const address = toIPv4IfMapped(written);
  const writtenBits = written.kind() === 'ipv4' ? 32 : 128;
  const bits = address.kind() === 'ipv4' ? 32 : 128;
  const prefixLength = length === undefined ? bits : Number(length) - (writtenBits - bits);
  if (rest.length > 0 || !/^\d+$/.test(length ?? '0') || prefixLength > bits || prefixLength < 0) {
    throw new KeyError(`"${raw}" is no prefix such as 192.0.2.0/24`);
  }
  const octets = address.toByteArray().map((octet, i) => {
    const kept = Math.min(8, Math.max(0, prefixLength - i * 8));
    return octet & (0xff << (8 - kept)) & 0xff;
  });
  return `${toText(ipaddr.fromByteArray(octets))}/${prefixLength}`;
}

/** An AS number from `AS64500`, `64500` or the dotted form `1.10` of RFC 5396. */
export function normalizeAsn(raw: string | number): number {
  const text = String(raw).trim().replace(/^AS/i, '');
  const dotted = typeof raw === 'string' ? /^(\d{1,5})\.(\d{1,5})$/.exec(text) : null;
  const asn = dotted ? Number(dotted[1]) * 65_536 + Number(dotted[2]) : Number(text);
  const wellFormed = dotted ? Number(dotted[1]) < 65_536 && Number(dotted[2]) < 65_536 : /^\d{1,10}$/.test(text);
  if (!wellFormed || asn > MAX_ASN) throw new KeyError(`"${raw}" is no AS number such as AS64500`);
  return asn;
}

function normalizeText(raw: string): string {
  const text = raw.trim().normalize('NFC');
  if (text === '') throw new KeyError('an empty name');
  const octets = text.length > MAX_TEXT_OCTETS / 4 ? encoder.encode(text).length : text.length;
  if (octets > MAX_TEXT_OCTETS) throw new KeyError(`a name of ${octets} octets; up to ${MAX_TEXT_OCTETS} are kept`);
  return text;
}

function normalizeCountryCode(raw: string): string {
  const code = raw.trim();
  if (!/^[A-Za-z]{2}$/.test(code)) throw new KeyError(`"${raw}" is no country code of two letters (ISO 3166)`);
  return code.toUpperCase();
}

const NORMALIZERS = {
  HostName: (raw) => normalizeHostName(raw.trim()),
  DomainName: (raw) => normalizeHostName(raw.trim()),
  IP: normalizeIp,
  BGPPrefix: normalizePrefix,
  AS: normalizeAsn,
  Organization: normalizeText,
  Country: normalizeCountryCode,
  Name: normalizeText,
} as const satisfies Record<NodeLabel, (raw: string) => string | number>;

/** The canonical key of a node of this label, or KeyError. AS numbers are numbers, all other keys text. */
export function normalizeKey(label: NodeLabel, raw: string): string | number {
  return NORMALIZERS[label](raw);
}

/** 4 or 6, of a canonical address or prefix. */
export function getAddressFamily(ipOrPrefix: string): 4 | 6 {
  return ipOrPrefix.includes(':') ? 6 : 4;
}

/** The public id of a node: `Label:key`. */
export function toNodeId(label: string, key: string | number): string {
  return `${label}:${key}`;
}

export type NodeRef = { label: string; key: string } | { elementId: string };

/** Takes a public id apart without judging the key; undefined where it is no id. */
export function parseNodeId(id: string): NodeRef | undefined {
  if (id.startsWith('~') && id.length > 1) return { elementId: id.slice(1) };
  const colon = id.indexOf(':');
  return colon > 0 && colon < id.length - 1 ? { label: id.slice(0, colon), key: id.slice(colon + 1) } : undefined;
}

/** The id in canonical form, so that a link with `HostName:MAIL.Example.` opens `HostName:mail.example`; KeyError if none. */
export function normalizeNodeId(id: string): string {
  const ref = parseNodeId(id);
  if (!ref) throw new KeyError(`"${id}" is no node id such as ${toNodeId('HostName', 'mail.example.com')}`);
  if ('elementId' in ref || !isNodeLabel(ref.label)) return id;
  return toNodeId(ref.label, normalizeKey(ref.label, ref.key));
}

/** The key property of a label the ontology knows. */
export function getKeyProperty(label: NodeLabel): string {
  return NODE_TYPES[label].key;
}

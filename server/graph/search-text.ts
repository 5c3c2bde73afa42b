/** What a search text may mean, before the database is asked. */
import ipaddr from 'ipaddr.js';
import { KeyError, normalizeKey } from '../../shared/keys.ts';
import { isNodeLabel } from '../../shared/ontology.ts';

/** Undoes how reports disarm names and addresses (`hxxps://mail[.]example[.]com/x`), and takes the host out of a URL. */
export function toArmed(text: string): string {
  const armed = text
    .trim()
    .replace(/\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)/gi, '.')
    .replace(/\[:\]/g, ':')
    .replace(/^hxxp/i, 'http');
  const [, host] = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@\s]*@)?(\[[^\]\s]*\]|[^/?#:\s]+)/i.exec(armed) ?? [];
  return host === undefined ? armed : host.replace(/^\[|\]$/g, '');
}

/** Values the text may be as the key of this label, canonical first; empty where it is none. */
export function toExactKeys(label: string, text: string): (string | bigint)[] {
  const keys: (string | bigint)[] = [];
  if (isNodeLabel(label)) {
    try {
      const key = normalizeKey(label, text);
      keys.push(typeof key === 'number' ? BigInt(key) : key);
    } catch (error) {
      if (!(error instanceof KeyError)) throw error;
    }
  } else {
    keys.push(text);
    if (/^-?\d{1,18}$/.test(text)) keys.push(BigInt(text));
  }
  return keys;
}

/** Beginnings of the keys that begin with the text, in the form the keys have. Several where case may differ. */
export function toKeyBeginnings(label: string, text: string): string[] {
  switch (label) {
    case 'HostName':
    case 'DomainName':
      return [text.toLowerCase()];
    case 'IP':
    case 'BGPPrefix':
      // RFC 5952: lower case, no leading zeros in a group.
      return /^[\da-f.:/]+$/i.test(text) ? [text.toLowerCase().replace(/(^|:)0+(?=[\da-f])/g, '$1')] : [];
    case 'Country':
      return [text.toUpperCase()];
    case 'AS':
      return [];
    default:
      return [text];
  }
}

export type IntegerRange = { low: bigint; high: bigint };

const MAX_ASN = 4_294_967_295n;

/** AS numbers whose digits begin with those of `AS645` or `645`, as ranges an index can be asked for. */
export function toAsnRanges(text: string): IntegerRange[] {
  const [, digits] = /^(?:AS)?(\d{1,10})$/i.exec(text) ?? [];
  if (digits === undefined || (digits.startsWith('0') && digits !== '0')) return [];
  const ranges: IntegerRange[] = [];
  for (let low = BigInt(digits), size = 1n; low <= MAX_ASN; low *= 10n, size *= 10n) {
    ranges.push({ low, high: low + size });
    if (low === 0n) break;
  }
  return ranges;
}

/** A CIDR: beginnings that every address in it has (and some outside of it may have), and the exact test. */
export type Cidr = {
  prefix: string;
  beginnings: string[];
  /** True where no address outside of the CIDR begins so. */
  isExact: boolean;
  contains: (ip: string) => boolean;
};

function toV4Beginnings(octets: number[], length: number): string[] {
  const whole = Math.floor(Math.min(length, 31) / 8);
  const fixed = octets
    .slice(0, whole)
    .map((octet) => `${octet}.`)
    .join('');
  const step = 2 ** (8 - (length % 8));
  if (length % 8 === 0 || whole === 3) return [fixed];
  const first = octets[whole] ?? 0;
  return Array.from({ length: step }, (_, i) => `${fixed}${first + i}.`);
}

/** Groups up to the first zero are written as they are; from there on `::` may stand for them. */
function toV6Beginnings(groups: number[], length: number): string[] {
  const whole = groups.slice(0, Math.floor(Math.min(length, 127) / 16));
  const zero = whole.indexOf(0);
  return [(zero < 0 ? whole : whole.slice(0, zero)).map((group) => `${group.toString(16)}:`).join('')];
}

/** Undefined where the text is no CIDR. */
export function parseCidr(text: string): Cidr | undefined {
  if (!/^[\da-f.:]+\/\d{1,3}$/i.test(text)) return undefined;
  try {
    const prefix = String(normalizeKey('BGPPrefix', text));
    const [address, length] = ipaddr.parseCIDR(prefix);
    const isV4 = address instanceof ipaddr.IPv4;
    const groups = isV4 ? [] : (address as ipaddr.IPv6).parts;
    const beginnings = isV4 ? toV4Beginnings(address.octets, length) : toV6Beginnings(groups, length);
    const isExact = isV4
      ? length > 0 && length <= 24
      : length > 0 && length < 128 && length % 16 === 0 && !groups.slice(0, length / 16).includes(0);
    const contains = (ip: string) => {
      const candidate = ipaddr.isValid(ip) ? ipaddr.parse(ip) : undefined;
      return candidate?.kind() === address.kind() && candidate.match(address, length);
    };
    return { prefix, beginnings, isExact, contains };
  } catch (error) {
    if (error instanceof KeyError) return undefined;
    throw error;
  }
}

/** A Lucene query: every word has to be there, the last one may be unfinished. Undefined where there is no word. */
export function toWordQuery(text: string): string | undefined {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu);
  return words?.map((word, i) => (i === words.length - 1 ? `${word}*` : word)).join(' AND ');
}

/** A pasted list in its entries: by lines, else by commas, else by blanks. One entry: no list. */
export function splitList(text: string): string[] {
  for (const separator of [/[\r\n]+/, /[,;]+/, /\s+/]) {
    const entries = text
      .split(separator)
      .map((entry) => entry.trim())
      .filter((entry) => entry !== '');
    if (entries.length > 1) return entries;
  }
  return [text.trim()];
}

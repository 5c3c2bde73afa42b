/** Address ranges as tables write them, split into CIDR prefixes. */
import ipaddr from 'ipaddr.js';
import { normalizeIp } from '../../shared/keys.ts';
import { RecordError } from './record.ts';

/** An IPv4 address as a number, an IPv6 address as a bigint. */
function parseBound(raw: string): number | bigint {
  if (/^\d{1,10}$/.test(raw)) {
    const value = Number(raw);
    if (value > 0xffff_ffff) throw new RecordError(`"${raw}" is no IPv4 address`);
    return value;
  }
  const text = normalizeIp(raw);
  if (!text.includes(':')) return text.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
  const groups = ipaddr.IPv6.parse(text).parts.map((group) => group.toString(16).padStart(4, '0'));
  return BigInt(`0x${groups.join('')}`);
}

function toIpv6Text(value: bigint): string {
  const groups = value.toString(16).padStart(32, '0').match(/.{4}/g) ?? [];
  return new ipaddr.IPv6(groups.map((group) => Number.parseInt(group, 16))).toRFC5952String();
}

/** IPv4 in plain numbers: a full table has half a million ranges. */
function toIpv4Prefixes(first: number, last: number): string[] {
  const prefixes: string[] = [];
  let value = first;
  while (value <= last) {
    let size = 1;
    let length = 32;
    // Grow while the block stays aligned and inside the range.
    while (length > 0 && value % (size * 2) === 0 && value + size * 2 - 1 <= last) {
      size *= 2;
      length -= 1;
    }
    prefixes.push(`${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}/${length}`);
    value += size;
  }
  return prefixes;
}

function toIpv6Prefixes(first: bigint, last: bigint): string[] {
  const prefixes: string[] = [];
  let value = first;
  while (value <= last) {
    let size = 1n;
    let length = 128;
    while (length > 0 && value % (size * 2n) === 0n && value + size * 2n - 1n <= last) {
      size *= 2n;
      length -= 1;
    }
    prefixes.push(`${toIpv6Text(value)}/${length}`);
    value += size;
  }
  return prefixes;
}

/** The fewest prefixes that cover exactly `start` to `end`, both included, in ascending order. */
export function toPrefixes(start: string, end: string): string[] {
  const first = parseBound(start);
  const last = parseBound(end);
  if (typeof first !== typeof last) throw new RecordError('a range from IPv4 to IPv6');
  if (first > last) throw new RecordError(`the range ends (${end}) before it begins (${start})`);
  return typeof first === 'number' ? toIpv4Prefixes(first, Number(last)) : toIpv6Prefixes(first, BigInt(last));
}

/** Address ranges as tables write them, split into CIDR prefixes. */
import ipaddr from 'ipaddr.js';
import { findIpv4Value, toIpv4Text } from '../../shared/ipv4.ts';
import { normalizeIp } from '../../shared/keys.ts';
import { RecordError } from './record.ts';

const MAX_IPV6 = (1n << 128n) - 1n;

function parseIpv6(text: string): bigint {
  let value = 0n;
  const { parts } = ipaddr.IPv6.parse(text);
  for (let at = 0; at < 8; at += 2) {
    value = (value << 32n) | BigInt((parts[at] ?? 0) * 65_536 + (parts[at + 1] ?? 0));
  }
  return value;
}

/** An IPv4 address as a number, an IPv6 address as a bigint. Plain numbers of up to ten digits are IPv4. */
function parseBound(raw: string): number | bigint {
  const plain = findIpv4Value(raw);
  if (plain !== undefined) return plain;
  if (/^\d{1,10}$/.test(raw)) {
    const value = Number(raw);
    if (value > 0xffff_ffff) throw new RecordError(`"${raw}" is no IPv4 address`);
    return value;
  }
  if (/^\d{11,39}$/.test(raw)) {
    const value = BigInt(raw);
    if (value > MAX_IPV6) throw new RecordError(`"${raw}" is no IPv6 address`);
    return value;
  }
  const text = normalizeIp(raw);
  return findIpv4Value(text) ?? parseIpv6(text);
}

export function toIpv6Text(value: bigint): string {
  const digits = value.toString(16).padStart(32, '0');
  const parts: number[] = [];
  for (let at = 0; at < 32; at += 4) parts.push(Number.parseInt(digits.slice(at, at + 4), 16));
  return new ipaddr.IPv6(parts).toRFC5952String();
}

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
    prefixes.push(`${toIpv4Text(value)}/${length}`);
    value += size;
  }
  return prefixes;
}

/** The exponent of the highest power of two in a positive value. */
function toExponent(value: bigint): number {
  const digits = value.toString(16);
  return digits.length * 4 - 1 - (Math.clz32(Number.parseInt(digits.charAt(0), 16)) - 28);
}

function toIpv6Prefixes(first: bigint, last: bigint): string[] {
  const prefixes: string[] = [];
  let value = first;
  while (value <= last) {
    const aligned = value === 0n ? 128 : toExponent(value & -value);
    const exponent = Math.min(aligned, toExponent(last - value + 1n));
    prefixes.push(`${toIpv6Text(value)}/${128 - exponent}`);
    value += 1n << BigInt(exponent);
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

/** Address ranges as tables write them, split into CIDR prefixes. */
import ipaddr from 'ipaddr.js';
import { normalizeIp } from '../../shared/keys.ts';
import { RecordError } from './record.ts';

type Bound = { bits: 32 | 128; value: bigint };

function parseBound(raw: string): Bound {
  if (/^\d{1,10}$/.test(raw)) {
    const value = BigInt(raw);
    if (value > 0xffff_ffffn) throw new RecordError(`"${raw}" is no IPv4 address`);
    return { bits: 32, value };
  }
  const octets = ipaddr.parse(normalizeIp(raw)).toByteArray();
  const value = octets.reduce((sum, octet) => (sum << 8n) | BigInt(octet), 0n);
  return { bits: octets.length === 4 ? 32 : 128, value };
}

/** The address of a number, in canonical text. */
export function toAddressText(value: bigint, bits: 32 | 128): string {
  const octets: number[] = [];
  for (let shift = BigInt(bits) - 8n; shift >= 0n; shift -= 8n) octets.push(Number((value >> shift) & 0xffn));
  const address = ipaddr.fromByteArray(octets);
  return address instanceof ipaddr.IPv6 ? address.toRFC5952String() : address.toString();
}

/** The fewest prefixes that cover exactly `start` to `end`, both included, in ascending order. */
export function toPrefixes(start: string, end: string): string[] {
  const first = parseBound(start);
  const last = parseBound(end);
  if (first.bits !== last.bits) throw new RecordError('a range from IPv4 to IPv6');
  if (first.value > last.value) throw new RecordError(`the range ends (${end}) before it begins (${start})`);
  const prefixes: string[] = [];
  let { value } = first;
  while (value <= last.value) {
    let free = 0;
    // Grow while the block stays aligned and inside the range.
    while (free < first.bits) {
      const size = 1n << BigInt(free + 1);
      if ((value & (size - 1n)) !== 0n || value + size - 1n > last.value) break;
      free += 1;
    }
    prefixes.push(`${toAddressText(value, first.bits)}/${first.bits - free}`);
    value += 1n << BigInt(free);
  }
  return prefixes;
}

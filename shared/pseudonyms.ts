/** Pseudonyms of clients: addresses of the discard-only prefix 100::/64 (RFC 6666), which no machine ever asks from. */
import ipaddr from 'ipaddr.js';

const PREFIX = [0x01, 0, 0, 0, 0, 0, 0, 0];

/** The canonical address whose last eight octets are those given. */
export function toPseudonym(octets: Uint8Array): string {
  const address = ipaddr.fromByteArray([...PREFIX, ...octets.subarray(0, 8)]);
  return address instanceof ipaddr.IPv6 ? address.toRFC5952String() : address.toString();
}

/** Of a canonical address. */
export function isPseudonym(ip: string): boolean {
  if (!ip.startsWith('100:')) return false;
  return ipaddr.IPv6.parse(ip)
    .toByteArray()
    .every((octet, at) => at >= PREFIX.length || octet === PREFIX[at]);
}

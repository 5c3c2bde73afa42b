/** Names of record types and response codes (IANA "Domain Name System (DNS) Parameters"). */

const TYPE_NAMES: Readonly<Record<number, string>> = {
  1: 'A',
  2: 'NS',
  5: 'CNAME',
  6: 'SOA',
  10: 'NULL',
  12: 'PTR',
  13: 'HINFO',
  15: 'MX',
  16: 'TXT',
  17: 'RP',
  18: 'AFSDB',
  24: 'SIG',
  25: 'KEY',
  28: 'AAAA',
  29: 'LOC',
  33: 'SRV',
  35: 'NAPTR',
  36: 'KX',
  37: 'CERT',
  39: 'DNAME',
  41: 'OPT',
  43: 'DS',
  44: 'SSHFP',
  45: 'IPSECKEY',
  46: 'RRSIG',
  47: 'NSEC',
  48: 'DNSKEY',
  49: 'DHCID',
  50: 'NSEC3',
  51: 'NSEC3PARAM',
  52: 'TLSA',
  53: 'SMIMEA',
  55: 'HIP',
  59: 'CDS',
  60: 'CDNSKEY',
  61: 'OPENPGPKEY',
  62: 'CSYNC',
  63: 'ZONEMD',
  64: 'SVCB',
  65: 'HTTPS',
  99: 'SPF',
  108: 'EUI48',
  109: 'EUI64',
  249: 'TKEY',
  250: 'TSIG',
  251: 'IXFR',
  252: 'AXFR',
  255: 'ANY',
  256: 'URI',
  257: 'CAA',
};

const RCODE_NAMES = [
  'NOERROR',
  'FORMERR',
  'SERVFAIL',
  'NXDOMAIN',
  'NOTIMP',
  'REFUSED',
  'YXDOMAIN',
  'YXRRSET',
  'NXRRSET',
  'NOTAUTH',
  'NOTZONE',
];

/** The type's name, `TYPE65280` (RFC 3597) where it has none, empty for an empty text. */
export function toTypeName(number: string | number): string {
  return number === '' ? '' : (TYPE_NAMES[Number(number)] ?? `TYPE${number}`);
}

const KNOWN_NAMES: ReadonlySet<string> = new Set(Object.values(TYPE_NAMES));

/** True for the names that `toTypeName` gives, `TYPE65280` apart. */
export function isTypeName(name: string): boolean {
  return KNOWN_NAMES.has(name);
}

/** The code's name, `RCODE24` where it has none, empty for an empty text. */
export function toRcodeName(number: string | number): string {
  return number === '' ? '' : (RCODE_NAMES[Number(number)] ?? `RCODE${number}`);
}

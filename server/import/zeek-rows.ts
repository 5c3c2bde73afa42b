/** What Zeek's dns.log means, whether it is written as TSV or as JSON. */
import { leaveOut, type Outcome } from './record.ts';

/** Zeek's DNS analyzer also listens on these ports (base/protocols/dns/main.zeek); what it finds there is no DNS lookup. */
export const OTHER_PORTS: ReadonlyMap<string, Outcome> = new Map([
  ['137', leaveOut('port 137 (NetBIOS)')],
  ['5353', leaveOut('port 5353 (mDNS)')],
  ['5355', leaveOut('port 5355 (LLMNR)')],
]);

export const NO_NAME = leaveOut('no name');

const TYPE_NAMES: Readonly<Record<string, string>> = {
  '1': 'A',
  '2': 'NS',
  '5': 'CNAME',
  '6': 'SOA',
  '12': 'PTR',
  '15': 'MX',
  '16': 'TXT',
  '28': 'AAAA',
  '33': 'SRV',
  '64': 'SVCB',
  '65': 'HTTPS',
};

const RCODE_NAMES = ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED'];

/** The type's name; a log without `qtype_name` gives the number. */
export function toTypeName(number: string): string {
  return number === '' ? '' : (TYPE_NAMES[number] ?? `TYPE${number}`);
}

export function toRcodeName(number: string): string {
  return number === '' ? '' : (RCODE_NAMES[Number(number)] ?? `RCODE${number}`);
}

/** Zeek writes an octet that is not printable as `\xNN`; DNS text (RFC 4343) writes it `\DDD`. */
export function toDnsEscapes(text: string): string {
  if (!text.includes('\\x')) return text;
  return text.replace(
    /\\x([0-9a-fA-F]{2})/g,
    (_, hex: string) => `\\${String(Number.parseInt(hex, 16)).padStart(3, '0')}`,
  );
}

/** What Zeek's dns.log means, whether it is written as TSV or as JSON. */
import { leaveOut, type Outcome } from './record.ts';

/** Zeek's DNS analyzer also listens on these ports (base/protocols/dns/main.zeek); what it finds there is no DNS lookup. */
export const OTHER_PORTS: ReadonlyMap<string, Outcome> = new Map([
  ['137', leaveOut('port 137 (NetBIOS)')],
  ['5353', leaveOut('port 5353 (mDNS)')],
  ['5355', leaveOut('port 5355 (LLMNR)')],
]);

/** A notification or an update (RFC 1996, RFC 2136): it names a zone, but asks for nothing. */
export const OTHER_OPCODE: Outcome = leaveOut('no lookup (opcode other than QUERY)');

/** Zeek writes an octet that is not printable as `\xNN`; DNS text (RFC 4343) writes it `\DDD`. */
export function toDnsEscapes(text: string): string {
  if (!text.includes('\\x')) return text;
  return text.replace(
    /\\x([0-9a-fA-F]{2})/g,
    (_, hex: string) => `\\${String(Number.parseInt(hex, 16)).padStart(3, '0')}`,
  );
}

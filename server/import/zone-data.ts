/** The data of a record in the form for types a server does not know (RFC 3597 §5), as presentation format. */
import { RecordError } from './record.ts';

/** An uncompressed name (RFC 1035 §3.1) that ends with the data, every octet as `\DDD`. */
function toName(octets: Buffer): string {
  const labels: string[] = [];
  let at = 0;
  for (;;) {
    const length = octets[at];
    if (length === undefined || length > 63 || at + 1 + length > octets.length) break;
    at += 1;
    if (length === 0) {
      if (at === octets.length) return `${labels.join('.')}.`;
      break;
    }
    labels.push([...octets.subarray(at, at + length)].map((octet) => `\\${String(octet).padStart(3, '0')}`).join(''));
    at += length;
  }
  throw new RecordError('\\# data that ends in no name');
}

/** Tokens as in `\# 4 C0000201`; `type` is one that `toRecordFacts` reads. Throws RecordError. */
export function parseGenericData(type: string, tokens: readonly string[]): string {
  const [, length = '', ...pieces] = tokens;
  const digits = pieces.join('');
  const octets = Buffer.from(digits, 'hex');
  if (!/^\d{1,5}$/.test(length) || octets.length !== Number(length) || digits.length !== octets.length * 2) {
    throw new RecordError('\\# data that is no length with as many octets in hexadecimal');
  }
  switch (type) {
    case 'A':
      return octets.join('.');
    case 'AAAA':
      return digits.replace(/.{4}(?!$)/g, '$&:');
    case 'MX':
      if (octets.length < 3) throw new RecordError('\\# data that is too short for MX');
      return `${octets.readUInt16BE(0)} ${toName(octets.subarray(2))}`;
    default:
      return toName(octets);
  }
}

/** What one whole resource record says, as facts of the graph. */
import { findDomainName, KeyError, normalizeHostName, normalizeIp } from '../../shared/keys.ts';
import type { AnswerFact } from './answers.ts';
import { leaveOut, type Outcome, RecordError } from './record.ts';
import { findReverseAddress } from './reverse-names.ts';

/** `data` in presentation format (RFC 1035 §5.1): an address, a name, `10 mx1.alpha.example.` for MX. */
export type TypedRecord = { owner: string; type: string; data: string };

/** Types that `toRecordFacts` reads; the others say nothing about who resolves to what. */
export const FACT_TYPES: ReadonlySet<string> = new Set(['A', 'AAAA', 'CNAME', 'PTR', 'NS', 'MX']);

/** passivedns and what is fed by it print the host of an MX record alone. */
function parseMx(data: string): { preference: number | undefined; target: string } {
  const [first = '', second, ...rest] = data.trim().split(/\s+/);
  const isWhole = second !== undefined && rest.length === 0 && /^\d{1,5}$/.test(first);
  if (!isWhole && (second !== undefined || /^\d*$/.test(first))) {
    throw new RecordError(`"${data.slice(0, 40)}" is no MX record such as "10 mail.example."`);
  }
  return { preference: isWhole ? Number(first) : undefined, target: normalizeHostName(second ?? first) };
}

/**
 * The facts of one record, none for types the graph has no edge for and for a null target (`.`, RFC 7505).
 * Throws KeyError or RecordError where owner or data cannot be read.
 */
export function toRecordFacts({ owner, type, data }: TypedRecord): AnswerFact[] {
  const name = normalizeHostName(owner);
  const toHost = (edge: 'ALIAS_OF' | 'MANAGED_BY' | 'MAIL_BY', from: 'HostName' | 'DomainName', target: string) => {
    return { type: edge, from, source: name, to: 'HostName', target } as const;
  };
  switch (type) {
    case 'A':
    case 'AAAA':
      return [
        { type: 'RESOLVES_TO', from: 'HostName', source: name, to: 'IP', target: normalizeIp(data), records: [type] },
      ];
    case 'CNAME':
      return [toHost('ALIAS_OF', 'HostName', normalizeHostName(data))];
    case 'PTR': {
      const address = findReverseAddress(name);
      if (address === undefined) return [];
      return [{ type: 'POINTS_TO', from: 'IP', source: address, to: 'HostName', target: normalizeHostName(data) }];
    }
    case 'NS':
      return findDomainName(name) === name ? [toHost('MANAGED_BY', 'DomainName', normalizeHostName(data))] : [];
    case 'MX': {
      const { preference, target } = parseMx(data);
      if (target === '.') return [];
      const from = findDomainName(name) === name ? 'DomainName' : 'HostName';
      return [
        { ...toHost('MAIL_BY', from, target), ...(preference === undefined ? {} : { properties: { preference } }) },
      ];
    }
    default:
      return [];
  }
}

/** The facts of a record that stands beside others: one that cannot be read says nothing. */
export function findRecordFacts(record: TypedRecord): AnswerFact[] {
  try {
    return toRecordFacts(record);
  } catch (error) {
    if (error instanceof KeyError || error instanceof RecordError) return [];
    throw error;
  }
}

const NO_FACT: Readonly<Record<string, Outcome>> = {
  PTR: leaveOut('PTR of a name that stands for no whole address'),
  NS: leaveOut('NS of a name that is no registrable domain'),
  MX: leaveOut('MX of a name that takes no mail (RFC 7505)'),
};
/** Types frequent enough for a reason of their own; the others share one, so that reasons stay few. */
const FREQUENT_TYPES =
  'SOA TXT SPF SRV NAPTR CAA DNAME HTTPS SVCB TLSA SSHFP DS DNSKEY CDS CDNSKEY RRSIG NSEC NSEC3 NSEC3PARAM'.split(' ');
const byType = new Map(FREQUENT_TYPES.map((type) => [type, leaveOut(`no fact of the graph in ${type} records`)]));
const OTHER_TYPE = leaveOut('no fact of the graph in records of other types');

/** Why `toRecordFacts` found nothing in a record of this type. */
export function explainNoFact(type: string): Outcome {
  return NO_FACT[type] ?? byType.get(type) ?? OTHER_TYPE;
}

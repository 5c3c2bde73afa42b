/** CAIDA's AS-to-organization table, whatever it is written in: organizations and networks in any order. */
import { normalizeAsn } from '../../shared/keys.ts';
import { toDisplayName } from './networks.ts';
import { ACCEPTED, leaveOut, NO_ROW, type Parser, PENDING, type Sink } from './record.ts';

export type As2orgRow =
  | { type: 'Organization'; organizationId: string; name?: string | undefined; country?: string | undefined }
  | { type: 'ASN'; asn: string | number; organizationId: string; name?: string | undefined };

type Network = { asn: number; organizationId: string; name: string };

// CAIDA marks organizations that a register has removed `@del…`; they have no name.
const REMOVED = leaveOut('removed organization (@del…)');
const NAMELESS = leaveOut('organization without a name');
const UNKNOWN_ORGANIZATION = leaveOut('AS of an organization the file does not name');

function addNetwork({ asn, name }: Network, organization: string, sink: Sink): void {
  sink.edge('MANAGED_BY', 'AS', asn, 'Organization', organization);
  if (name !== '') sink.edge('NAME', 'AS', asn, 'Name', name);
}

/** `parseRow` reads a line, undefined for a header or comment; it may throw RecordError. */
export function createAs2orgParser(parseRow: (line: string) => As2orgRow | undefined): Parser {
  const names = new Map<string, string>();
  const pending: { line: number; text: string; network: Network }[] = [];

  return {
    parse(line, lineNumber, sink) {
      if (line.trim() === '') return NO_ROW;
      const row = parseRow(line);
      if (row === undefined) return NO_ROW;
      if (row.organizationId.startsWith('@del')) return REMOVED;
      const name = toDisplayName(row.name ?? '');
      if (row.type === 'Organization') {
        if (name === '') return NAMELESS;
        names.set(row.organizationId, name);
        const country = (row.country ?? '').trim().toUpperCase();
        if (/^[A-Z]{2}$/.test(country)) sink.edge('COUNTRY', 'Organization', name, 'Country', country);
        else sink.node('Organization', name);
        return ACCEPTED;
      }
      const network = { asn: normalizeAsn(row.asn), organizationId: row.organizationId, name };
      const organization = names.get(row.organizationId);
      if (organization === undefined) {
        pending.push({ line: lineNumber, text: line, network });
        return PENDING;
      }
      addNetwork(network, organization, sink);
      return ACCEPTED;
    },
    *finish(sink) {
      for (const { line, text, network } of pending) {
        const organization = names.get(network.organizationId);
        if (organization !== undefined) addNetwork(network, organization, sink);
        yield { line, text, outcome: organization === undefined ? UNKNOWN_ORGANIZATION : ACCEPTED };
      }
    },
  };
}

import { z } from 'zod';
import { normalizeAsn } from '../../../shared/keys.ts';
import { parseJsonObject } from '../json-line.ts';
import { ACCEPTED, type Format, leaveOut, NO_ROW, type Parser, PENDING, RecordError, type Sink } from '../record.ts';

const Row = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('Organization'),
    organizationId: z.string(),
    name: z.string().optional(),
    country: z.string().optional(),
  }),
  z.object({
    type: z.literal('ASN'),
    asn: z.union([z.string(), z.int()]),
    organizationId: z.string(),
    name: z.string().optional(),
  }),
]);
type Row = z.infer<typeof Row>;
type AsRow = { asn: number; organizationId: string; name: string };

// CAIDA marks organizations that a register has removed `@del…`; they have no name.
const REMOVED = leaveOut('removed organization (@del…)');
const NAMELESS = leaveOut('organization without a name');
const UNKNOWN_ORGANIZATION = leaveOut('AS of an organization the file does not name');

function parseRow(line: string): Row {
  const parsed = Row.safeParse(parseJsonObject(line));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new RecordError(`no as2org row: ${issue?.path.join('.') || 'type'}: ${issue?.message ?? 'unknown'}`);
}

function toName(raw: string | undefined): string {
  return (raw ?? '').trim().normalize('NFC');
}

function createAs2orgParser(): Parser {
  const names = new Map<string, string>();
  const pending: { line: number; text: string; row: AsRow }[] = [];

  function addNetwork(row: AsRow, organization: string, sink: Sink): void {
    sink.edge('MANAGED_BY', 'AS', row.asn, 'Organization', organization);
    if (row.name !== '') sink.edge('NAME', 'AS', row.asn, 'Name', row.name);
  }

  return {
    parse(line, lineNumber, sink) {
      if (line.trim() === '') return NO_ROW;
      const row = parseRow(line);
      if (row.organizationId.startsWith('@del')) return REMOVED;
      const name = toName(row.name);
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
        pending.push({ line: lineNumber, text: line, row: network });
        return PENDING;
      }
      addNetwork(network, organization, sink);
      return ACCEPTED;
    },
    *finish(sink) {
      for (const { line, text, row } of pending) {
        const organization = names.get(row.organizationId);
        if (organization !== undefined) addNetwork(row, organization, sink);
        yield { line, text, outcome: organization === undefined ? UNKNOWN_ORGANIZATION : ACCEPTED };
      }
    },
  };
}

/** CAIDA's AS-to-organization table as JSON lines. */
export const as2orgJsonl: Format = {
  id: 'as2org-jsonl',
  title: 'CAIDA AS to organization, JSON lines',
  dataset: 'caida-as2org',
  reference: {
    reference_org: 'CAIDA',
    reference_url_info: 'https://www.caida.org/catalog/datasets/as-organizations/',
  },
  assumes: [],
  bringsPrefixes: false,
  toText: (byte) => String.fromCharCode(byte),
  detect({ lines }) {
    return lines.some((line) => line.startsWith('{') && /"type"\s*:\s*"(ASN|Organization)"/.test(line));
  },
  createParser: createAs2orgParser,
};

import { z } from 'zod';
import { type As2orgRow, createAs2orgParser } from '../as2org.ts';
import { parseJsonObject } from '../json-line.ts';
import { type Format, RecordError } from '../record.ts';

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

function parseRow(line: string): As2orgRow {
  const parsed = Row.safeParse(parseJsonObject(line));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new RecordError(`no as2org row: ${issue?.path.join('.') || 'type'}: ${issue?.message ?? 'unknown'}`);
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
  findDate: () => undefined,
  createParser: () => createAs2orgParser(parseRow),
};

import { type As2orgRow, createAs2orgParser } from '../as2org.ts';
import { type Format, type Parser, RecordError } from '../record.ts';
import { findWrittenDay } from '../table-date.ts';

/** Names the columns of the rows that follow; a file has one for its organizations and one for its networks. */
const LAYOUT = /^#\s*format\s*:\s*(\S.*)$/;

/** Columns by position, from a layout line; undefined for another comment. */
function findLayout(line: string): string[] | undefined {
  const [, columns] = LAYOUT.exec(line) ?? [];
  return columns?.split('|').map((column) => column.trim());
}

function createParser(): Parser {
  let layout: string[] | undefined;

  return createAs2orgParser((line): As2orgRow | undefined => {
    if (line.startsWith('#')) {
      layout = findLayout(line) ?? layout;
      return undefined;
    }
    if (layout === undefined) throw new RecordError('a row before the first "# format:" line, which names its columns');
    const columns = layout;
    const cells = line.split('|');
    if (cells.length !== columns.length) {
      throw new RecordError(`${cells.length} columns where the "# format:" line has ${columns.length}`);
    }
    const cell = (...names: string[]) => cells[columns.findIndex((column) => names.includes(column))]?.trim() ?? '';
    const organizationId = cell('org_id', 'organization_id');
    if (organizationId === '') throw new RecordError('a row without the id of an organization');
    // Older files call the organization's name `name`.
    if (!columns.includes('aut')) {
      return { type: 'Organization', organizationId, name: cell('org_name', 'name'), country: cell('country') };
    }
    return { type: 'ASN', asn: cell('aut'), organizationId, name: cell('aut_name') };
  });
}

/** CAIDA's AS-to-organization table as text, with and without the column `opaque_id`. */
export const as2orgTxt: Format = {
  id: 'as2org-txt',
  title: 'CAIDA AS to organization, text',
  dataset: 'caida-as2org',
  reference: {
    reference_org: 'CAIDA',
    reference_url_info: 'https://www.caida.org/catalog/datasets/as-organizations/',
  },
  assumes: [],
  bringsPrefixes: false,
  toText: (byte) => String.fromCharCode(byte),
  detect({ lines }) {
    return lines.some((line) => {
      const columns = findLayout(line) ?? [];
      return columns.includes('org_id') && (columns.includes('aut') || columns.includes('country'));
    });
  },
  findDate({ lines }) {
    return findWrittenDay(lines.find((line) => /^#\s*date\s*:/i.test(line)) ?? '');
  },
  createParser,
};

import { normalizePrefix } from '../../../shared/keys.ts';
import { splitCsvLine } from '../csv-line.ts';
import { toPrefixes } from '../ip-ranges.ts';
import { addAddressRow } from '../networks.ts';
import { type Format, ImportError, NO_ROW, type Parser, RecordError } from '../record.ts';

/** Header names by what they hold, in the order in which they are preferred. docs/formats.md lists them. */
export const IP_RANGE_COLUMNS = {
  start: ['start_ip', 'ip_range_start', 'range_start', 'start'],
  end: ['end_ip', 'ip_range_end', 'range_end', 'end'],
  network: ['network', 'prefix', 'cidr'],
  asn: ['asn', 'autonomous_system_number', 'as_number'],
  name: ['as_name', 'as_description'],
  organization: ['autonomous_system_organization', 'as_organization'],
  // `country` may hold the code or the name; where both are there, the code has the longer name.
  country: ['country_code', 'country'],
} as const;

type Column = keyof typeof IP_RANGE_COLUMNS;
const COLUMN_NAMES = Object.keys(IP_RANGE_COLUMNS) as Column[];

type Layout = { width: number; columns: Partial<Record<Column, number>> };

/** The order ip-location-db documents for its files without a header. */
const HEADERLESS: Layout = { width: 4, columns: { start: 0, end: 1, asn: 2, organization: 3 } };

const BOUND = /^[0-9a-fA-F:.]{1,45}$/;

function splitHead(line: string): string[] {
  try {
    return line.length > 10_000 ? [] : splitCsvLine(line, ',').map((cell) => cell.trim());
  } catch {
    return [];
  }
}

function findLayout(line: string): Layout | undefined {
  const header = splitHead(line).map((cell) => cell.toLowerCase());
  const columns: Layout['columns'] = {};
  for (const column of COLUMN_NAMES) {
    const index = IP_RANGE_COLUMNS[column].map((name) => header.indexOf(name)).find((at) => at >= 0);
    if (index !== undefined) columns[column] = index;
  }
  const hasAddresses = columns.network !== undefined || (columns.start !== undefined && columns.end !== undefined);
  return hasAddresses && columns.asn !== undefined ? { width: header.length, columns } : undefined;
}

function isHeaderlessRow(line: string): boolean {
  const [start = '', end = '', asn = '', ...rest] = splitHead(line);
  const hasBounds = /[\d:]/.test(start) && BOUND.test(start) && BOUND.test(end);
  return hasBounds && /^(?:AS)?\d{1,10}$/i.test(asn) && rest.length === 1;
}

function createIpRangesParser(): Parser {
  let layout: Layout | undefined;
  return {
    parse(line, _lineNumber, sink) {
      if (line.trim() === '' || line.startsWith('#')) return NO_ROW;
      if (!layout) {
        layout = findLayout(line);
        if (layout) return NO_ROW;
        if (!isHeaderlessRow(line)) {
          throw new ImportError(
            'The first line is neither a header with a range or network and an AS, nor such a row.',
          );
        }
        layout = HEADERLESS;
      }
      const { width, columns } = layout;
      const cells = splitCsvLine(line, ',');
      if (cells.length !== width) throw new RecordError(`${cells.length} columns where the table has ${width}`);
      const cell = (column: Column) => cells[columns[column] ?? -1]?.trim() ?? '';
      const prefixes =
        columns.network === undefined ? toPrefixes(cell('start'), cell('end')) : [normalizePrefix(cell('network'))];
      return addAddressRow(
        {
          prefixes,
          asn: cell('asn'),
          country: cell('country'),
          name: cell('name'),
          organization: cell('organization'),
        },
        sink,
      );
    },
  };
}

/** Ranges or networks with their AS as comma-separated text: ip-location-db, IPinfo and GeoLite2 publish such tables. */
export const ipRangesCsv: Format = {
  id: 'ip-ranges-csv',
  title: 'Address ranges or networks with their AS, CSV',
  dataset: 'ip-ranges',
  reference: {},
  assumes: [],
  bringsPrefixes: true,
  toText: (byte) => String.fromCharCode(byte),
  detect({ lines }) {
    const line = lines.find((candidate) => candidate.trim() !== '' && !candidate.startsWith('#'));
    return line !== undefined && (findLayout(line) !== undefined || isHeaderlessRow(line));
  },
  findDate: () => undefined,
  createParser: createIpRangesParser,
};

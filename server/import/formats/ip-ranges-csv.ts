import { splitCsvLine } from '../csv-line.ts';
import { addIpRange, findIpRangeNames, IP_RANGE_COLUMN_NAMES, type IpRangeColumn } from '../ip-range-rows.ts';
import { type Format, ImportError, NO_ROW, type Parser, RecordError } from '../record.ts';

type Layout = { width: number; columns: Partial<Record<IpRangeColumn, number>> };

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
  const names = findIpRangeNames(header);
  if (!names) return undefined;
  const columns: Layout['columns'] = {};
  for (const column of IP_RANGE_COLUMN_NAMES) {
    const name = names[column];
    if (name !== undefined) columns[column] = header.indexOf(name);
  }
  return { width: header.length, columns };
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
      return addIpRange((column) => cells[columns[column] ?? -1]?.trim() ?? '', sink);
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

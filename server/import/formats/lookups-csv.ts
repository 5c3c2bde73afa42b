import { findFirstLine, splitCsvLine, splitHeader } from '../csv-line.ts';
import { createLookupReader, isLookupColumn, isLookupHeader, LOOKUPS_DATASET, NEEDED_COLUMNS } from '../lookup-rows.ts';
import { type Format, ImportError, NO_ROW, type ParseOptions, type Parser, RecordError } from '../record.ts';

/** ClickHouse and Hive write a value that is not there so. */
const NULL_CELL = '\\N';

/** Throws ImportError where columns are missing, unknown or named twice. */
function checkHeader(header: readonly string[]): void {
  const missing = NEEDED_COLUMNS.filter((column) => !header.includes(column));
  if (missing.length > 0) throw new ImportError(`The header (${header.join(', ')}) names no ${missing.join(', ')}.`);
  const strange = header.find((name, at) => !isLookupColumn(name) || header.indexOf(name) !== at);
  if (strange !== undefined) throw new ImportError(`The header has a column "${strange}" too many.`);
}

function createLookupsCsvParser(options: ParseOptions): Parser {
  const readLookup = createLookupReader(options);
  let delimiter = ',';
  let header: string[] | undefined;
  return {
    parse(line, _lineNumber, sink) {
      if (line.trim() === '') return NO_ROW;
      if (!header) {
        const found = splitHeader(line);
        checkHeader(found.header);
        ({ delimiter, header } = found);
        return NO_ROW;
      }
      const cells = splitCsvLine(line, delimiter);
      if (cells.length !== header.length) {
        throw new RecordError(`${cells.length} columns where the header has ${header.length}`);
      }
      const row: Record<string, string> = {};
      for (const [at, column] of header.entries()) {
        const cell = cells[at] ?? '';
        row[column] = cell === NULL_CELL ? '' : cell;
      }
      return readLookup(row, sink);
    },
  };
}

/** Counted lookups (lookup-rows.ts) as text columns under a header. */
export const lookupsCsv: Format = {
  id: 'lookups-csv',
  title: 'Counted lookups, CSV',
  dataset: LOOKUPS_DATASET,
  reference: {},
  assumes: [],
  bringsPrefixes: false,
  toText: (byte) => `\\${String(byte).padStart(3, '0')}`,
  detect({ lines }) {
    const first = findFirstLine(lines);
    try {
      return first !== undefined && isLookupHeader(splitHeader(first).header);
    } catch {
      return false;
    }
  },
  createParser: createLookupsCsvParser,
};

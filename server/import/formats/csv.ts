import { findFirstLine, splitCsvLine, splitHeader, toHeaderName } from '../csv-line.ts';
import {
  COLUMN_NAMES,
  COLUMNS,
  type Column,
  checkMap,
  createMappedReader,
  findMapped,
  NEEDED,
} from '../mapped-rows.ts';
import {
  type ColumnMap,
  type Format,
  ImportError,
  NO_ROW,
  type ParseOptions,
  type Parser,
  RecordError,
} from '../record.ts';

/** Where a column's cells are; of several the first that is not empty counts. */
type Places = Partial<Record<Column, readonly number[]>>;

/** True where `--map` gives columns by number: the file has no header. */
function isNumbered(map: ColumnMap | undefined): map is ColumnMap {
  const given = Object.values(map ?? {});
  return given.length > 0 && given.every((name) => /^[1-9]\d*(\|[1-9]\d*)*$/.test(name));
}

function findPlaces(header: string[], map: ColumnMap | undefined): Places {
  const found: Places = {};
  for (const column of COLUMNS) {
    const mapped = findMapped(map, column)?.map(toHeaderName);
    const names = mapped ?? COLUMN_NAMES[column];
    const places = names.map((name) => header.indexOf(name)).filter((at) => at >= 0);
    if (places.length > 0) found[column] = mapped ? places : places.slice(0, 1);
  }
  return found;
}

function findNumbered(map: ColumnMap, width: number): Places {
  const found: Places = {};
  for (const column of COLUMNS) {
    const places = findMapped(map, column)?.map((number) => Number(number) - 1);
    if (!places) continue;
    if (places.some((at) => at >= width)) {
      throw new ImportError(`The first line has ${width} columns; --map gives ${map[column]} for ${column}.`);
    }
    found[column] = places;
  }
  return found;
}

function checkPlaces(places: Places, header: string[], map: ColumnMap | undefined): void {
  for (const [column, name] of Object.entries(map ?? {})) {
    if (places[column as Column] !== undefined) continue;
    throw new ImportError(`The header has no column "${name}", which --map gives for ${column}: ${header.join(', ')}.`);
  }
  const missing = NEEDED.filter((column) => places[column] === undefined);
  if (missing.length === 0) return;
  const example = missing.map((column) => `${column}=COLUMN`).join(',');
  throw new ImportError(`The header (${header.join(', ')}) names no ${missing.join(', ')}: say --map ${example}.`);
}

function createCsvParser(options: ParseOptions): Parser {
  const { map } = options;
  const readRow = createMappedReader(options);
  let delimiter = ',';
  let width = 0;
  let places: Places | undefined;
  let cells: string[] = [];

  function toCell(column: Column): string {
    for (const at of places?.[column] ?? []) {
      const text = cells[at]?.trim() ?? '';
      if (text !== '') return text;
    }
    return '';
  }

  /** Answers true where the first line is a header. */
  function readFirst(line: string): boolean {
    checkMap(map);
    const first = splitHeader(line);
    ({ delimiter } = first);
    width = first.header.length;
    places = isNumbered(map) ? findNumbered(map, width) : findPlaces(first.header, map);
    checkPlaces(places, first.header, map);
    if (!isNumbered(map)) return true;
    // Exports that have no header may be asked to have one: no address is without digits and colons.
    cells = first.header;
    return /^[^\d:]+$/.test(toCell('client'));
  }

  return {
    parse(line, _lineNumber, sink) {
      if (line.trim() === '') return NO_ROW;
      if (!places && readFirst(line)) return NO_ROW;
      cells = splitCsvLine(line, delimiter);
      if (cells.length !== width) throw new RecordError(`${cells.length} columns where the header has ${width}`);
      return readRow(toCell, places?.count !== undefined, sink);
    },
  };
}

/** Lookups as text columns under a header that names client, name and time, or in columns given by number. */
export const csv: Format = {
  id: 'csv',
  title: 'CSV with a header',
  dataset: 'csv',
  reference: {},
  assumes: ['timezone'],
  bringsPrefixes: false,
  toText: (byte) => `\\${String(byte).padStart(3, '0')}`,
  detect({ lines }, { map }) {
    const first = findFirstLine(lines);
    if (first === undefined) return false;
    if (map !== undefined) return true;
    try {
      const places = findPlaces(splitHeader(first).header, map);
      return NEEDED.every((column) => places[column] !== undefined);
    } catch {
      return false;
    }
  },
  createParser: createCsvParser,
};

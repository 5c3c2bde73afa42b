import { parse as parseCsv } from 'csv-parse/sync';
import { toRcodeName, toTypeName } from '../dns-types.ts';
import {
  ACCEPTED,
  type ColumnMap,
  type Format,
  ImportError,
  NO_NAME,
  NO_ROW,
  type ParseOptions,
  type Parser,
  RecordError,
} from '../record.ts';
import { createTimeParser } from '../times.ts';

/** Header names understood without `--map`, in the order in which they are preferred. docs/formats.md lists them. */
export const CSV_COLUMNS = {
  client: [
    'client',
    'client_ip',
    'clientip',
    'src_ip',
    'source_ip',
    'srcip',
    'src',
    'query_ip',
    'queryip',
    'id.orig_h',
  ],
  name: ['name', 'qname', 'query', 'query_name', 'rrname', 'domain', 'host', 'hostname', 'fqdn'],
  time: ['time', 'ts', 'timestamp', '@timestamp', 'datetime', 'date', 'query_time'],
  qtype: ['qtype', 'qtype_name', 'query_type', 'rrtype', 'record_type', 'type'],
  rcode: ['rcode', 'rcode_name', 'response_code', 'return_code'],
  answers: ['answers', 'answer', 'rdata', 'response'],
  count: ['count', 'lookups'],
} as const;
type Column = keyof typeof CSV_COLUMNS;
const REQUIRED: readonly Column[] = ['client', 'name', 'time'];
const COLUMN_NAMES = Object.keys(CSV_COLUMNS) as Column[];

const DELIMITERS = ['\t', ';', '|', ','];

function isColumn(name: string): name is Column {
  return Object.hasOwn(CSV_COLUMNS, name);
}

function findDelimiter(header: string): string {
  const counts = DELIMITERS.map((delimiter) => header.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}

function splitLine(line: string, delimiter: string): string[] {
  if (!line.includes('"')) return line.split(delimiter);
  try {
    const [cells = []] = parseCsv(line, { delimiter, relax_column_count: true }) as string[][];
    return cells;
  } catch {
    throw new RecordError('a quotation mark that is not closed on the same line');
  }
}

function toHeaderName(cell: string): string {
  return cell.trim().replace(/^#/, '').toLowerCase();
}

function findColumns(header: string[], map: ColumnMap | undefined): Partial<Record<Column, number>> {
  const found: Partial<Record<Column, number>> = {};
  for (const column of COLUMN_NAMES) {
    const wanted = map && Object.hasOwn(map, column) ? [toHeaderName(map[column] ?? '')] : CSV_COLUMNS[column];
    const index = wanted.map((name) => header.indexOf(name)).find((at) => at >= 0);
    if (index !== undefined) found[column] = index;
  }
  return found;
}

function splitAnswers(cell: string): string[] {
  return cell.split(/[\s,;|]+/).filter((answer) => answer !== '');
}

function toCount(raw: string): number {
  const count = Number(raw);
  if (raw !== '' && Number.isSafeInteger(count) && count > 0) return count;
  throw new RecordError(`"${raw.slice(0, 40)}" is no number of lookups`);
}

function createCsvParser(options: ParseOptions): Parser {
  const { map } = options;
  const parseTime = createTimeParser(options);
  let delimiter = ',';
  let width = 0;
  let columns: Partial<Record<Column, number>> | undefined;

  function readHeader(line: string): void {
    const unknown = Object.keys(map ?? {}).find((name) => !isColumn(name));
    if (unknown) throw new ImportError(`--map knows ${COLUMN_NAMES.join(', ')}, not "${unknown}".`);
    delimiter = findDelimiter(line);
    const header = splitLine(line, delimiter).map(toHeaderName);
    width = header.length;
    columns = findColumns(header, map);
    for (const [column, name] of Object.entries(map ?? {})) {
      if (columns[column as Column] !== undefined) continue;
      throw new ImportError(
        `The header has no column "${name}", which --map gives for ${column}: ${header.join(', ')}.`,
      );
    }
    const missing = REQUIRED.filter((column) => columns?.[column] === undefined);
    if (missing.length > 0) {
      const example = missing.map((column) => `${column}=COLUMN`).join(',');
      throw new ImportError(`The header (${header.join(', ')}) names no ${missing.join(', ')}: say --map ${example}.`);
    }
  }

  return {
    parse(line, _lineNumber, sink) {
      if (line.trim() === '') return NO_ROW;
      if (!columns) {
        readHeader(line);
        return NO_ROW;
      }
      const cells = splitLine(line, delimiter);
      if (cells.length !== width) throw new RecordError(`${cells.length} columns where the header has ${width}`);
      const cell = (column: Column) => cells[columns?.[column] ?? -1]?.trim() ?? '';
      const name = cell('name');
      if (name === '') return NO_NAME;
      const seconds = parseTime(cell('time'));
      const type = cell('qtype').toUpperCase();
      const qtype = /^\d+$/.test(type) ? toTypeName(type) : type;
      const code = cell('rcode').toUpperCase();
      const rcode = /^\d+$/.test(code) ? toRcodeName(code) : code;
      const count = columns.count === undefined ? 1 : toCount(cell('count'));
      sink.lookup(cell('client'), name, seconds, qtype, rcode, count);
      const answers = cell('answers');
      if (answers !== '') sink.answers(name, seconds, qtype, answers, splitAnswers, count);
      return ACCEPTED;
    },
  };
}

/** Lookups as text columns under a header that names client, name and time. */
export const csv: Format = {
  id: 'csv',
  title: 'CSV with a header',
  dataset: 'csv',
  reference: {},
  assumes: ['timezone'],
  bringsPrefixes: false,
  toText: (byte) => `\\${String(byte).padStart(3, '0')}`,
  detect({ lines }, { map }) {
    const header = lines.find((line) => line.trim() !== '');
    if (header === undefined || header.startsWith('{') || header.length > 10_000) return false;
    try {
      const columns = findColumns(splitLine(header, findDelimiter(header)).map(toHeaderName), map);
      return map !== undefined || REQUIRED.every((column) => columns[column] !== undefined);
    } catch {
      return false;
    }
  },
  createParser: createCsvParser,
};

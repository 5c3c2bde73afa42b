import { findJsonObjects, isJsonObject, type JsonObject, parseJsonObject } from '../json-line.ts';
import {
  COLUMN_NAMES,
  COLUMNS,
  type Column,
  checkMap,
  createMappedReader,
  findMapped,
  NEEDED,
} from '../mapped-rows.ts';
import { type ColumnMap, type Format, ImportError, NO_ROW, type ParseOptions, type Parser } from '../record.ts';

/** The value of a key, or of a path of keys between dots. */
function findValue(row: JsonObject, key: string): unknown {
  if (Object.hasOwn(row, key)) return row[key];
  let value: unknown = row;
  for (const part of key.split('.')) {
    if (!isJsonObject(value) || !Object.hasOwn(value, part)) return undefined;
    value = value[part];
  }
  return value;
}

/** What exports call the data of an answer that is an object: `Rdata` Route 53, `data` Elastic. */
const DATA_KEYS = ['Rdata', 'rdata', 'data'];

function toSingleText(value: unknown): string {
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (!isJsonObject(value)) return '';
  const key = DATA_KEYS.find((name) => Object.hasOwn(value, name));
  return key !== undefined && typeof value[key] === 'string' ? value[key] : '';
}

/** Lists are answers, or several values of which each may be one; data with blanks in it is no name or address. */
function toText(value: unknown): string {
  if (!Array.isArray(value)) return toSingleText(value);
  const texts = value.map(toSingleText).filter((text) => text !== '' && !/\s/.test(text));
  return texts.join(' ');
}

type Keys = Readonly<Record<Column, readonly string[]>>;

function toKeys(map: ColumnMap | undefined): Keys {
  const entries = COLUMNS.map((column) => [column, findMapped(map, column) ?? COLUMN_NAMES[column]]);
  return Object.fromEntries(entries) as Keys;
}

function findText(row: JsonObject, keys: readonly string[]): string {
  for (const key of keys) {
    const text = toText(findValue(row, key));
    if (text !== '') return text;
  }
  return '';
}

function createJsonlParser(options: ParseOptions): Parser {
  const keys = toKeys(options.map);
  const readRow = createMappedReader(options);
  let hasKeys = false;

  /** A file without one of the keys would only be rejected line by line. */
  function checkFirst(row: JsonObject): void {
    checkMap(options.map);
    const has = (column: Column) => keys[column].some((key) => findValue(row, key) !== undefined);
    const missing = NEEDED.filter((column) => !has(column));
    if (missing.length === NEEDED.length) {
      const example = missing.map((column) => `${column}=KEY`).join(',');
      throw new ImportError(`The first line has no key for ${missing.join(', ')}: say --map ${example}.`);
    }
    hasKeys = true;
  }

  return {
    parse(line, _lineNumber, sink) {
      if (line.trim() === '') return NO_ROW;
      const row = parseJsonObject(line);
      if (!hasKeys) checkFirst(row);
      const hasCount = keys.count.some((key) => findValue(row, key) !== undefined);
      return readRow((column) => findText(row, keys[column]), hasCount, sink);
    },
  };
}

/** Lookups as one JSON object a line, under keys of any names. */
export const jsonl: Format = {
  id: 'jsonl',
  title: 'JSON lines with any keys',
  dataset: 'jsonl',
  reference: {},
  assumes: ['timezone'],
  bringsPrefixes: false,
  toText: (byte) => `\\\\${String(byte).padStart(3, '0')}`,
  detect({ lines }, { map }) {
    const [row] = findJsonObjects(lines);
    if (!row) return false;
    const keys = toKeys(map);
    return map !== undefined || NEEDED.every((column) => findText(row, keys[column]) !== '');
  },
  createParser: createJsonlParser,
};

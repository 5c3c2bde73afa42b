/** Writes CSV as `neo4j-admin database import` reads it. */
import { closeSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';

const BUFFER_CHARACTERS = 256 * 1024;

/** Between the elements of a list: no name of a type or a response code holds it. */
export const LIST_SEPARATOR = '\u001f';

const NEEDS_QUOTES = /[",\n\r]/;

/** A cell of text. The empty text is quoted: without quotes it would be no value. */
export function toCell(text: string): string {
  if (text !== '' && !NEEDS_QUOTES.test(text)) return text;
  return `"${text.replaceAll('"', '""')}"`;
}

/** A cell of several texts. The tool takes an empty list for no value. Throws where an element holds the separator. */
export function toListCell(texts: readonly string[]): string {
  const [first = ''] = texts;
  const text = texts.length === 1 ? first : texts.join(LIST_SEPARATOR);
  if (text.split(LIST_SEPARATOR).length > Math.max(1, texts.length)) {
    throw new Error('An element of a list holds the separator of elements.');
  }
  return texts.length === 0 ? '' : toCell(text);
}

const PADDED = Array.from({ length: 60 }, (_, value) => String(value).padStart(2, '0'));
const MS_PER_HOUR = 3_600_000;

/** Answers a function from milliseconds since 1970 UTC to ISO 8601 text: times of one hour share its beginning. */
export function createTimeFormat(): (milliseconds: number) => string {
  const hours = new Map<number, string>();
  return (milliseconds) => {
    const hour = Math.floor(milliseconds / MS_PER_HOUR);
    let beginning = hours.get(hour);
    if (beginning === undefined) {
      beginning = new Date(hour * MS_PER_HOUR).toISOString().slice(0, -'00:00.000Z'.length);
      hours.set(hour, beginning);
    }
    const rest = milliseconds - hour * MS_PER_HOUR;
    const seconds = Math.floor(rest / 1000);
    const fraction = rest - seconds * 1000;
    const text = `${beginning}${PADDED[Math.floor(seconds / 60)]}:${PADDED[seconds % 60]}`;
    return fraction === 0 ? `${text}Z` : `${text}.${String(fraction).padStart(3, '0')}Z`;
  };
}

export type CsvFile = {
  name: string;
  /** Takes one row without its line end. */
  write(row: string): void;
  close(): void;
};

/** Creates the file in the folder, with its header as the first row where one is given. */
export function createCsvFile(folder: string, name: string, header?: string): CsvFile {
  const handle = openSync(path.join(folder, name), 'wx', 0o600);
  let waiting = header === undefined ? '' : `${header}\n`;
  const flush = () => {
    if (waiting !== '') writeSync(handle, waiting);
    waiting = '';
  };
  return {
    name,
    write(row) {
      waiting += `${row}\n`;
      if (waiting.length >= BUFFER_CHARACTERS) flush();
    },
    close() {
      try {
        flush();
      } finally {
        closeSync(handle);
      }
    },
  };
}

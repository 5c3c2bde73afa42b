import { findJsonObjects, type JsonObject, parseJsonObject } from '../json-line.ts';
import { createPassivednsCounter } from '../passivedns-rows.ts';
import { type Format, NO_ROW, type ParseOptions, type Parser, RecordError } from '../record.ts';
import { createTimeParser, toSeconds } from '../times.ts';

function toText(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

/** `timestamp_ms` holds microseconds (`tv_usec`), whatever its name. */
function toTime(row: JsonObject, parseTime: (raw: string) => number): number {
  if (row.timestamp_s === undefined) return parseTime(toText(row.timestamp));
  const micros = typeof row.timestamp_ms === 'number' ? row.timestamp_ms : 0;
  if (micros < 0 || micros >= 1_000_000) throw new RecordError(`"${micros}" is no number of microseconds in a second`);
  return toSeconds(toText(row.timestamp_s)) + micros / 1_000_000;
}

function createPassivednsJsonParser(options: ParseOptions): Parser {
  const parseTime = createTimeParser(options);
  const counter = createPassivednsCounter();
  return {
    parse(line, _lineNumber, sink) {
      if (line.trim() === '') return NO_ROW;
      const row = parseJsonObject(line);
      const record = {
        seconds: toTime(row, parseTime),
        client: toText(row.client),
        server: toText(row.server),
        // Fields can be left away; records are nearly all of class IN.
        recordClass: row.class === undefined ? 'IN' : toText(row.class),
        query: toText(row.query),
        type: toText(row.type),
        answer: toText(row.answer),
        count: toText(row.count),
      };
      return counter.add(record, sink);
    },
    finish: counter.finish,
  };
}

/** The log of passivedns as JSON lines (`-j`). */
export const passivednsJson: Format = {
  id: 'passivedns-json',
  title: 'passivedns log, JSON lines',
  dataset: 'passivedns',
  vantage: 'network',
  reference: { reference_url_info: 'https://github.com/gamelinux/passivedns' },
  assumes: ['timezone'],
  bringsPrefixes: false,
  toText: (byte) => `\\\\${String(byte).padStart(3, '0')}`,
  detect({ lines }) {
    return findJsonObjects(lines).some((row) => {
      const hasTime = 'timestamp_s' in row || 'timestamp' in row;
      return hasTime && 'client' in row && 'query' in row && 'answer' in row && 'type' in row && 'ttl' in row;
    });
  },
  createParser: createPassivednsJsonParser,
};

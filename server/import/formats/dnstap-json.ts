import { createLookupCounter, DNSTAP_DATASET, DNSTAP_REFERENCE } from '../dnstap-lookups.ts';
import { countRow, type DnstapRow } from '../dnstap-rows.ts';
import { findJsonObjects, isJsonObject, type JsonObject, parseJsonObject } from '../json-line.ts';
import { type Format, NO_ROW, type ParseOptions, type Parser, RecordError } from '../record.ts';
import { createTimeParser } from '../times.ts';

function toText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
}

/** Undefined where the line holds no message of dnstap. */
function findMessage({ type, message }: JsonObject): JsonObject | undefined {
  return type === 'MESSAGE' && isJsonObject(message) && typeof message.type === 'string' ? message : undefined;
}

function toRow(message: JsonObject): DnstapRow {
  return {
    type: toText(message.type),
    query_time: toText(message.query_time),
    response_time: toText(message.response_time),
    query_address: toText(message.query_address),
    query_port: toText(message.query_port),
    query_message: toText(message.query_message),
    response_message: toText(message.response_message),
  };
}

function createDnstapJsonParser({ note }: ParseOptions): Parser {
  const toSeconds = createTimeParser({ timezone: 'UTC', note });
  const counter = createLookupCounter({ note });
  return {
    parse(line, _lineNumber, sink) {
      if (line.trim() === '') return NO_ROW;
      const message = findMessage(parseJsonObject(line));
      if (!message) throw new RecordError('no message of dnstap: {"type":"MESSAGE","message":{"type":…}}');
      return countRow(toRow(message), toSeconds, counter, sink);
    },
    finish: counter.finish,
  };
}

/** What golang-dnstap's `dnstap -j` prints: a JSON object per line, the DNS message in it as text. */
export const dnstapJson: Format = {
  id: 'dnstap-json',
  title: 'dnstap as JSON lines of golang-dnstap',
  dataset: DNSTAP_DATASET,
  reference: DNSTAP_REFERENCE,
  assumes: [],
  bringsPrefixes: false,
  toText: (byte) => `\\\\${String(byte).padStart(3, '0')}`,
  detect: ({ lines }) => findJsonObjects(lines).some((row) => findMessage(row) !== undefined),
  createParser: createDnstapJsonParser,
};

import { findJsonObjects, parseJsonObject } from '../json-line.ts';
import { createLookupReader, isLookupColumn, isLookupHeader, LOOKUPS_DATASET, type LookupRow } from '../lookup-rows.ts';
import { type Format, NO_ROW, type ParseOptions, type Parser, RecordError } from '../record.ts';

function createLookupsJsonlParser(options: ParseOptions): Parser {
  const readLookup = createLookupReader(options);
  return {
    parse(line, _lineNumber, sink) {
      if (line.trim() === '') return NO_ROW;
      const row = parseJsonObject(line);
      for (const key in row) {
        if (!isLookupColumn(key)) throw new RecordError(`"${key.slice(0, 40)}" is no key of a lookup`);
      }
      return readLookup(row as LookupRow, sink);
    },
  };
}

/** Counted lookups (lookup-rows.ts) as one JSON object a line. */
export const lookupsJsonl: Format = {
  id: 'lookups-jsonl',
  title: 'Counted lookups, JSON lines',
  dataset: LOOKUPS_DATASET,
  reference: {},
  assumes: [],
  bringsPrefixes: false,
  toText: (byte) => `\\\\${String(byte).padStart(3, '0')}`,
  detect: ({ lines }) => findJsonObjects(lines).some((row) => isLookupHeader(Object.keys(row))),
  createParser: createLookupsJsonlParser,
};

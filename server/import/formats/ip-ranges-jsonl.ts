import { addIpRange, findIpRangeNames } from '../ip-range-rows.ts';
import { findJsonObjects, parseJsonObject } from '../json-line.ts';
import { type Format, NO_ROW, type Parser, RecordError } from '../record.ts';

function createIpRangesParser(): Parser {
  return {
    parse(line, _lineNumber, sink) {
      if (line.trim() === '') return NO_ROW;
      const row = parseJsonObject(line);
      const names = findIpRangeNames(Object.keys(row));
      if (!names) throw new RecordError('no range or network with an AS');
      return addIpRange((column) => {
        const value = row[names[column] ?? ''];
        return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
      }, sink);
    },
  };
}

/** Ranges or networks with their AS as JSON lines, as IPinfo publishes them beside its CSV. */
export const ipRangesJsonl: Format = {
  id: 'ip-ranges-jsonl',
  title: 'Address ranges or networks with their AS, JSON lines',
  dataset: 'ip-ranges',
  reference: {},
  assumes: [],
  bringsPrefixes: true,
  toText: (byte) => String.fromCharCode(byte),
  detect({ lines }) {
    const [first] = findJsonObjects(lines);
    return first !== undefined && findIpRangeNames(Object.keys(first)) !== undefined;
  },
  findDate: () => undefined,
  createParser: createIpRangesParser,
};

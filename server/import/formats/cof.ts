import { findJsonObjects, parseJsonObject } from '../json-line.ts';
import { createPassiveRowReader, isPassiveRow } from '../passive-dns.ts';
import { type Format, NO_ROW, type ParseOptions, type Parser } from '../record.ts';

function createCofParser(options: ParseOptions): Parser {
  const readRow = createPassiveRowReader(options);
  return {
    parse(line, _lineNumber, sink) {
      return line.trim() === '' ? NO_ROW : readRow(parseJsonObject(line), sink);
    },
  };
}

/**
 * Passive DNS as JSON lines: draft-dulaunoy-dnsop-passive-dns-cof. Rows of version 1 of the DNSDB API and of dnstable are
 * such rows too and cannot be told from others.
 */
export const cof: Format = {
  id: 'cof',
  title: 'Passive DNS Common Output Format, JSON lines (also DNSDB version 1)',
  dataset: 'passive-dns',
  reference: { reference_url_info: 'https://datatracker.ietf.org/doc/draft-dulaunoy-dnsop-passive-dns-cof/' },
  assumes: [],
  bringsPrefixes: false,
  toText: (byte) => `\\\\${String(byte).padStart(3, '0')}`,
  detect({ lines }) {
    return findJsonObjects(lines).some(isPassiveRow);
  },
  createParser: createCofParser,
  independent: {},
};

import { normalizePrefix } from '../../../shared/keys.ts';
import { addOrigins } from '../prefix-origins.ts';
import { type Format, NO_ROW, type Parser, RecordError } from '../record.ts';
import { findWrittenDay } from '../table-date.ts';

function createPyasnParser(): Parser {
  return {
    parse(line, _lineNumber, sink) {
      if (line.trim() === '' || line.startsWith(';') || line.startsWith('#')) return NO_ROW;
      const cells = line.split('\t');
      const [prefix = '', asn = ''] = cells;
      if (cells.length !== 2) throw new RecordError(`${cells.length} columns where pyasn has 2`);
      if (!prefix.includes('/')) throw new RecordError(`"${prefix.slice(0, 40)}" is no prefix such as 192.0.2.0/24`);
      return addOrigins(normalizePrefix(prefix), asn.trim(), sink);
    },
  };
}

/** The IPASN file of pyasn, made from a RouteViews table: prefix, AS; comments begin with a semicolon. */
export const pyasn: Format = {
  id: 'pyasn',
  title: 'pyasn IPASN: prefix, AS',
  dataset: 'pyasn',
  reference: { reference_url_info: 'https://github.com/hadiasghari/pyasn' },
  assumes: [],
  bringsPrefixes: true,
  toText: (byte) => String.fromCharCode(byte),
  detect({ lines }) {
    const line = lines.find((candidate) => candidate.trim() !== '' && !/^[;#]/.test(candidate));
    return line !== undefined && /^[0-9a-fA-F:.]{2,45}\/\d{1,3}\t\d{1,10}\s*$/.test(line);
  },
  findDate({ lines }) {
    return findWrittenDay(lines.find((line) => line.startsWith('; Original file')) ?? '');
  },
  createParser: createPyasnParser,
};

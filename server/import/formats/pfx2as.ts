import { normalizePrefix } from '../../../shared/keys.ts';
import { addOrigins } from '../prefix-origins.ts';
import { type Format, NO_ROW, type Parser, RecordError } from '../record.ts';

const ORIGINS = /^\d{1,10}(?:[_,]\d{1,10}){0,999}$/;

function createPfx2asParser(): Parser {
  return {
    parse(line, _lineNumber, sink) {
      if (line.trim() === '' || line.startsWith('#')) return NO_ROW;
      const cells = line.split('\t');
      const [address = '', length = '', origins = ''] = cells;
      if (cells.length !== 3) throw new RecordError(`${cells.length} columns where pfx2as has 3`);
      if (!/^\d{1,3}$/.test(length)) throw new RecordError(`"${length.slice(0, 40)}" is no prefix length`);
      return addOrigins(normalizePrefix(`${address}/${length}`), origins.trim(), sink);
    },
  };
}

/** CAIDA's prefix-to-AS table, made from RouteViews: prefix, length, origins. */
export const pfx2as: Format = {
  id: 'pfx2as',
  title: 'CAIDA prefix to AS, TSV',
  dataset: 'caida-pfx2as',
  reference: {
    reference_org: 'CAIDA',
    reference_url_info: 'https://www.caida.org/catalog/datasets/routeviews-prefix2as/',
  },
  assumes: [],
  bringsPrefixes: true,
  toText: (byte) => String.fromCharCode(byte),
  detect({ lines }) {
    const line = lines.find((candidate) => candidate.trim() !== '' && !candidate.startsWith('#'));
    const [address = '', length = '', origins = '', ...rest] = line?.split('\t') ?? [];
    const isRow = /^[0-9a-fA-F:.]{2,45}$/.test(address) && /^\d{1,3}$/.test(length) && ORIGINS.test(origins);
    return isRow && rest.length === 0;
  },
  findDate: () => undefined,
  createParser: createPfx2asParser,
};

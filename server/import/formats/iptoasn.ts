import { normalizeAsn } from '../../../shared/keys.ts';
import { toPrefixes } from '../ip-ranges.ts';
import { NOT_ROUTED, parseCountryCode, toDisplayName } from '../networks.ts';
import { ACCEPTED, type Format, NO_ROW, type Parser, RecordError } from '../record.ts';

function createIptoasnParser(): Parser {
  return {
    parse(line, _lineNumber, sink) {
      if (line === '' || line.startsWith('#')) return NO_ROW;
      const cells = line.split('\t');
      const [start = '', end = '', number = '', country = '', description = ''] = cells;
      if (cells.length !== 5) throw new RecordError(`${cells.length} columns where iptoasn has 5`);
      const asn = normalizeAsn(number);
      const prefixes = toPrefixes(start.trim(), end.trim());
      if (asn === 0) return NOT_ROUTED;
      const name = toDisplayName(description);
      const code = parseCountryCode(country);
      for (const prefix of prefixes) sink.edge('ORIGINATE', 'AS', asn, 'BGPPrefix', prefix);
      if (code !== undefined) sink.edge('COUNTRY', 'AS', asn, 'Country', code);
      if (name !== '') sink.edge('NAME', 'AS', asn, 'Name', name);
      return ACCEPTED;
    },
  };
}

/** Range to AS, country and name, as iptoasn.com publishes it (v4, v6, combined and -u32). */
export const iptoasn: Format = {
  id: 'iptoasn',
  title: 'iptoasn TSV: address ranges, AS, country, name',
  dataset: 'iptoasn',
  reference: { reference_org: 'IPtoASN', reference_url_info: 'https://iptoasn.com/' },
  assumes: [],
  bringsPrefixes: true,
  // Older tables hold Latin-1 names.
  toText: (byte) => String.fromCharCode(byte),
  detect({ lines }) {
    const line = lines.find((candidate) => candidate !== '' && !candidate.startsWith('#'));
    const [start = '', end = '', number = '', country = '', ...rest] = line?.split('\t') ?? [];
    const isBound = (text: string) => /^[0-9a-fA-F:.]{1,45}$/.test(text);
    return isBound(start) && isBound(end) && /^\d{1,10}$/.test(number) && country.length <= 7 && rest.length === 1;
  },
  findDate: () => undefined,
  createParser: createIptoasnParser,
};

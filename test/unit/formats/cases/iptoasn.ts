import type { LineCase } from '../format-case.ts';

export const iptoasn: LineCase = {
  kind: 'lines',
  id: 'iptoasn',
  fixture: 'iptoasn.tsv',
  read: 6,
  leftOut: { 'not routed (AS 0)': 1 },
  records: [
    ['edge', 'ORIGINATE', 'AS', 64500, 'BGPPrefix', '192.0.2.0/24'],
    ['edge', 'COUNTRY', 'AS', 64500, 'Country', 'DE'],
    ['edge', 'NAME', 'AS', 64500, 'Name', 'ALPHA-NET Alpha Invented Network'],
    ['edge', 'ORIGINATE', 'AS', 64501, 'BGPPrefix', '198.51.100.0/25'],
    ['edge', 'NAME', 'AS', 64501, 'Name', 'BETA-NET'],
    ['edge', 'ORIGINATE', 'AS', 64502, 'BGPPrefix', '203.0.113.1/32'],
    ['edge', 'ORIGINATE', 'AS', 64502, 'BGPPrefix', '203.0.113.2/31'],
    ['edge', 'ORIGINATE', 'AS', 64502, 'BGPPrefix', '203.0.113.4/32'],
    ['edge', 'COUNTRY', 'AS', 64502, 'Country', 'FR'],
    ['edge', 'NAME', 'AS', 64502, 'Name', 'GAMMA-NET'],
    ['edge', 'ORIGINATE', 'AS', 65550, 'BGPPrefix', '2001:db8::/48'],
    ['edge', 'COUNTRY', 'AS', 65550, 'Country', 'DE'],
    ['edge', 'NAME', 'AS', 65550, 'Name', 'DELTA-NET'],
    ['edge', 'ORIGINATE', 'AS', 64503, 'BGPPrefix', '203.0.113.128/25'],
    ['edge', 'COUNTRY', 'AS', 64503, 'Country', 'US'],
    ['edge', 'NAME', 'AS', 64503, 'Name', 'EPSILON-NET'],
  ],
  bad: { line: '192.0.2.9\t192.0.2.1\t64500\tDE\tALPHA-NET', reason: /ends \(192\.0\.2\.1\) before it begins/ },
  odd: { line: Buffer.from('192.0.2.0\t192.0.2.0\t64504\tFR\tCaf\xe9 Net', 'latin1'), key: 'Café Net' },
};

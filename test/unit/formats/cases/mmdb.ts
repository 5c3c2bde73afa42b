import type { UnitCase } from '../format-case.ts';

function replace(content: Buffer, from: string, to: string): Buffer {
  return Buffer.from(content.toString('latin1').replace(from, to), 'latin1');
}

export const mmdb: UnitCase = {
  kind: 'units',
  id: 'mmdb',
  fixture: 'mmdb.mmdb',
  isText: false,
  read: 4,
  leftOut: { 'addresses without an AS': 1 },
  records: [
    ['edge', 'ORIGINATE', 'AS', 64500, 'BGPPrefix', '192.0.2.0/24'],
    ['edge', 'COUNTRY', 'BGPPrefix', '192.0.2.0/24', 'Country', 'AT'],
    ['edge', 'NAME', 'AS', 64500, 'Name', 'Alpha Invented Network'],
    ['edge', 'ORIGINATE', 'AS', 64501, 'BGPPrefix', '198.51.100.0/25'],
    ['edge', 'MANAGED_BY', 'AS', 64501, 'Organization', 'Cafe Invented Ltd'],
    ['edge', 'ORIGINATE', 'AS', 65550, 'BGPPrefix', '2001:db8::/32'],
    ['edge', 'COUNTRY', 'BGPPrefix', '2001:db8::/32', 'Country', 'CH'],
    ['edge', 'NAME', 'AS', 65550, 'Name', 'Delta Invented'],
  ],
  bad: {
    toContent: (fixture) => replace(fixture, 'AS64500', 'AS-none'),
    number: 1,
    reason: /"AS-none" is no AS number/,
  },
  odd: { toContent: (fixture) => replace(fixture, 'Cafe', 'Caf\xe9'), key: 'Café Invented Ltd' },
};

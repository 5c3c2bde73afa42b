import type { LineCase } from '../format-case.ts';

export const ipRangesCsv: LineCase = {
  kind: 'lines',
  id: 'ip-ranges-csv',
  fixture: 'ip-ranges-csv.csv',
  read: 5,
  leftOut: { 'addresses without an AS': 1, 'not routed (AS 0)': 1 },
  records: [
    ['edge', 'ORIGINATE', 'AS', 64500, 'BGPPrefix', '192.0.2.0/24'],
    ['edge', 'COUNTRY', 'BGPPrefix', '192.0.2.0/24', 'Country', 'AT'],
    ['edge', 'NAME', 'AS', 64500, 'Name', 'Alpha "Invented" Network, Ltd'],
    ['edge', 'ORIGINATE', 'AS', 64501, 'BGPPrefix', '198.51.100.1/32'],
    ['edge', 'ORIGINATE', 'AS', 64501, 'BGPPrefix', '198.51.100.2/31'],
    ['edge', 'ORIGINATE', 'AS', 65550, 'BGPPrefix', '2001:db8::/47'],
    ['edge', 'COUNTRY', 'BGPPrefix', '2001:db8::/47', 'Country', 'CH'],
    ['edge', 'ORIGINATE', 'AS', 65550, 'BGPPrefix', '2001:db8:2::/48'],
    ['edge', 'COUNTRY', 'BGPPrefix', '2001:db8:2::/48', 'Country', 'CH'],
    ['edge', 'NAME', 'AS', 65550, 'Name', 'Delta Invented'],
  ],
  bad: { line: '192.0.2.9,192.0.2.1,AT,Austria,64500,Alpha', reason: /ends \(192\.0\.2\.1\) before it begins/ },
  odd: { line: Buffer.from('192.0.2.0,192.0.2.0,FR,France,AS64504,Caf\xe9 Net', 'latin1'), key: 'Café Net' },
};

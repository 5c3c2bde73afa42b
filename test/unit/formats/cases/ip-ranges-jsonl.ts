import type { LineCase } from '../format-case.ts';

export const ipRangesJsonl: LineCase = {
  kind: 'lines',
  id: 'ip-ranges-jsonl',
  fixture: 'ip-ranges-jsonl.jsonl',
  read: 4,
  leftOut: { 'addresses without an AS': 1, 'not routed (AS 0)': 1 },
  records: [
    ['edge', 'ORIGINATE', 'AS', 64500, 'BGPPrefix', '192.0.2.0/24'],
    ['edge', 'COUNTRY', 'BGPPrefix', '192.0.2.0/24', 'Country', 'AT'],
    ['edge', 'NAME', 'AS', 64500, 'Name', 'Alpha Invented Network'],
    ['edge', 'ORIGINATE', 'AS', 65550, 'BGPPrefix', '2001:db8::/32'],
    ['edge', 'COUNTRY', 'BGPPrefix', '2001:db8::/32', 'Country', 'CH'],
    ['edge', 'NAME', 'AS', 65550, 'Name', 'Delta Invented'],
  ],
  bad: { line: '{"network":"192.0.2.0/33","asn":"AS64500"}', reason: /"192\.0\.2\.0\/33" is no prefix/ },
  odd: {
    line: Buffer.from('{"network":"192.0.2.0/24","asn":"AS64504","as_name":"Caf\xe9 Net"}', 'latin1'),
    key: 'Café Net',
  },
};

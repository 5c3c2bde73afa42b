import type { LineCase } from '../format-case.ts';

export const pfx2as: LineCase = {
  kind: 'lines',
  id: 'pfx2as',
  fixture: 'pfx2as.tsv',
  read: 6,
  leftOut: { 'not routed (AS 0)': 1 },
  records: [
    ['edge', 'ORIGINATE', 'AS', 64500, 'BGPPrefix', '192.0.2.0/24'],
    ['edge', 'ORIGINATE', 'AS', 64501, 'BGPPrefix', '198.51.100.0/25', { rank: 1 }],
    ['edge', 'ORIGINATE', 'AS', 64502, 'BGPPrefix', '198.51.100.0/25', { rank: 2 }],
    ['edge', 'ORIGINATE', 'AS', 64503, 'BGPPrefix', '198.51.100.128/25', { rank: 1 }],
    ['edge', 'ORIGINATE', 'AS', 64504, 'BGPPrefix', '198.51.100.128/25', { rank: 2, as_set: '64504,64505' }],
    ['edge', 'ORIGINATE', 'AS', 64505, 'BGPPrefix', '198.51.100.128/25', { rank: 2, as_set: '64504,64505' }],
    ['edge', 'ORIGINATE', 'AS', 64500, 'BGPPrefix', '203.0.113.0/24', { as_set: '64500,64501' }],
    ['edge', 'ORIGINATE', 'AS', 64501, 'BGPPrefix', '203.0.113.0/24', { as_set: '64500,64501' }],
    ['edge', 'ORIGINATE', 'AS', 65550, 'BGPPrefix', '2001:db8::/32'],
  ],
  bad: { line: '192.0.2.0\t33\t64500', reason: /"192\.0\.2\.0\/33" is no prefix/ },
  odd: { line: Buffer.from('# caf\xe9\n192.0.2.128\t25\t64500', 'latin1'), key: '192.0.2.128/25' },
};

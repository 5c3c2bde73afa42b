import type { LineCase } from '../format-case.ts';

export const pyasn: LineCase = {
  kind: 'lines',
  id: 'pyasn',
  fixture: 'pyasn.dat',
  read: 3,
  leftOut: {},
  records: [
    ['edge', 'ORIGINATE', 'AS', 64500, 'BGPPrefix', '192.0.2.0/24'],
    ['edge', 'ORIGINATE', 'AS', 65536, 'BGPPrefix', '198.51.100.0/25'],
    ['edge', 'ORIGINATE', 'AS', 65550, 'BGPPrefix', '2001:db8::/32'],
  ],
  bad: { line: '192.0.2.0/24\tnone', reason: /"none" is no AS number/ },
  odd: { line: Buffer.from('; caf\xe9\n192.0.2.128/25\t64500', 'latin1'), key: '192.0.2.128/25' },
};

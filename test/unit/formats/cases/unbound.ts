import type { LineCase } from '../format-case.ts';

export const unbound: LineCase = {
  kind: 'lines',
  id: 'unbound',
  fixture: 'unbound.log',
  read: 11,
  leftOut: {
    'line that is no query or reply': 3,
    'reply to a query that could not be read': 1,
    'reply, counted with its query': 3,
  },
  records: [
    ['lookup', '198.51.100.7', 'mail.alpha.example', 1772438400, 'A', 'NOERROR', 1],
    ['lookup', '2001:db8::1', 'alpha.example', 1772438401, 'MX', 'NOERROR', 1],
    ['lookup', '198.51.100.7', 'mail.alpha.example', 1772438401, 'AAAA', 'NXDOMAIN', 1],
    ['lookup', '198.51.100.9', '.', 1772438407, 'NS', '', 1],
  ],
  bad: {
    line: '[1772438408] unbound[41:0] query: 198.51.100.9 alpha.example. A',
    reason: /cut short: address, name, type and class were expected/,
  },
  odd: {
    line: Buffer.from('[1772438408] unbound[41:0] query: 198.51.100.9 caf\xe9.example. A IN', 'latin1'),
    key: 'caf\\233.example',
  },
};

import type { LineCase } from '../format-case.ts';

const CLIENT = '198.51.100.9#40009';

export const bindQuery: LineCase = {
  kind: 'lines',
  id: 'bind-query',
  fixture: 'bind-query.log',
  read: 11,
  leftOut: {
    'denial, counted with its query': 1,
    'line about a client that is no query': 1,
    'line of another category': 1,
    'response to a query counted already or not in the log': 1,
    'response, counted with its query': 2,
    'zone transfer': 1,
  },
  records: [
    ['lookup', '198.51.100.7', 'mail.alpha.example', 1772438400.25, 'A', 'NOERROR', 1],
    ['lookup', '198.51.100.7', 'mail.alpha.example', 1772438401, 'AAAA', 'NXDOMAIN', 1],
    ['lookup', '2001:db8::1', 'alpha.example', 1772438402, 'MX', 'REFUSED', 1],
    ['lookup', '198.51.100.9', 'odd\\032na\\046me.alpha.example', 1772438406, 'TXT', '', 1],
  ],
  bad: {
    line: `02-Mar-2026 08:00:07.000 client @0x7f0000001000 ${CLIENT} (alpha.example): query: alpha.example IN`,
    reason: /cut short: name, class and type were expected/,
  },
  odd: {
    line: Buffer.from(
      `02-Mar-2026 08:00:07.000 client ${CLIENT} (x): query: caf\xe9.example IN A + (203.0.113.53)`,
      'latin1',
    ),
    key: 'caf\\233.example',
  },
};

import type { LineCase } from '../format-case.ts';

const CLIENT = '198.51.100.7';
const at = (seconds: number) => 1772438400 + seconds;

export const dnscollectorText: LineCase = {
  kind: 'lines',
  id: 'dnscollector-text',
  fixture: 'dnscollector-text.log',
  read: 8,
  leftOut: {
    'no query of a client (FORWARDER_QUERY)': 1,
    'response of a lookup counted already': 2,
    'no name': 1,
  },
  records: [
    ['lookup', CLIENT, 'mail.alpha.example', at(0.25), 'A', 'NOERROR', 1],
    ['lookup', '2001:db8::1', 'nowhere.alpha.example', at(1), 'AAAA', 'NXDOMAIN', 1],
    ['lookup', CLIENT, 'odd\\032"name".alpha.example', at(2), 'A', 'REFUSED', 1],
    ['lookup', CLIENT, '.', at(3), 'NS', '', 1],
  ],
  bad: {
    line: '2026-03-02T08:00:05Z dns1 CLIENT_QUERY - 198.51.100.7 40006 IPv4',
    reason: /no line in the default text format/,
  },
  odd: {
    line: Buffer.from(
      '2026-03-02T08:01:00Z dns1 CLIENT_QUERY - 198.51.100.9 40009 IPv4 UDP 50b caf\xe9.example A 0.000000000',
      'latin1',
    ),
    key: 'caf\\233.example',
  },
};

import type { LineCase } from '../format-case.ts';

const CLIENT = '198.51.100.7';
const at = (seconds: number) => 1772438400 + seconds;
const toRecord = (owner: string, type: string, data: string) => ({ owner, type, data });

/** Of both ways in which passivedns writes its log. */
export const PASSIVEDNS_RECORDS: LineCase['records'] = [
  ['lookup', CLIENT, 'www.alpha.example', at(0.25), 'A', '', 1],
  [
    'answers',
    'www.alpha.example',
    at(0.25),
    'A',
    [
      toRecord('www.alpha.example', 'CNAME', 'edge.alpha.example.'),
      toRecord('edge.alpha.example', 'A', '203.0.113.10'),
      toRecord('edge.alpha.example', 'A', '203.0.113.11'),
    ],
    1,
  ],
  ['lookup', '2001:db8::1', 'nowhere.alpha.example', at(1), 'AAAA', 'NXDOMAIN', 1],
  ['lookup', CLIENT, 'alpha.example', at(2.5), 'MX', '', 1],
  ['answers', 'alpha.example', at(2.5), 'MX', ['mx1.alpha.example.'], 7],
  ['lookup', CLIENT, 'version.bind', at(3), 'TXT', '', 1],
  ['lookup', CLIENT, '10.113.0.203.in-addr.arpa', at(4), 'PTR', '', 1],
  [
    'answers',
    '10.113.0.203.in-addr.arpa',
    at(4),
    'PTR',
    [toRecord('10.113.0.203.in-addr.arpa', 'PTR', 'edge.alpha.example.')],
    2,
  ],
  ['lookup', CLIENT, '.', at(5), 'SOA', '', 1],
  ['answers', '.', at(5), 'SOA', [toRecord('.', 'SOA', 'ns1.alpha.example.')], 1],
  ['lookup', CLIENT, 'mail.alpha.example', at(6), 'A', '', 1],
  ['answers', 'mail.alpha.example', at(6), 'A', [toRecord('mail.alpha.example', 'A', '203.0.113.12')], 1],
];

export const passivedns: LineCase = {
  kind: 'lines',
  id: 'passivedns',
  fixture: 'passivedns.log',
  read: 9,
  leftOut: { 'further record of a lookup counted already': 2 },
  records: PASSIVEDNS_RECORDS,
  bad: { line: '1772438407.000000||198.51.100.7||192.0.2.53||IN', reason: /4 columns where passivedns has 8 or 9/ },
  odd: {
    line: Buffer.from('1772438408.0||198.51.100.9||192.0.2.53||IN||caf\xe9.example.||A||NXDOMAIN||0||1', 'latin1'),
    key: 'caf\\233.example',
  },
};

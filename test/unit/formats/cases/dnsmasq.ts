import type { LineCase } from '../format-case.ts';

const CNAME = { owner: 'mail.alpha.example', type: 'CNAME', data: 'edge.alpha.example' };

export const dnsmasq: LineCase = {
  kind: 'lines',
  id: 'dnsmasq',
  fixture: 'dnsmasq.log',
  read: 21,
  leftOut: {
    'answer without its query that names no address': 2,
    "answer of dnsmasq's own files, options or lists without its query": 1,
    'answer, counted with its query': 6,
    'line of another program': 1,
    'line that is no query or answer': 4,
    'name that dnsmasq does not print': 1,
  },
  records: [
    ['lookup', '198.51.100.7', 'mail.alpha.example', 1772438400, 'A', '', 1],
    ['seen', 'RESOLVES_TO', 'HostName', 'edge.alpha.example', 'IP', '203.0.113.10', 1772438400, 1772438400, 1, 'A'],
    ['lookup', '2001:db8::1', 'mail.alpha.example', 1772438401, 'A', 'NOERROR', 1],
    [
      'answers',
      'mail.alpha.example',
      1772438401,
      'A',
      [CNAME, { owner: 'edge.alpha.example', type: 'A', data: '203.0.113.10' }],
      1,
    ],
    ['lookup', '198.51.100.7', 'ads.beta.example', 1772438402, 'TYPE65280', 'NOERROR', 1],
    ['lookup', '198.51.100.8', 'www.alpha.example', 1772438405, 'AAAA', 'NOERROR', 1],
    [
      'answers',
      'www.alpha.example',
      1772438405,
      'AAAA',
      [
        { ...CNAME, owner: 'www.alpha.example' },
        { owner: 'edge.alpha.example', type: 'AAAA', data: '2001:db8::10' },
      ],
      1,
    ],
    ['lookup', '198.51.100.8', 'gone.alpha.example', 1772438407, 'A', 'NXDOMAIN', 1],
  ],
  bad: { line: 'Mar  2 08:00:11 dnsmasq[41]: query[A] alpha.example', reason: /a query cut short/ },
  odd: {
    line: Buffer.from('Mar  2 08:00:11 dnsmasq[41]: query[A] caf\xe9.example from 198.51.100.9', 'latin1'),
    key: 'caf\\233.example',
  },
};

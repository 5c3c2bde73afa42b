import type { LineCase } from '../format-case.ts';

const CLIENT = '198.51.100.7';
const at = (seconds: number) => 1772438400 + seconds;
const toRecord = (owner: string, type: string, data: string) => ({ owner, type, data });

export const dnscollectorJson: LineCase = {
  kind: 'lines',
  id: 'dnscollector-json',
  fixture: 'dnscollector-json.jsonl',
  read: 11,
  leftOut: {
    'no query of a client (RESOLVER_QUERY)': 1,
    'no query of a client (RESOLVER_RESPONSE)': 1,
    'response of a lookup counted already': 3,
    'no name': 1,
  },
  records: [
    ['lookup', CLIENT, 'mail.alpha.example', at(0.25), 'A', 'NOERROR', 1],
    [
      'answers',
      'mail.alpha.example',
      at(0.25),
      'A',
      [
        toRecord('Mail.Alpha.Example', 'CNAME', 'edge.alpha.example'),
        toRecord('edge.alpha.example', 'A', '203.0.113.10'),
      ],
      1,
    ],
    ['lookup', '2001:db8::1', 'alpha.example', at(1), 'MX', 'NOERROR', 1],
    ['answers', 'alpha.example', at(1), 'MX', [toRecord('alpha.example', 'MX', '10 mx1.alpha.example')], 1],
    ['lookup', CLIENT, 'nowhere.alpha.example', at(2), 'AAAA', 'NXDOMAIN', 1],
    ['lookup', CLIENT, '.', at(3), 'NS', '', 1],
    ['lookup', CLIENT, 'www.alpha.example', at(5), 'A', 'REFUSED', 3],
  ],
  bad: { line: '{"network":{"query-ip":"198.51.100.7"},"dns":{"qname":"alpha', reason: /no JSON/ },
  odd: {
    line: Buffer.from(
      '{"dnstap.operation":"CLIENT_QUERY","dnstap.timestamp-rfc3339ns":"2026-03-02T08:01:00Z",' +
        '"network.query-ip":"198.51.100.9","network.query-port":"40009","dns.qname":"caf\xe9.example","dns.qtype":"A"}',
      'latin1',
    ),
    key: 'caf\\233.example',
  },
};

import type { LineCase } from '../format-case.ts';

const at = (seconds: number) => 1772438400 + seconds;

export const suricataEve: LineCase = {
  kind: 'lines',
  id: 'suricata-eve',
  fixture: 'suricata-eve.jsonl',
  read: 13,
  leftOut: {
    'no dns event (event type stats)': 1,
    'no dns event (event type tls)': 1,
    'response of a lookup counted already': 4,
    'port 5353 (mDNS)': 1,
    'no lookup (opcode other than QUERY)': 1,
  },
  records: [
    ['lookup', '198.51.100.7', 'mail.alpha.example', at(1), 'A', 'NOERROR', 1],
    [
      'answers',
      'mail.alpha.example',
      at(1),
      'A',
      [
        { owner: 'mail.alpha.example', type: 'CNAME', data: 'edge.alpha.example' },
        { owner: 'edge.alpha.example', type: 'A', data: '203.0.113.10' },
      ],
      1,
    ],
    ['lookup', '2001:db8::1', 'alpha.example', at(2.5), 'MX', 'NOERROR', 1],
    ['answers', 'alpha.example', at(2.5), 'MX', ['mx1.alpha.example'], 1],
    ['lookup', '198.51.100.7', 'nowhere.alpha.example', at(3), 'AAAA', 'NXDOMAIN', 1],
    ['lookup', '198.51.100.7', '.', at(4), 'NS', '', 1],
    ['lookup', '198.51.100.7', 'www.alpha.example', at(5), 'A', 'NOERROR', 1],
    ['answers', 'www.alpha.example', at(5), 'A', [{ owner: 'www.alpha.example', type: 'A', data: '203.0.113.11' }], 1],
  ],
  bad: {
    line: '{"timestamp":"2026-03-02T08:00:09.000000+0000","event_type":"dns","src_ip":"198.51.100.7"',
    reason: /no JSON/,
  },
  odd: {
    line: Buffer.from(
      '{"timestamp":"2026-03-02T08:01:00.000000+0000","event_type":"dns","src_ip":"198.51.100.9","src_port":40009,' +
        '"dest_ip":"192.0.2.53","dest_port":53,"dns":{"type":"query","id":1,"rrname":"caf\xe9.example","rrtype":"A"}}',
      'latin1',
    ),
    key: 'caf\\233.example',
  },
};

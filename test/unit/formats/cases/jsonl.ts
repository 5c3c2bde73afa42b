import type { LineCase } from '../format-case.ts';

const QNAME = 'mail.alpha.example';

export const jsonl: LineCase = {
  kind: 'lines',
  id: 'jsonl',
  fixture: 'jsonl.jsonl',
  read: 4,
  leftOut: { 'no name': 1 },
  records: [
    ['lookup', '198.51.100.7', QNAME, 1772438400, 'A', 'NOERROR', 3],
    ['answers', QNAME, 1772438400, 'A', ['edge.alpha.example', '203.0.113.10'], 3],
    ['lookup', '198.51.100.7', QNAME, 1772438401, 'AAAA', 'NXDOMAIN', 1],
    ['lookup', '2001:db8::1', 'alpha.example', 1772438402, 'MX', 'NOERROR', 1],
    ['answers', 'alpha.example', 1772438402, 'MX', ['mx1.alpha.example'], 1],
  ],
  bad: {
    line: '{"timestamp":1772438404,"src_ip":"nobody","qname":"alpha.example"}',
    reason: /"nobody" is no IPv4 or IPv6 address/,
  },
  odd: {
    line: Buffer.from('{"timestamp":1772438404,"src_ip":"198.51.100.9","qname":"caf\xe9.example"}', 'latin1'),
    key: 'caf\\233.example',
  },
};

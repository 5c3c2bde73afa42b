import type { LineCase } from '../format-case.ts';

const QNAME = 'mail.alpha.example';

export const zeekJson: LineCase = {
  kind: 'lines',
  id: 'zeek-json',
  fixture: 'zeek-json.log',
  read: 7,
  leftOut: { 'no dns.log row (Zeek path conn)': 1, 'no name': 1, 'port 137 (NetBIOS)': 1 },
  records: [
    ['lookup', '198.51.100.7', QNAME, 1772438400.25, 'A', 'NOERROR', 1],
    ['answers', QNAME, 1772438400.25, 'A', ['edge.alpha.example', '203.0.113.10'], 1],
    ['lookup', '198.51.100.7', QNAME, 1772438401, 'AAAA', 'NXDOMAIN', 1],
    ['lookup', '2001:db8::1', 'alpha.example', 1772438403, 'MX', 'NOERROR', 1],
    ['answers', 'alpha.example', 1772438403, 'MX', ['mx1.alpha.example'], 1],
    ['lookup', '198.51.100.8', '.', 1772438406, 'NS', '', 1],
  ],
  bad: { line: '{"_path":"dns","ts":1772438407.0,"query":"alpha.example"', reason: /no JSON/ },
  odd: {
    line: Buffer.from('{"_path":"dns","ts":1772438407,"id.orig_h":"198.51.100.9","query":"caf\xe9.example"}', 'latin1'),
    key: 'caf\\233.example',
  },
};

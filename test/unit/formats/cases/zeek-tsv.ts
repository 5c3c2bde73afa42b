import type { LineCase } from '../format-case.ts';

const QNAME = 'mail.alpha.example';

export const zeekTsv: LineCase = {
  kind: 'lines',
  id: 'zeek-tsv',
  fixture: 'zeek-tsv.log',
  read: 11,
  leftOut: { 'no name': 2, 'port 137 (NetBIOS)': 1, 'port 5353 (mDNS)': 1, 'port 5355 (LLMNR)': 1 },
  records: [
    ['lookup', '198.51.100.7', QNAME, 1772438400.25, 'A', 'NOERROR', 1],
    ['answers', QNAME, 1772438400.25, 'A', ['edge.alpha.example', '203.0.113.10'], 1],
    ['lookup', '198.51.100.7', QNAME, 1772438401, 'AAAA', 'NXDOMAIN', 1],
    ['lookup', '2001:db8::1', 'alpha.example', 1772438402.5, 'NS', 'NOERROR', 1],
    ['answers', 'alpha.example', 1772438402.5, 'NS', ['ns1.alpha.example', 'ns2.alpha.example'], 1],
    ['lookup', '198.51.100.8', '10.113.0.203.in-addr.arpa', 1772438403, 'PTR', 'NOERROR', 1],
    ['answers', '10.113.0.203.in-addr.arpa', 1772438403, 'PTR', ['edge.alpha.example'], 1],
    ['lookup', '198.51.100.8', '.', 1772438409, 'NS', 'NOERROR', 1],
    ['lookup', '198.51.100.9', 'odd\\032name.alpha.example', 1772442000, 'MX', 'NOERROR', 1],
    ['answers', 'odd\\032name.alpha.example', 1772442000, 'MX', ['mx1.alpha.example'], 1],
  ],
  bad: { line: 'alpha.example\tnever\t198.51.100.9\t53\t1\t0\t-', reason: /"never" is no time/ },
  odd: {
    line: Buffer.from('caf\xe9.alpha.example\t1772442001.0\t198.51.100.9\t53\t1\t0\t-', 'latin1'),
    key: 'caf\\233.alpha.example',
  },
};

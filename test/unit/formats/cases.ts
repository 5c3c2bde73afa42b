/** One line per format: its fixture, the records in it, and lines made to go wrong. */
import type { Format } from '../../../server/import/record.ts';

export type FormatCase = {
  id: Format['id'];
  /** In test/fixtures/formats. */
  fixture: string;
  records: unknown[][];
  read: number;
  leftOut: Record<string, number>;
  /** A line that is no record, and why. */
  bad: { line: string; reason: RegExp };
  /** A line with octets that are no UTF-8, and the key it ends up with; undefined where the line has to be rejected. */
  odd: { line: Buffer; key: string };
};

const QNAME = 'mail.alpha.example';

export const FORMAT_CASES: FormatCase[] = [
  {
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
  },
  {
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
      line: Buffer.from(
        '{"_path":"dns","ts":1772438407,"id.orig_h":"198.51.100.9","query":"caf\xe9.example"}',
        'latin1',
      ),
      key: 'caf\\233.example',
    },
  },
  {
    id: 'iptoasn',
    fixture: 'iptoasn.tsv',
    read: 6,
    leftOut: { 'not routed (AS 0)': 1 },
    records: [
      ['edge', 'ORIGINATE', 'AS', 64500, 'BGPPrefix', '192.0.2.0/24'],
      ['edge', 'COUNTRY', 'AS', 64500, 'Country', 'DE'],
      ['edge', 'NAME', 'AS', 64500, 'Name', 'ALPHA-NET Alpha Invented Network'],
      ['edge', 'ORIGINATE', 'AS', 64501, 'BGPPrefix', '198.51.100.0/25'],
      ['edge', 'NAME', 'AS', 64501, 'Name', 'BETA-NET'],
      ['edge', 'ORIGINATE', 'AS', 64502, 'BGPPrefix', '203.0.113.1/32'],
      ['edge', 'ORIGINATE', 'AS', 64502, 'BGPPrefix', '203.0.113.2/31'],
      ['edge', 'ORIGINATE', 'AS', 64502, 'BGPPrefix', '203.0.113.4/32'],
      ['edge', 'COUNTRY', 'AS', 64502, 'Country', 'FR'],
      ['edge', 'NAME', 'AS', 64502, 'Name', 'GAMMA-NET'],
      ['edge', 'ORIGINATE', 'AS', 65550, 'BGPPrefix', '2001:db8::/48'],
      ['edge', 'COUNTRY', 'AS', 65550, 'Country', 'DE'],
      ['edge', 'NAME', 'AS', 65550, 'Name', 'DELTA-NET'],
      ['edge', 'ORIGINATE', 'AS', 64503, 'BGPPrefix', '203.0.113.128/25'],
      ['edge', 'COUNTRY', 'AS', 64503, 'Country', 'US'],
      ['edge', 'NAME', 'AS', 64503, 'Name', 'EPSILON-NET'],
    ],
    bad: { line: '192.0.2.9\t192.0.2.1\t64500\tDE\tALPHA-NET', reason: /ends \(192\.0\.2\.1\) before it begins/ },
    odd: { line: Buffer.from('192.0.2.0\t192.0.2.0\t64504\tFR\tCaf\xe9 Net', 'latin1'), key: 'Café Net' },
  },
  {
    id: 'as2org-jsonl',
    fixture: 'as2org-jsonl.jsonl',
    read: 7,
    leftOut: {
      'AS of an organization the file does not name': 1,
      'organization without a name': 1,
      'removed organization (@del…)': 1,
    },
    records: [
      ['edge', 'COUNTRY', 'Organization', 'Alpha Invented Ltd', 'Country', 'DE'],
      ['node', 'Organization', 'Beta Invented Co'],
      ['edge', 'MANAGED_BY', 'AS', 64501, 'Organization', 'Beta Invented Co'],
      ['edge', 'NAME', 'AS', 64501, 'Name', 'BETA-AS'],
      ['edge', 'MANAGED_BY', 'AS', 64500, 'Organization', 'Alpha Invented Ltd'],
      ['edge', 'NAME', 'AS', 64500, 'Name', 'ALPHA-AS'],
    ],
    bad: { line: '{"type":"ASN","asn":"no number","organizationId":"BETA-1"}', reason: /"no number" is no AS number/ },
    odd: {
      line: Buffer.from('{"type":"Organization","organizationId":"O-1","name":"Caf\xe9 Ltd","country":"FR"}', 'latin1'),
      key: 'Café Ltd',
    },
  },
  {
    id: 'csv',
    fixture: 'csv.csv',
    read: 4,
    leftOut: { 'no name': 1 },
    records: [
      ['lookup', '198.51.100.7', QNAME, 1772438400, 'A', 'NOERROR', 3],
      ['answers', QNAME, 1772438400, 'A', ['edge.alpha.example', '203.0.113.10'], 3],
      ['lookup', '198.51.100.7', QNAME, 1772438401, 'AAAA', 'NXDOMAIN', 1],
      ['lookup', '2001:db8::1', 'alpha.example', 1772438402, 'MX', 'NOERROR', 1],
      ['answers', 'alpha.example', 1772438402, 'MX', ['mx1.alpha.example'], 1],
    ],
    bad: { line: '1772438404,nobody,alpha.example,A,0,,1', reason: /"nobody" is no IPv4 or IPv6 address/ },
    odd: { line: Buffer.from('1772438404,198.51.100.9,caf\xe9.example,A,0,,1', 'latin1'), key: 'caf\\233.example' },
  },
];

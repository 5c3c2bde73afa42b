import type { LineCase } from '../format-case.ts';

const WWW = 'www.alpha.example';

export const dnsdb: LineCase = {
  kind: 'lines',
  id: 'dnsdb',
  fixture: 'dnsdb.jsonl',
  read: 4,
  leftOut: { 'no fact of the graph in SOA records': 1, 'sum of several records (num_results)': 1 },
  records: [
    ['seen', 'RESOLVES_TO', 'HostName', WWW, 'IP', '203.0.113.10', 1772438400, 1772524800, 51, 'A'],
    ['seen', 'RESOLVES_TO', 'HostName', WWW, 'IP', '203.0.113.11', 1772438400, 1772524800, 51, 'A'],
    ['edge', 'MANAGED_BY', 'DomainName', 'alpha.example', 'HostName', 'ns1.alpha.example'],
  ],
  bad: { line: '{"cond":"finished"}', reason: /none of begin, ongoing, succeeded, limited, failed/ },
  odd: {
    line: Buffer.from(
      '{"rrname":"caf\xe9.example.","rrtype":"A","rdata":["192.0.2.1"],"time_first":1772438400,"time_last":1772438400}',
      'latin1',
    ),
    key: 'caf\\233.example',
  },
};

import type { LineCase } from '../format-case.ts';

const MAIL = 'mail.alpha.example';

export const cof: LineCase = {
  kind: 'lines',
  id: 'cof',
  fixture: 'cof.ndjson',
  read: 13,
  leftOut: {
    'MX of a name that takes no mail (RFC 7505)': 1,
    'NS of a name that is no registrable domain': 1,
    'PTR of a name that stands for no whole address': 1,
    'no fact of the graph in TXT records': 1,
    'no fact of the graph in records of other types': 1,
    'sum of several records (num_results)': 1,
  },
  records: [
    ['seen', 'RESOLVES_TO', 'HostName', MAIL, 'IP', '203.0.113.10', 1772438400, 1772524800, 7, 'A'],
    ['seen', 'RESOLVES_TO', 'HostName', MAIL, 'IP', '2001:db8::10', 1772438401, 1772438401, 1, 'AAAA'],
    ['seen', 'RESOLVES_TO', 'HostName', MAIL, 'IP', '2001:db8::11', 1772438401, 1772438401, 1, 'AAAA'],
    ['seen', 'ALIAS_OF', 'HostName', 'www.alpha.example', 'HostName', 'edge.alpha.example', 1772438402, 1772438402, 2],
    ['edge', 'MANAGED_BY', 'DomainName', 'alpha.example', 'HostName', 'ns1.alpha.example'],
    ['edge', 'MANAGED_BY', 'DomainName', 'alpha.example', 'HostName', 'ns2.alpha.example'],
    ['edge', 'MAIL_BY', 'DomainName', 'alpha.example', 'HostName', 'mx1.alpha.example', { preference: 10 }],
    ['edge', 'MAIL_BY', 'DomainName', 'beta.example', 'HostName', 'mx.beta.example'],
    ['seen', 'POINTS_TO', 'IP', '203.0.113.10', 'HostName', 'edge.alpha.example', 1772438400, 1772442000, 4],
  ],
  bad: {
    line: '{"rrname":"a.example","rrtype":"A","rdata":["192.0.2.1","nowhere"],"time_first":1772438400,"time_last":1772438400}',
    reason: /"nowhere" is no IPv4 or IPv6 address/,
  },
  odd: {
    line: Buffer.from(
      '{"rrname":"caf\xe9.example","rrtype":"A","rdata":"192.0.2.1","time_first":1772438400,"time_last":1772438400}',
      'latin1',
    ),
    key: 'caf\\233.example',
  },
};

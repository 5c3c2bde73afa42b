import type { UnitCase } from '../format-case.ts';

function resolves(name: string, address: string): unknown[] {
  return ['edge', 'RESOLVES_TO', 'HostName', name, 'IP', address];
}

export const zoneFile: UnitCase = {
  kind: 'units',
  id: 'zone-file',
  fixture: 'zone-file.zone',
  isText: true,
  read: 21,
  leftOut: {
    'NS of a name that is no registrable domain': 1,
    'no fact of the graph in SOA records': 1,
    'no fact of the graph in TXT records': 1,
    'no fact of the graph in records of other types': 1,
    'record of a class other than IN': 1,
  },
  records: [
    ['edge', 'MANAGED_BY', 'DomainName', 'alpha.example', 'HostName', 'ns1.alpha.example'],
    ['edge', 'MANAGED_BY', 'DomainName', 'alpha.example', 'HostName', 'ns2.beta.example'],
    ['edge', 'MAIL_BY', 'DomainName', 'alpha.example', 'HostName', 'mail.alpha.example', { preference: 10 }],
    ['edge', 'MAIL_BY', 'DomainName', 'alpha.example', 'HostName', 'mail2.beta.example', { preference: 20 }],
    resolves('10.alpha.example', '192.0.2.10'),
    resolves('mail.alpha.example', '203.0.113.10'),
    resolves('mail.alpha.example', '2001:db8::10'),
    ['edge', 'ALIAS_OF', 'HostName', 'www.alpha.example', 'HostName', 'mail.alpha.example'],
    resolves('odd\\032name.alpha.example', '203.0.113.11'),
    resolves('xn--bcher-kva.alpha.example', '203.0.113.12'),
    resolves('*.alpha.example', '203.0.113.13'),
    resolves('generic.alpha.example', '203.0.113.14'),
    ['edge', 'MAIL_BY', 'HostName', 'generic.alpha.example', 'HostName', 'mx8.example', { preference: 5 }],
    resolves('host.sub.alpha.example', '203.0.113.15'),
    ['edge', 'MANAGED_BY', 'DomainName', 'beta.example', 'HostName', 'ns2.beta.example'],
    ['edge', 'POINTS_TO', 'IP', '203.0.113.10', 'HostName', 'mail.alpha.example'],
  ],
  bad: {
    toContent: (fixture) => Buffer.from(fixture.toString().replace('192.0.2.10\n', '192.0.2.999\n')),
    number: 15,
    reason: /"192\.0\.2\.999" is no IPv4 or IPv6 address/,
  },
  odd: {
    toContent: (fixture) => Buffer.concat([fixture, Buffer.from('caf\xe9.alpha.example. A 192.0.2.1\n', 'latin1')]),
    key: 'caf\\233.alpha.example',
  },
};

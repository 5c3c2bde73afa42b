import type { UnitCase } from '../format-case.ts';

const REGISTERED = '2020-03-01T00:00:00.000Z';
const DATES = { registered: REGISTERED, expires: '2027-03-01T00:00:00.000Z' };

function registered(
  from: string,
  key: string | number,
  organization: string,
  properties: Record<string, string>,
): unknown[] {
  return ['edge', 'REGISTERED_TO', from, key, 'Organization', organization, properties];
}

export const rdap: UnitCase = {
  kind: 'units',
  id: 'rdap',
  fixture: 'rdap.jsonl',
  isText: true,
  read: 12,
  leftOut: {
    'answer without an object (help, empty search)': 1,
    'block of more than 256 AS numbers': 1,
    'contact that is no organization, or redacted': 1,
    'domain that is no registrable name': 1,
    'error answer of the server': 1,
    'name server: no fact of the graph': 1,
  },
  records: [
    registered('DomainName', 'alpha.example', 'Alpha Invented Ltd', {
      role: 'registrant, administrative, technical',
      ...DATES,
    }),
    registered('DomainName', 'alpha.example', 'Gamma Invented Registrar', { role: 'registrar', ...DATES }),
    ['edge', 'MANAGED_BY', 'DomainName', 'alpha.example', 'HostName', 'ns1.alpha.example'],
    ['edge', 'MANAGED_BY', 'DomainName', 'alpha.example', 'HostName', 'ns2.beta.example'],
    registered('BGPPrefix', '198.51.100.0/25', 'Beta Invented Co', { role: 'registrant' }),
    registered('BGPPrefix', '198.51.100.128/26', 'Beta Invented Co', { role: 'registrant' }),
    registered('BGPPrefix', '2001:db8::/48', 'Beta Invented Co', { registered: REGISTERED }),
    registered('AS', 64500, 'Alpha Invented Ltd', { role: 'registrant' }),
    registered('AS', 64501, 'Alpha Invented Ltd', { role: 'registrant' }),
    ['edge', 'NAME', 'AS', 64500, 'Name', 'ALPHA-AS'],
    ['edge', 'COUNTRY', 'AS', 64500, 'Country', 'DE'],
    ['edge', 'NAME', 'AS', 64501, 'Name', 'ALPHA-AS'],
    ['edge', 'COUNTRY', 'AS', 64501, 'Country', 'DE'],
    ['node', 'Organization', 'Epsilon Invented Org'],
    registered('BGPPrefix', '203.0.113.0/24', 'Epsilon Invented Org', {}),
    registered('AS', 65550, 'Epsilon Invented Org', {}),
    ['node', 'Organization', 'Zeta Invented Ltd'],
  ],
  bad: {
    toContent: (fixture) => Buffer.from(fixture.toString().replace('"198.51.100.191"', '"198.51.100.999"')),
    number: 2,
    reason: /"198\.51\.100\.999" is no IPv4 or IPv6 address/,
  },
  odd: {
    toContent: (fixture) => Buffer.from(fixture.toString().replace('Zeta Invented', 'Caf\xe9 Invented'), 'latin1'),
    key: 'Café Invented Ltd',
  },
};

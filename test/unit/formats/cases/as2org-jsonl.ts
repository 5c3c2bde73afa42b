import type { LineCase } from '../format-case.ts';

export const as2orgJsonl: LineCase = {
  kind: 'lines',
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
};

import type { LineCase } from '../format-case.ts';

export const as2orgTxt: LineCase = {
  kind: 'lines',
  id: 'as2org-txt',
  fixture: 'as2org-txt.txt',
  read: 8,
  leftOut: {
    'AS of an organization the file does not name': 1,
    'organization without a name': 1,
    'removed organization (@del…)': 2,
  },
  records: [
    ['edge', 'COUNTRY', 'Organization', 'Alpha Invented Ltd', 'Country', 'DE'],
    ['node', 'Organization', 'Beta Invented Co'],
    ['edge', 'MANAGED_BY', 'AS', 64500, 'Organization', 'Alpha Invented Ltd'],
    ['edge', 'NAME', 'AS', 64500, 'Name', 'ALPHA-AS'],
    ['edge', 'MANAGED_BY', 'AS', 64501, 'Organization', 'Beta Invented Co'],
    ['edge', 'NAME', 'AS', 64501, 'Name', 'BETA-AS'],
  ],
  bad: { line: '64500|20120101|ALPHA-AS|ALPHA-1|0a0b_TEST|TEST', reason: /6 columns where the "# format:" line has 5/ },
  odd: { line: Buffer.from('64500|20120101|Caf\xe9-AS|ALPHA-1|TEST', 'latin1'), key: 'Café-AS' },
};

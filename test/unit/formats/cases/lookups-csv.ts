import { LOOKUP_RECORDS } from '../../../helpers/lookups.ts';
import type { LineCase } from '../format-case.ts';

export const lookupsCsv: LineCase = {
  kind: 'lines',
  id: 'lookups-csv',
  fixture: 'lookups-csv.csv',
  read: 5,
  leftOut: { 'no name': 1 },
  records: LOOKUP_RECORDS,
  bad: {
    line: '198.51.100.7,alpha.example,1772442001,1,A,NOERROR,,',
    reason: /^hour "1772442001" is not the beginning of an hour/,
  },
  odd: { line: Buffer.from('198.51.100.9,caf\xe9.example,492345,1,,,,', 'latin1'), key: 'caf\\233.example' },
};

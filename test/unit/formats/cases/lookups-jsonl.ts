import { LOOKUP_RECORDS } from '../../../helpers/lookups.ts';
import type { LineCase } from '../format-case.ts';

export const lookupsJsonl: LineCase = {
  kind: 'lines',
  id: 'lookups-jsonl',
  fixture: 'lookups-jsonl.jsonl',
  read: 5,
  leftOut: { 'no name': 1 },
  records: LOOKUP_RECORDS,
  bad: {
    line: '{"client":"198.51.100.7","name":"alpha.example","hour":492345,"count":0}',
    reason: /^count "0" is no positive whole number$/,
  },
  odd: {
    line: Buffer.from('{"client":"198.51.100.9","name":"caf\xe9.example","hour":492345,"count":1}', 'latin1'),
    key: 'caf\\233.example',
  },
};

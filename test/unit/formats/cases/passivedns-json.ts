import type { LineCase } from '../format-case.ts';
import { PASSIVEDNS_RECORDS } from './passivedns.ts';

export const passivednsJson: LineCase = {
  kind: 'lines',
  id: 'passivedns-json',
  fixture: 'passivedns-json.jsonl',
  read: 9,
  leftOut: { 'further record of a lookup counted already': 2 },
  records: PASSIVEDNS_RECORDS,
  bad: { line: '{"timestamp_s":1772438407,"timestamp_ms":0,"client":"198.51.100.7"', reason: /no JSON/ },
  odd: {
    line: Buffer.from(
      '{"timestamp_s":1772438408,"timestamp_ms":0,"client":"198.51.100.9","server":"192.0.2.53","class":"IN",' +
        '"query":"caf\xe9.example.","type":"A","answer":"NXDOMAIN","ttl":0,"count":1}',
      'latin1',
    ),
    key: 'caf\\233.example',
  },
};

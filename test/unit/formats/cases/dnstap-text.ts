import { DNSTAP_LEFT_OUT, DNSTAP_TEXT_RECORDS } from '../dnstap-records.ts';
import type { LineCase } from '../format-case.ts';

const { 'no lookup (DNS opcode NOTIFY)': _, ...leftOut } = DNSTAP_LEFT_OUT;

export const dnstapText: LineCase = {
  kind: 'lines',
  id: 'dnstap-text',
  fixture: 'dnstap-text.txt',
  read: 12,
  leftOut,
  records: DNSTAP_TEXT_RECORDS,
  bad: {
    line: '02-Mar-2026 08:00:07.000 CQ 198.51.100.9:50009 -> 203.0.113.53:53 UDP 40b',
    reason: /no 9 columns/,
  },
  odd: {
    line: Buffer.from(
      '02-Mar-2026 08:00:07.000 CQ 198.51.100.9:50009 -> 203.0.113.53:53 UDP 40b caf\xe9.example/IN/A',
      'latin1',
    ),
    key: 'caf\\233.example',
  },
};

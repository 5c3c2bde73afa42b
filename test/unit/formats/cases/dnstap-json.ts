import { DNSTAP_LEFT_OUT, toDnstapRecords } from '../dnstap-records.ts';
import type { LineCase } from '../format-case.ts';

const TEXT =
  ';; opcode: QUERY, status: NOERROR, id: 9\\n;; flags: rd; QUERY: 1, ANSWER: 0\\n\\n;; QUESTION SECTION:\\n;caf\xe9.example.\\tIN\\t A\\n';

export const dnstapJson: LineCase = {
  kind: 'lines',
  id: 'dnstap-json',
  fixture: 'dnstap-json.log',
  read: 13,
  leftOut: DNSTAP_LEFT_OUT,
  records: toDnstapRecords('.'),
  bad: { line: '{"type":"MESSAGE","message":{"type":"CLIENT_QUERY","query_time":"2026-03-02T', reason: /no JSON/ },
  odd: {
    line: Buffer.from(
      `{"type":"MESSAGE","message":{"type":"CLIENT_QUERY","query_time":"2026-03-02T08:00:07Z","query_address":"198.51.100.9","query_port":50009,"query_message":"${TEXT}"}}`,
      'latin1',
    ),
    key: 'caf\\233.example',
  },
};

import { DNSTAP_LEFT_OUT, toDnstapRecords } from '../dnstap-records.ts';
import type { UnitCase } from '../format-case.ts';

const BAD = 'type: MESSAGE\nmessage:\n  type: CLIENT_QUERY\n  query_time: !!timestamp 2026-03-02 08:00:00\n---\n';

const ODD = `type: MESSAGE
message:
  type: CLIENT_QUERY
  query_time: !!timestamp 2026-03-02 08:00:00
  query_address: 198.51.100.9
  query_port: 50009
  query_message: |
    ;; opcode: QUERY, status: NOERROR, id: 9
    ;; flags: rd; QUERY: 1, ANSWER: 0, AUTHORITY: 0, ADDITIONAL: 0

    ;; QUESTION SECTION:
    ;caf\xe9.example.	IN	 A
---
`;

export const dnstapYaml: UnitCase = {
  kind: 'units',
  id: 'dnstap-yaml',
  fixture: 'dnstap-yaml.yaml',
  read: 13,
  isText: true,
  leftOut: DNSTAP_LEFT_OUT,
  records: toDnstapRecords('.'),
  bad: {
    toContent: (fixture) => Buffer.concat([Buffer.from(BAD), fixture]),
    number: 1,
    reason: /no query_message/,
  },
  odd: {
    toContent: (fixture) => Buffer.concat([Buffer.from(ODD, 'latin1'), fixture]),
    key: 'caf\\233.example',
  },
};

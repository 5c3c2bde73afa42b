import { toControlFrame, toDataFrame, toDns, toDnstap } from '../../../helpers/frame-stream.ts';
import { DNSTAP_LEFT_OUT, toDnstapRecords } from '../dnstap-records.ts';
import type { UnitCase } from '../format-case.ts';

/** Puts a frame before the others. */
function addFirst(fixture: Buffer, content: Uint8Array): Buffer {
  const start = toControlFrame(2, 'protobuf:dnstap.Dnstap').length;
  return Buffer.concat([fixture.subarray(0, start), toDataFrame(content), fixture.subarray(start)]);
}

function toOddFrame(): Buffer {
  const query = toDns({ type: 'query', id: 9, questions: [{ name: 'cafe.example', type: 'A', class: 'IN' }] });
  query[query.indexOf('cafe') + 3] = 0xe9;
  return toDnstap({ type: 5, queryAddress: [198, 51, 100, 9], queryPort: 50009, queryTime: 1772438400, query });
}

export const dnstap: UnitCase = {
  kind: 'units',
  id: 'dnstap',
  fixture: 'dnstap.fstrm',
  read: 13,
  isText: false,
  leftOut: DNSTAP_LEFT_OUT,
  records: toDnstapRecords(''),
  bad: {
    toContent: (fixture) => addFirst(fixture, Buffer.from('no protocol buffer')),
    number: 1,
    reason: /no dnstap message/,
  },
  odd: { toContent: (fixture) => addFirst(fixture, toOddFrame()), key: 'caf\\233.example' },
};

import { expect, it } from 'vitest';
import { getFormat } from '../../../server/import/formats.ts';
import { collectRecords, toHead } from './collect-records.ts';

const WHOLE = { rrname: 'a.example', rrtype: 'A', rdata: '192.0.2.1', time_first: 1772438400, time_last: 1772438401 };

function readRow(changes: Record<string, unknown>) {
  return collectRecords(getFormat('cof'), `${JSON.stringify({ ...WHOLE, ...changes })}\n`);
}

it.each<[string, Record<string, unknown>, RegExp]>([
  ['no name', { rrname: undefined }, /no rrname/],
  ['a name too long for DNS', { rrname: 'a'.repeat(64) }, /a label of 64 octets/],
  ['no type', { rrtype: undefined }, /no rrtype/],
  ['a type of strange characters', { rrtype: 'A B' }, /neither the name nor the number/],
  ['no data', { rdata: undefined }, /neither text nor an array of text/],
  ['an empty array', { rdata: [] }, /without a record/],
  ['data that is a number', { rdata: ['192.0.2.1', 7] }, /neither text nor an array of text/],
  ['no times', { time_first: undefined, time_last: undefined }, /no time_first and time_last/],
  ['one time', { time_last: undefined }, /no time_last/],
  ['times in the wrong order', { time_first: 1772438402 }, /time_first is after time_last/],
  ['a count of nothing', { count: 0 }, /no whole number above 0/],
  ['half a count', { count: 1.5 }, /no whole number above 0/],
  ['MX of three parts', { rrtype: 'MX', rdata: '10 mx. example.' }, /is no MX record/],
  ['MX without a host', { rrtype: 'MX', rdata: '10' }, /is no MX record/],
])('rejects a row with %s before anything is counted', async (_, changes, reason) => {
  const { records, rejected } = await readRow(changes);
  expect(records).toEqual([]);
  expect(rejected).toEqual([{ line: 1, reason: expect.stringMatching(reason), text: expect.any(String) }]);
});

it('prefers the times of the wire to those of zone files', async () => {
  const { records } = await readRow({ zone_time_first: 1, zone_time_last: 2 });
  expect(records[0]?.slice(6, 8)).toEqual([1772438400, 1772438401]);
});

it('gives few reasons, whatever types a file invents', async () => {
  const rows = Array.from({ length: 500 }, (_, at) => JSON.stringify({ ...WHOLE, rrtype: `X${at}` }));
  const { counts } = await collectRecords(getFormat('cof'), rows.join('\n'));
  expect([...counts.leftOut]).toEqual([['no fact of the graph in records of other types', 500]]);
});

it('is not taken for another JSON log with an rrname in it', () => {
  const { detect } = getFormat('cof');
  const head = toHead(
    Buffer.from('{"event_type":"dns","dns":{"rrname":"a.example","rrtype":"A","rdata":"192.0.2.1"}}\n'),
  );
  expect(detect(head, {} as never)).toBe(false);
});

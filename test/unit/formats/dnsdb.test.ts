import { expect, it } from 'vitest';
import { getFormat } from '../../../server/import/formats.ts';
import { collectRecords, NO_OPTIONS } from './collect-records.ts';

const ROW =
  '{"obj":{"count":1,"time_first":1772438400,"time_last":1772438400,"rrname":"a.example.","rrtype":"A","rdata":["192.0.2.1"]}}';

async function readFrames(...frames: string[]) {
  const notes: string[] = [];
  const options = { ...NO_OPTIONS, note: (text: string) => notes.push(text) };
  const { counts, rejected } = await collectRecords(getFormat('dnsdb'), frames.join('\n'), options);
  return { notes, rejected, accepted: counts.accepted, incomplete: counts.incomplete };
}

it('reads several answers in one file', async () => {
  const answer = ['{"cond":"begin"}', ROW, '{"cond":"succeeded"}'];
  expect(await readFrames(...answer, ...answer)).toMatchObject({ accepted: 2, incomplete: undefined, notes: [] });
});

it('says when the end of an answer is missing', async () => {
  expect(await readFrames('{"cond":"begin"}', ROW)).toMatchObject({
    accepted: 1,
    incomplete: expect.stringMatching(/it was cut/),
  });
  const first = await readFrames('{"cond":"begin"}', ROW, '{"cond":"begin"}', ROW, '{"cond":"succeeded"}');
  expect(first).toMatchObject({ accepted: 2, incomplete: expect.stringMatching(/has no end/) });
});

it('says that an answer failed, with the reason of the server', async () => {
  const { accepted, incomplete } = await readFrames('{"cond":"begin"}', ROW, '{"cond":"failed","msg":"time is up"}');
  expect({ accepted, incomplete }).toEqual({
    accepted: 1,
    incomplete: 'the server says that an answer in it failed: time is up',
  });
});

it('notes an answer that was cut at the limit of rows', async () => {
  const { notes, incomplete } = await readFrames('{"cond":"begin"}', ROW, '{"cond":"limited","msg":"enough"}');
  expect(incomplete).toBeUndefined();
  expect(notes).toEqual([expect.stringMatching(/"limited"/)]);
});

it('reads rows of version 1, which have no frames', async () => {
  const row =
    '{"time_first":1772438400,"time_last":1772438400,"rrname":"a.example.","rrtype":"A","rdata":["192.0.2.1"]}';
  expect(await readFrames(row)).toMatchObject({ accepted: 1, incomplete: undefined });
});

it('rejects an obj that is no object', async () => {
  const { rejected } = await readFrames('{"cond":"begin"}', '{"obj":[]}', '{"cond":"succeeded"}');
  expect(rejected.map(({ line, reason }) => [line, reason])).toEqual([[2, 'an obj that is no object']]);
});

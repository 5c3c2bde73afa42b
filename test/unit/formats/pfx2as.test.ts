import { expect, it } from 'vitest';
import { pfx2as } from '../../../server/import/formats/pfx2as.ts';
import { collectRecords } from './collect-records.ts';

async function readOrigins(origins: string) {
  const { records, rejected } = await collectRecords(pfx2as, `192.0.2.0\t24\t${origins}\n`);
  return { origins: records.map((record) => [record[3], ...record.slice(6)]), rejected };
}

it('keeps a network that is named twice at its first place', async () => {
  expect((await readOrigins('64501_64500,64501_64501')).origins).toEqual([
    [64501, { rank: 1 }],
    [64500, { rank: 2, as_set: '64500,64501' }],
  ]);
});

it('passes over AS 0 among other origins and keeps their ranks', async () => {
  expect((await readOrigins('0_64500')).origins).toEqual([[64500, { rank: 2 }]]);
});

it.each(['', '64500_', '_64500', '64500,,64501', '{64500}', '4294967296'])('rejects the origins %j', async (text) => {
  const { origins, rejected } = await readOrigins(text);
  expect(origins).toEqual([]);
  expect(rejected).toHaveLength(1);
});

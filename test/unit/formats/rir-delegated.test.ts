import { describe, expect, it } from 'vitest';
import { rirDelegated } from '../../../server/import/formats/rir-delegated.ts';
import { findFormat } from '../../../server/import/formats.ts';
import { collectRecords, NO_OPTIONS, toHead } from './collect-records.ts';

describe('delegated statistics', () => {
  it('are found without comments, version line or opaque ids', () => {
    const content = Buffer.from('apnic|AU|asn|64500|1|20260101|allocated\n');
    expect(findFormat(toHead(content), NO_OPTIONS)?.id).toBe('rir-delegated');
  });

  it.each([
    ['apnic|AU|asn|64500|65537|20260101|allocated', /"65537" is no number of AS numbers/],
    ['apnic|AU|asn|4294967295|2|20260101|allocated', /"4294967296" is no AS number/],
    ['apnic|Australia|asn|64500|1|20260101|allocated', /"Australia" is no country code/],
    ['apnic|AU|asn|64500|1|20260101|alloc', /"alloc" is none of allocated/],
    ['apnic|AU|asn64500|1|20260101|allocated|x', /is none of asn, ipv4, ipv6/],
    ['apnic|AU|asn', /3 columns/],
  ])('reject %s', async (line, reason) => {
    const { records, rejected } = await collectRecords(rirDelegated, `${line}\n`);
    expect(records).toEqual([]);
    expect(rejected[0]?.reason).toMatch(reason);
  });
});

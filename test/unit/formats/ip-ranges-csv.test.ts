import { describe, expect, it } from 'vitest';
import { ipRangesCsv } from '../../../server/import/formats/ip-ranges-csv.ts';
import { findFormat } from '../../../server/import/formats.ts';
import { collectRecords, NO_OPTIONS, toHead } from './collect-records.ts';

const ORIGIN = ['edge', 'ORIGINATE', 'AS', 64500, 'BGPPrefix', '192.0.2.0/24'];

async function read(...lines: string[]) {
  const content = Buffer.from(`${lines.join('\n')}\n`);
  expect(findFormat(toHead(content), NO_OPTIONS)?.id).toBe('ip-ranges-csv');
  return collectRecords(ipRangesCsv, content);
}

describe('a table without a header', () => {
  it('is start, end, AS, organization', async () => {
    const { records } = await read('192.0.2.0,192.0.2.255,64500,"Alpha, ""Invented"" Ltd"');
    expect(records).toEqual([ORIGIN, ['edge', 'MANAGED_BY', 'AS', 64500, 'Organization', 'Alpha, "Invented" Ltd']]);
  });

  it('may hold addresses as numbers', async () => {
    const v6 = [0x20010db8n << 96n, (0x20010db9n << 96n) - 1n];
    const { records } = await read('3221225984,3221226239,64500,', `${v6.join(',')},64500,`);
    expect(records).toEqual([ORIGIN, ['edge', 'ORIGINATE', 'AS', 64500, 'BGPPrefix', '2001:db8::/32']]);
  });
});

describe('a table with a header', () => {
  it('may have networks for ranges, as GeoLite2 has', async () => {
    const { records } = await read(
      'network,autonomous_system_number,autonomous_system_organization',
      '192.0.2.0/24,64500,Alpha Invented',
    );
    expect(records).toEqual([ORIGIN, ['edge', 'MANAGED_BY', 'AS', 64500, 'Organization', 'Alpha Invented']]);
  });

  it('may have the name of a country beside its code, as IPinfo has', async () => {
    const { records } = await read(
      'network,country,country_code,asn,as_name,as_domain',
      '192.0.2.0/24,Austria,AT,AS64500,,alpha.example',
    );
    expect(records).toEqual([ORIGIN, ['edge', 'COUNTRY', 'BGPPrefix', '192.0.2.0/24', 'Country', 'AT']]);
  });

  it('gives no country where it has but the name', async () => {
    expect((await read('network,country,asn', '192.0.2.0/24,Austria,AS64500')).records).toEqual([ORIGIN]);
  });

  it('rejects rows of another width, ranges of two families and numbers beyond IPv6', async () => {
    const { rejected } = await read(
      'start,end,asn',
      '192.0.2.0,192.0.2.255,64500,x',
      '192.0.2.0,2001:db8::,64500',
      `99999999999,${2n ** 128n},64500`,
      '192.0.2.0,"192.0.2.255,64500',
    );
    expect(rejected.map(({ reason }) => reason)).toEqual([
      '4 columns where the table has 3',
      'a range from IPv4 to IPv6',
      `"${2n ** 128n}" is no IPv6 address`,
      'a quotation mark that is not closed on the same line',
    ]);
  });
});

it('is not taken for a log of lookups', () => {
  const log = Buffer.from('client,name,time\n192.0.2.1,mail.tower.example,2026-03-02T12:00:00Z\n');
  expect(findFormat(toHead(log), NO_OPTIONS)?.id).toBe('csv');
});

import { describe, expect, it } from 'vitest';
import { getFormat } from '../../server/import/formats.ts';
import { findTableDate, findWrittenDay, toDay } from '../../server/import/table-date.ts';
import { toHead } from './formats/collect-records.ts';

describe('a day written in a text', () => {
  it.each([
    ['routeviews-rv2-20260501-1200.pfx2as.gz', '2026-05-01'],
    ['20260401.as-org2info.jsonl.gz', '2026-04-01'],
    ['delegated-lacnic-extended-20260228', '2026-02-28'],
    ['ip2asn-v4_2026-03-02.tsv', '2026-03-02'],
    ['table.2026.03.02.csv', '2026-03-02'],
    ['rib.20260301.0600.bz2', '2026-03-01'],
    ['19991231.txt', '1999-12-31'],
    ['20260230-20260301.txt', '2026-03-01'],
  ])('is found in %s', (text, day) => {
    expect(findWrittenDay(text)).toBe(day);
  });

  it.each([
    'ip2asn-combined.tsv.gz',
    '20260231',
    '202605011200',
    '1772323200.csv',
    '2026-0301',
    '18991231',
    '2026-05',
    '',
  ])('is not found in %j', (text) => {
    expect(findWrittenDay(text)).toBeUndefined();
  });
});

describe('the day of a table', () => {
  const findDay = (name: string, format: string, content: string) => {
    return findTableDate(name, toHead(Buffer.from(content)), getFormat(format));
  };

  it('is the last day that delegated statistics cover', () => {
    const version = '2|ripencc|1772323200|9|19830705|20260501|+0200';
    expect(findDay('delegated-20260601', 'rir-delegated', `# comment\n${version}\n`)).toBe('2026-05-01');
    expect(findDay('delegated-20260601', 'rir-delegated', version.replace('20260501', '00000000'))).toBe('2026-06-01');
  });

  it('is that of the routes pyasn read', () => {
    const content = '; IP-ASN32-DAT file\n; Original file : rib.20260301.0600.bz2\n; Converted on  : today\n';
    expect(findDay('ipasn.dat', 'pyasn', content)).toBe('2026-03-01');
  });

  it('is that of the file name where the content has none', () => {
    expect(findDay('routeviews-rv2-20260501-1200.pfx2as', 'pfx2as', '192.0.2.0\t24\t64500\n')).toBe('2026-05-01');
    expect(findDay('pfx2as', 'pfx2as', '192.0.2.0\t24\t64500\n')).toBeUndefined();
  });

  it('is not taken from the name of a log', () => {
    expect(findDay('dns.20260501.csv', 'csv', 'client,name,time\n')).toBeUndefined();
  });
});

it('has no day for times before 1970 and behind 9999', () => {
  expect([toDay(0), toDay(-1), toDay(Number.NaN), toDay(2 ** 64)]).toEqual([
    '1970-01-01',
    undefined,
    undefined,
    undefined,
  ]);
});

/** Columns and ways of writing that come with some releases, scripts and tools of Zeek only. */
import { describe, expect, it } from 'vitest';
import { zeekJson } from '../../../server/import/formats/zeek-json.ts';
import { zeekTsv } from '../../../server/import/formats/zeek-tsv.ts';
import { collectRecords, NO_OPTIONS } from './collect-records.ts';

const NAME = 'mail.alpha.example';

function toTsv(fields: string, ...rows: string[]): string {
  return [`#fields ${fields}`, ...rows].join('\n').replaceAll(' ', '\t');
}

const OPCODES = { query: '0', none: '-', notify: '4', 'dynamic-update': '5' };
const LEFT_OUT = { 'no lookup (opcode other than QUERY)': 2 };

describe('messages that ask for nothing', () => {
  it('are left out of TSV by their opcode', async () => {
    const fields = 'ts id.orig_h id.resp_p query qtype_name rcode_name answers opcode opcode_name auth addl';
    const rows = Object.entries(OPCODES).map(([name, code]) => {
      return `1772438400.0 198.51.100.7 53 ${NAME} A NOERROR - ${code} ${name} - -`;
    });
    const { counts, rejected } = await collectRecords(zeekTsv, toTsv(fields, ...rows));
    expect(rejected).toEqual([]);
    expect(counts.accepted).toBe(2);
    expect(Object.fromEntries(counts.leftOut)).toEqual(LEFT_OUT);
  });

  it('are left out of JSON by their opcode', async () => {
    const rows = Object.values(OPCODES).map((code) => {
      const opcode = code === '-' ? {} : { opcode: Number(code) };
      return JSON.stringify({ ts: 1772438400, 'id.orig_h': '198.51.100.7', query: NAME, ...opcode });
    });
    const { counts } = await collectRecords(zeekJson, rows.join('\n'));
    expect(counts.accepted).toBe(2);
    expect(Object.fromEntries(counts.leftOut)).toEqual(LEFT_OUT);
  });
});

it.each([
  ['epoch seconds', '1772438400.250000', 0.25],
  ['zeek-cut -u', '2026-03-02T08:00:00+0000', 0],
  ['zeek-cut -d in another zone', '2026-03-02T03:00:00-0500', 0],
  ['ISO 8601 with a fraction', '2026-03-02T08:00:00.250000Z', 0.25],
])('reads times of TSV as %s', async (_, time, fraction) => {
  const { records, rejected } = await collectRecords(
    zeekTsv,
    toTsv('ts id.orig_h query', `${time} 198.51.100.7 ${NAME}`),
    { ...NO_OPTIONS, timezone: 'Europe/Vienna' },
  );
  expect(rejected).toEqual([]);
  expect(records[0]?.[3]).toBe(1772438400 + fraction);
});

it('reads lookups of TSV between rows of other logs', async () => {
  const dns = toTsv('ts id.orig_h query', `1772438400.0 198.51.100.7 ${NAME}`);
  const conn = toTsv('ts id.orig_h id.resp_p', '1772438400.0 198.51.100.7 443');
  const { counts } = await collectRecords(
    zeekTsv,
    ['#path\tdns', dns, '#path\tconn', conn, '#path\tdns', dns].join('\n'),
  );
  expect(counts.accepted).toBe(2);
  expect(Object.fromEntries(counts.leftOut)).toEqual({ 'no dns.log row (Zeek path conn)': 1 });
});

it('takes the name of the query column, not the one with the original case', async () => {
  const { records } = await collectRecords(
    zeekTsv,
    toTsv('ts id.orig_h query original_query', `1772438400.0 198.51.100.7 ${NAME} MaIl.aLpHa.ExAmPlE`),
  );
  expect(records[0]?.[2]).toBe(NAME);
});

it.each([
  ['the fraction of seconds', 1772438400.25],
  ['milliseconds', 1772438400250],
  ['ISO 8601', '2026-03-02T08:00:00.250000Z'],
])('reads times of JSON with %s', async (_, ts) => {
  const { records } = await collectRecords(zeekJson, JSON.stringify({ ts, 'id.orig_h': '198.51.100.7', query: NAME }));
  expect(records[0]?.[3]).toBe(1772438400.25);
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { createAggregate } from '../../../server/import/aggregate.ts';
import { readLookupRows } from '../../../server/import/formats/lookups-parquet.ts';
import { findFormat, getFormat } from '../../../server/import/formats.ts';
import { type ParquetLookup, toLookupsParquet } from '../../helpers/lookups.ts';
import { collectRecords, NO_OPTIONS, toHead } from './collect-records.ts';

const csv = getFormat('lookups-csv');
const jsonl = getFormat('lookups-jsonl');
const parquet = getFormat('lookups-parquet');

/** 2026-03-02T08:00:00Z */
const EIGHT = 1_772_438_400;

function toLine(row: Record<string, unknown>): string {
  return JSON.stringify({ client: '198.51.100.7', name: 'alpha.example', hour: EIGHT, count: 1, ...row });
}

describe('hour', () => {
  it.each([
    [EIGHT],
    [String(EIGHT)],
    [EIGHT / 3600],
    ['2026-03-02T08'],
    ['2026-03-02 08'],
    ['2026-03-02T08:00Z'],
    ['2026-03-02 08:00:00'],
    ['2026-03-02 08:00:00.000000 UTC'],
    ['2026-03-02T10:00:00+02:00'],
    ['2026-03-02 08:00:00+00'],
  ])('%s', async (hour) => {
    const { records, rejected } = await collectRecords(jsonl, toLine({ hour }));
    expect(rejected).toEqual([]);
    expect(records).toEqual([['lookup', '198.51.100.7', 'alpha.example', EIGHT, '', '', 1]]);
  });

  it.each([
    [EIGHT + 1],
    [EIGHT * 1000],
    [87_647],
    [1_139_568],
    [315_529_200],
    [EIGHT / 3600 + 0.5],
    [-3600],
    [20260302],
    ['2026-03-02'],
    ['2026-03-02T08:30:00Z'],
    ['2026-03-02T08:00:00+05:30'],
    ['2026-03-02 8:00'],
    ['noon'],
    [''],
    [null],
    [true],
    [{ seconds: 'x' }],
  ])('refuses %j', async (hour) => {
    const { records, rejected } = await collectRecords(jsonl, toLine({ hour }));
    expect(records).toEqual([]);
    expect(rejected).toHaveLength(1);
    expect(rejected[0]?.reason).toMatch(/hour|time between|calendar/);
  });

  it('of the same text is read again after a row that was refused', async () => {
    const lines = [toLine({ hour: 'noon' }), toLine({ hour: 'noon' }), toLine({})];
    const { records, rejected } = await collectRecords(jsonl, lines.join('\n'));
    expect(rejected).toHaveLength(2);
    expect(records).toHaveLength(1);
  });
});

describe('first_seen and last_seen', () => {
  it.each([
    [{ first_seen: EIGHT }, /together/],
    [{ last_seen: EIGHT }, /together/],
    [{ first_seen: EIGHT - 1, last_seen: EIGHT }, /within the hour/],
    [{ first_seen: EIGHT, last_seen: EIGHT + 3600 }, /within the hour/],
    [{ first_seen: EIGHT + 2, last_seen: EIGHT + 1 }, /in order/],
    [{ first_seen: 'soon', last_seen: EIGHT }, /"soon" is no time/],
  ])('%j is refused', async (row, reason) => {
    const { records, rejected } = await collectRecords(jsonl, toLine(row));
    expect(records).toEqual([]);
    expect(rejected[0]?.reason).toMatch(reason);
  });

  it('are both kept by the edge', () => {
    const aggregate = createAggregate();
    aggregate.lookup('198.51.100.7', 'alpha.example', EIGHT + 5, 'A', '', 3, EIGHT + 90);
    aggregate.lookup('198.51.100.7', 'alpha.example', EIGHT + 10, 'A', '', 1);
    const [batch] = [...aggregate.take().lookups];
    expect(batch).toMatchObject({ count: 4, first: (EIGHT + 5) * 1000, last: (EIGHT + 90) * 1000 });
  });

  it('are noted where they are absent', async () => {
    const notes: string[] = [];
    await collectRecords(jsonl, toLine({}), { ...NO_OPTIONS, note: (text) => notes.push(text) });
    expect(notes).toEqual(['row without first_seen and last_seen, taken as seen at the beginning of its hour']);
  });
});

it.each([[0], [-1], [1.5], ['1.0'], ['many'], [null], [1e300]])('count %j is refused', async (count) => {
  const { records, rejected } = await collectRecords(jsonl, toLine({ count }));
  expect(records).toEqual([]);
  expect(rejected[0]?.reason).toMatch(/^count "/);
});

it('refuses a key it does not know', async () => {
  const { rejected } = await collectRecords(jsonl, toLine({ rcod: 'NOERROR' }));
  expect(rejected[0]?.reason).toBe('"rcod" is no key of a lookup');
});

describe('CSV', () => {
  it('takes \\N as nothing', async () => {
    const text = `client,name,hour,count,rcode\n198.51.100.7,alpha.example,${EIGHT},1,\\N\n`;
    const { records } = await collectRecords(csv, text);
    expect(records).toEqual([['lookup', '198.51.100.7', 'alpha.example', EIGHT, '', '', 1]]);
  });

  it.each([
    ['client,name,hour\n', /names no count/],
    ['client,name,hour,count,rcod\n', /a column "rcod" too many/],
    ['client,name,hour,count,count\n', /a column "count" too many/],
  ])('with the header %j cannot be read', async (text, message) => {
    await expect(collectRecords(csv, text)).rejects.toThrow(message);
  });
});

describe('Parquet', () => {
  const file = readFileSync(new URL('../../fixtures/formats/lookups-parquet.parquet', import.meta.url));

  it('is read from a gzip file too', async () => {
    const plain = await collectRecords(parquet, file);
    const packed = await collectRecords(parquet, gzipSync(file));
    expect(packed.records).toEqual(plain.records);
    expect(packed.counts.octets).toBe(plain.counts.octets);
  });

  it('is no Parquet file without its end', () => {
    expect(findFormat(toHead(file.subarray(0, -1)), NO_OPTIONS)).toBeUndefined();
  });

  it('of many rows is read in order', async () => {
    const rows = Array.from({ length: 60_001 }, (_, i): ParquetLookup => {
      return { client: '198.51.100.7', name: `h${i}.example`, hour: EIGHT, count: 1 };
    });
    const names = { name: 'name', data: rows.map(({ name }) => name), type: 'STRING' as const };
    const toColumn = (name: string, value: string) => ({ name, data: rows.map(() => value), type: 'STRING' as const });
    const columnData = [
      names,
      toColumn('client', '198.51.100.7'),
      toColumn('hour', String(EIGHT)),
      toColumn('count', '1'),
    ];
    const { records } = await collectRecords(parquet, Buffer.from(parquetWriteBuffer({ columnData })));
    expect(records.map((record) => record[2])).toEqual(rows.map(({ name }) => name));
  }, 20_000);

  it.each([
    ['no count', ['client', 'name', 'hour'], /has no column count/],
    ['a column too many', ['client', 'name', 'hour', 'count', 'rcod'], /a column "rcod" too many/],
  ])('with %s cannot be read', async (_, columns, message) => {
    const columnData = columns.map((name) => ({ name, data: ['1'], type: 'STRING' as const }));
    const content = Buffer.from(parquetWriteBuffer({ columnData }));
    await expect(collectRecords(parquet, content)).rejects.toThrow(message);
  });

  it('with a footer of nonsense says so', async () => {
    const broken = Buffer.from(file);
    broken.fill(0xff, broken.length - 200, broken.length - 8);
    await expect(collectRecords(parquet, broken)).rejects.toThrow(/footer of the Parquet file is damaged/);
  });

  it('with damaged pages keeps the rows before them', async () => {
    const broken = Buffer.from(file);
    broken.fill(0xff, 700, 760);
    const { counts, records } = await collectRecords(parquet, broken);
    expect(counts.incomplete).toMatch(/^the Parquet file is damaged behind row \d: /);
    expect(records.length).toBe(counts.accepted);
  });

  it('whose rows would take for ever is given up', async () => {
    const endless = path.join(mkdtempSync(path.join(os.tmpdir(), 'whoasked-parquet-')), 'endless.parquet');
    const content = Buffer.from(file);
    // Bits of a length in the first page: some hundred million times the same value.
    content[41] = (content[41] ?? 0) ^ 0x0f;
    writeFileSync(endless, content);
    const units = readLookupRows({ chunks: Readable.from([]), openFile: async () => endless }, NO_OPTIONS, 3000);
    await expect(units.next()).rejects.toThrow(/behind row 0: unfolding its rows takes too (long|much memory)/);
    rmSync(path.dirname(endless), { recursive: true });
  }, 20_000);

  it('of no rows is read', async () => {
    const { counts } = await collectRecords(parquet, toLookupsParquet([]));
    expect(counts).toMatchObject({ read: 0, incomplete: undefined });
  });
});

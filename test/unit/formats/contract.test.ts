/** What every input format promises. A new format is a file in cases/ and a line in cases.ts. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FORMATS, findFormat, getFormat } from '../../../server/import/formats.ts';
import { FORMAT_CASES } from './cases.ts';
import { type Collected, collectRecords, NO_OPTIONS, toHead } from './collect-records.ts';
import type { FormatCase, LineCase, UnitCase } from './format-case.ts';

function readFixture(name: string): Buffer {
  return readFileSync(new URL(`../../fixtures/formats/${name}`, import.meta.url));
}

function sumLeftOut({ leftOut }: Collected['counts']): number {
  return [...leftOut.values()].reduce((sum, count) => sum + count, 0);
}

const LINE_CASES = FORMAT_CASES.filter((each): each is LineCase => each.kind === 'lines');
const UNIT_CASES = FORMAT_CASES.filter((each): each is UnitCase => each.kind === 'units');
const TEXT_CASES = FORMAT_CASES.filter((each) => each.kind === 'lines' || each.isText);

it('has a case for every format, of its kind', () => {
  expect(FORMAT_CASES.map(({ id }) => id).sort()).toEqual(FORMATS.map(({ id }) => id).sort());
  for (const { id, kind } of FORMAT_CASES) expect('readUnits' in getFormat(id) ? 'units' : 'lines').toBe(kind);
});

describe.each(FORMAT_CASES)('$id', ({ id, fixture, records, read, leftOut }: FormatCase) => {
  const format = getFormat(id);
  const content = readFixture(fixture);
  const leftOutRows = Object.values(leftOut).reduce((sum, count) => sum + count, 0);

  it('is found from the content, by no other format first', () => {
    expect(findFormat(toHead(content), NO_OPTIONS)?.id).toBe(id);
  });

  it('reads its fixture', async () => {
    const collected = await collectRecords(format, content);
    expect(collected.rejected).toEqual([]);
    expect(collected.records).toEqual(records);
    expect(Object.fromEntries(collected.counts.leftOut)).toEqual(leftOut);
    expect(collected.counts).toMatchObject({ read, accepted: read - leftOutRows, rejected: 0, incomplete: undefined });
  });

  it('finds nothing in an empty file', async () => {
    const { records: found, counts } = await collectRecords(format, '');
    expect(found).toEqual([]);
    expect(counts).toMatchObject({ read: 0, accepted: 0, rejected: 0 });
  });

  it('keeps its accounts wherever the file is cut', async () => {
    const whole = new Set(records.map((record) => JSON.stringify(record)));
    const from = Math.floor(content.length / 3);
    const step = Math.max(37, Math.floor(content.length / 50));
    for (let cut = from; cut < content.length; cut += step) {
      const { counts, rejected, records: found } = await collectRecords(format, content.subarray(0, cut));
      expect(counts.accepted + sumLeftOut(counts) + counts.rejected).toBe(counts.read);
      expect(rejected.length).toBeLessThanOrEqual(1);
      // Only the row that was cut can say something else than before.
      const strange = found.filter((record) => !whole.has(JSON.stringify(record)));
      expect(strange.length).toBeLessThanOrEqual(3);
    }
  });
});

describe.each(TEXT_CASES)('$id as text', ({ id, fixture, records, read }: FormatCase) => {
  const format = getFormat(id);
  const text = readFixture(fixture).toString('utf8');

  it.each([
    ['line ends of Windows', (content: string) => content.replaceAll('\n', '\r\n')],
    ['a byte-order mark', (content: string) => `\ufeff${content}`],
    ['no line end at the end', (content: string) => content.trimEnd()],
    ['empty lines', (content: string) => `${content}\n\n`],
  ])('reads the same with %s', async (_, change) => {
    const collected = await collectRecords(format, change(text));
    expect(collected.records).toEqual(records);
    expect(collected.counts).toMatchObject({ read, rejected: 0 });
  });
});

describe.each(LINE_CASES)('$id by lines', ({ id, fixture, records, read, bad, odd }: LineCase) => {
  const format = getFormat(id);
  const text = readFixture(fixture).toString('utf8');

  it('rejects a bad line by number and reason, and goes on', async () => {
    const lines = text.trimEnd().split('\n');
    const collected = await collectRecords(format, [...lines, bad.line, ''].join('\n'));
    const expected = { line: lines.length + 1, reason: expect.stringMatching(bad.reason), text: bad.line };
    expect(collected.rejected).toEqual([expected]);
    expect(collected.records).toEqual(records);
    expect(collected.counts).toMatchObject({ read: read + 1, rejected: 1 });
  });

  it('keeps octets that are no UTF-8', async () => {
    const collected = await collectRecords(format, Buffer.concat([Buffer.from(text), odd.line, Buffer.from('\n')]));
    expect(collected.rejected).toEqual([]);
    expect(collected.records.slice(records.length - 4).flat()).toContain(odd.key);
  });

  it('passes over a line of 1 MB and one of 20 MB', async () => {
    const huge = ['x'.repeat(1_000_000), 'y'.repeat(20_000_000)];
    const lines = text.trimEnd().split('\n');
    const collected = await collectRecords(format, [...lines, ...huge, ''].join('\n'));
    expect(collected.records).toEqual(records);
    expect(collected.rejected.map(({ line }) => line)).toEqual([lines.length + 1, lines.length + 2]);
    expect(collected.rejected[1]?.reason).toBe('a line of more than 16 MB');
  });
});

// While no format reads units there is nothing to describe.
for (const { id, fixture, records, read, bad, odd } of UNIT_CASES) {
  describe(`${id} by units`, () => {
    const format = getFormat(id);
    const content = readFixture(fixture);

    it('rejects a bad unit by number and reason, and goes on', async () => {
      const collected = await collectRecords(format, bad.toContent(content));
      const expected = { line: bad.number, reason: expect.stringMatching(bad.reason), text: expect.any(String) };
      expect(collected.rejected).toEqual([expected]);
      expect(collected.counts.rejected).toBe(1);
      expect(collected.records.length).toBeGreaterThan(0);
      for (const record of collected.records) expect(records).toContainEqual(record);
      expect(collected.counts.read).toBeGreaterThanOrEqual(read);
    });

    if (odd) {
      it('keeps octets that are no UTF-8', async () => {
        const collected = await collectRecords(format, odd.toContent(content));
        expect(collected.rejected).toEqual([]);
        expect(collected.records.flat()).toContain(odd.key);
      });
    }
  });
}

/** What every input format promises. A new format is one more line in cases.ts. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FORMATS, findFormat, getFormat } from '../../../server/import/formats.ts';
import { FORMAT_CASES } from './cases.ts';
import { collectRecords, NO_OPTIONS } from './collect-records.ts';

function readFixture(name: string): string {
  return readFileSync(new URL(`../../fixtures/formats/${name}`, import.meta.url), 'utf8');
}

it('has a case for every format', () => {
  expect(FORMAT_CASES.map(({ id }) => id).sort()).toEqual(FORMATS.map(({ id }) => id).sort());
});

describe.each(FORMAT_CASES)('$id', ({ id, fixture, records, read, leftOut, bad, odd }) => {
  const format = getFormat(id);
  const text = readFixture(fixture);
  const leftOutRows = Object.values(leftOut).reduce((sum, count) => sum + count, 0);

  it('is found from the content, by no other format first', () => {
    expect(findFormat(text.split('\n'), NO_OPTIONS)?.id).toBe(id);
  });

  it('reads its fixture', async () => {
    const collected = await collectRecords(format, text);
    expect(collected.rejected).toEqual([]);
    expect(collected.records).toEqual(records);
    expect(Object.fromEntries(collected.counts.leftOut)).toEqual(leftOut);
    expect(collected.counts).toMatchObject({ read, accepted: read - leftOutRows, rejected: 0, incomplete: undefined });
  });

  it('rejects a bad line by number and reason, and goes on', async () => {
    const lines = text.trimEnd().split('\n');
    const collected = await collectRecords(format, [...lines, bad.line, ''].join('\n'));
    const expected = { line: lines.length + 1, reason: expect.stringMatching(bad.reason), text: bad.line };
    expect(collected.rejected).toEqual([expected]);
    expect(collected.records).toEqual(records);
    expect(collected.counts).toMatchObject({ read: read + 1, rejected: 1 });
  });

  it('finds nothing in an empty file', async () => {
    const { records: found, counts } = await collectRecords(format, '');
    expect(found).toEqual([]);
    expect(counts).toMatchObject({ read: 0, accepted: 0, rejected: 0 });
  });

  it('keeps its accounts wherever the file is cut', async () => {
    const whole = new Set(records.map((record) => JSON.stringify(record)));
    const from = Math.floor(text.length / 3);
    for (let cut = from; cut < text.length; cut += 37) {
      const { counts, rejected, records: found } = await collectRecords(format, text.slice(0, cut));
      const leftOutCount = [...counts.leftOut.values()].reduce((sum, count) => sum + count, 0);
      expect(counts.accepted + leftOutCount + counts.rejected).toBe(counts.read);
      expect(rejected.length).toBeLessThanOrEqual(1);
      // Only the line that was cut can say something else than before.
      const strange = found.filter((record) => !whole.has(JSON.stringify(record)));
      expect(strange.length).toBeLessThanOrEqual(3);
    }
  });

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

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createCsvFile, createTimeFormat, toCell, toListCell } from '../../server/import/csv-file.ts';

describe('cells', () => {
  it.each([
    ['a.alpha.example', 'a.alpha.example'],
    ['', '""'],
    ['a,b', '"a,b"'],
    ['a "b"', '"a ""b"""'],
    ['a\nb', '"a\nb"'],
    ['a;b|c\\d\t', 'a;b|c\\d\t'],
  ])('%j is written as %j', (text, cell) => expect(toCell(text)).toBe(cell));

  it('hold lists whose elements do not hold the separator', () => {
    expect([toListCell([]), toListCell(['A']), toListCell(['A', 'AAAA'])]).toEqual(['', 'A', 'A\u001fAAAA']);
    for (const list of [['a\u001fb'], ['a', 'b\u001f']]) expect(() => toListCell(list)).toThrow(/separator/);
  });

  it('hold times as Date writes them, without a fraction of zero', () => {
    const toTime = createTimeFormat();
    for (const time of [0, 1, 59_999, 3_599_999, 1_772_438_400_000, 1_772_442_123_456, -1, -3_600_001]) {
      expect(toTime(time)).toBe(new Date(time).toISOString().replace('.000Z', 'Z'));
    }
  });
});

describe('a file', () => {
  it('has its header and every row, however many', () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'whoasked-csv-'));
    const file = createCsvFile(folder, 'a.csv', 'x:long');
    for (let row = 0; row < 100_000; row += 1) file.write(String(row));
    file.close();
    const lines = readFileSync(path.join(folder, 'a.csv'), 'utf8').split('\n');
    expect([lines.length, lines[0], lines[1], lines[100_000], lines[100_001]]).toEqual([
      100_002,
      'x:long',
      '0',
      '99999',
      '',
    ]);
    rmSync(folder, { recursive: true });
  });
});

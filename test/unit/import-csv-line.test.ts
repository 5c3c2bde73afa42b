import { describe, expect, it } from 'vitest';
import { splitCsvLine } from '../../server/import/csv-line.ts';

describe('a line of CSV', () => {
  it.each([
    ['a,b', ['a', 'b']],
    ['', ['']],
    [',', ['', '']],
    ['"a,b",c', ['a,b', 'c']],
    ['a,"say ""yes""",', ['a', 'say "yes"', '']],
    ['"",""', ['', '']],
    ['""""', ['"']],
    ['a,b "c" d', ['a', 'b "c" d']],
  ])('%j comes apart', (line, cells) => {
    expect(splitCsvLine(line, ',')).toEqual(cells);
  });

  it.each([
    ['a,"b', /not closed/],
    ['"', /not closed/],
    ['"""', /not closed/],
    ['"a"b,c', /behind the closing/],
  ])('%j is none', (line, message) => {
    expect(() => splitCsvLine(line, ',')).toThrow(message);
  });

  it('of 16 MB of quotation marks takes no time', () => {
    expect(splitCsvLine(`"${'""'.repeat(8_000_000)}"`, ',')[0]).toHaveLength(8_000_000);
  });
});

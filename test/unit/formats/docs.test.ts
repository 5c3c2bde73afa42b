/** docs/formats.md says what the code does. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CSV_COLUMNS } from '../../../server/import/formats/csv.ts';
import { FORMATS } from '../../../server/import/formats.ts';

const page = readFileSync(new URL('../../../docs/formats.md', import.meta.url), 'utf8');
const lines = page.split('\n');

it('has a section for every format, and none for another', () => {
  const sections = lines.filter((line) => /^## [a-z]/.test(line)).map((line) => line.slice(3));
  expect(sections.sort()).toEqual(FORMATS.map(({ id }) => id).sort());
});

describe.each(FORMATS)('$id', ({ id, dataset }) => {
  it('is in the table with its data set', () => {
    const row = lines.find((line) => line.startsWith(`| [\`${id}\`](#${id}) |`));
    expect(row?.endsWith(`| \`${dataset}\` |`)).toBe(true);
  });
});

it.each(Object.entries(CSV_COLUMNS))('lists the header names of the CSV column %s', (column, names) => {
  const row = lines.find((line) => line.startsWith(`| \`${column}\``));
  expect(row?.split(' | ')[1]).toBe(names.map((name) => `\`${name}\``).join(', '));
});

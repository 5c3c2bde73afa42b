/** docs/formats.md says what the code does. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FORMATS } from '../../../server/import/formats.ts';
import { COLUMN_NAMES } from '../../../server/import/mapped-rows.ts';
import { PRESETS } from '../../../server/import/presets.ts';

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

it.each(Object.entries(COLUMN_NAMES))('lists the header names of the CSV column %s', (column, names) => {
  const row = lines.find((line) => line.startsWith(`| \`${column}\``));
  expect(row?.split(' | ')[1]).toBe(names.map((name) => `\`${name}\``).join(', '));
});

it.each(Object.entries(PRESETS))('lists the preset %s with its format and map', (name, { format, map }) => {
  const given = Object.entries(map).map(([column, from]) => `${column}=${from}`);
  const cells = lines.find((line) => line.startsWith(`| \`${name}\` |`))?.split(' | ');
  expect(cells?.[1]).toBe(`\`${format}\``);
  expect(cells?.[2]?.replaceAll('\\', '')).toBe(`\`${given.join(',')}\``);
});

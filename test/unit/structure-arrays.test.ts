/** What can be added by one file is listed in one explicit array: no file is forgotten, none is loaded by its place. */
import { describe, expect, it } from 'vitest';
import { listFiles, parseSource, readText } from '../helpers/source-tree.ts';

const ARRAYS = ['server/import/formats', 'client/canvas/layouts', 'client/canvas/exports', 'test/unit/formats/cases'];

function findDifferences(file: string, text: string, folder: string[]): string[] {
  const ownFolder = file.replace(/\.ts$/, '/');
  const listed = parseSource(file, text).imports.filter((target) => target.startsWith(ownFolder));
  return [
    ...folder.filter((name) => !listed.includes(name)).map((name) => `${name} is not in ${file}`),
    ...listed.filter((name) => !folder.includes(name)).map((name) => `${file} lists ${name}, which is not there`),
  ];
}

describe.each(ARRAYS)('%s', (name) => {
  it('has every file of its folder in its array, and no other', () => {
    const folder = listFiles(name);
    expect(folder.length).toBeGreaterThan(0);
    expect(findDifferences(`${name}.ts`, readText(`${name}.ts`), folder)).toEqual([]);
  });
});

describe('the check of arrays', () => {
  const folder = ['client/canvas/layouts/fcose.ts', 'client/canvas/layouts/grid.ts'];

  it.each([
    [`import { fcose } from './layouts/fcose.ts';`, 'client/canvas/layouts/grid.ts is not in client/canvas/layouts.ts'],
    [
      `import { a } from './layouts/fcose.ts'; import { b } from './layouts/grid.ts'; import { c } from './layouts/x.ts';`,
      'client/canvas/layouts.ts lists client/canvas/layouts/x.ts, which is not there',
    ],
  ])('finds what is wrong with %s', (text, difference) => {
    expect(findDifferences('client/canvas/layouts.ts', text, folder)).toEqual([difference]);
  });
});

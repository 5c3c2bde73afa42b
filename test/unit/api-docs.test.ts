/** docs/api.md and the code name the same routes and the same error codes. */
import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../shared/api.ts';
import { listFiles, readText } from '../helpers/source-tree.ts';

const DOCS = readText('docs/api.md');

function findAll(text: string, pattern: RegExp, toText: (match: RegExpMatchArray) => string): string[] {
  return [...text.matchAll(pattern)].map(toText).sort();
}

describe('docs/api.md', () => {
  it('describes every route there is, and no other', () => {
    const files = listFiles('server/routes').filter((file) => file.endsWith('.ts'));
    const routes = files.flatMap((file) =>
      findAll(
        readText(file),
        /\brouter\.(get|post|put|delete)\(\s*'([^']+)'/g,
        ([, method = '', path = '']) => `${method.toUpperCase()} /api${path}`,
      ),
    );
    expect(routes.length).toBeGreaterThan(10);
    expect(findAll(DOCS, /^### `([A-Z]+ \/api[^`]*)`$/gm, ([, route = '']) => route)).toEqual(routes.sort());
  });

  it('lists every error code with its status, and no other', () => {
    const codes = Object.entries(ERROR_CODES).map(([code, status]) => `${code} ${status}`);
    const listed = findAll(
      DOCS,
      /^\| `([a-z0-9-]+)` \| (\d{3}) \|/gm,
      ([, code = '', status = '']) => `${code} ${status}`,
    );
    expect(listed).toEqual(codes.sort());
  });

  it('names only codes that exist, in the text too', () => {
    const routes = DOCS.slice(DOCS.indexOf('## Routes'), DOCS.indexOf('## Error codes'));
    const named = findAll(routes, /`((?:[a-z0-9]+-)+[a-z0-9]+)`/g, ([, code = '']) => code);
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((code) => !(code in ERROR_CODES))).toEqual([]);
  });
});

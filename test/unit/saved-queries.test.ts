/** Saved query files: what is read from them, and what is refused with file and line. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseSavedQuery } from '../../server/saved-queries/parse-saved-query.ts';
import { readSavedQueries, SavedQueryError } from '../../server/saved-queries/read-saved-queries.ts';
import { listFiles, ROOT, readText } from '../helpers/source-tree.ts';

const HEAD = ['// title: T', '// description: D', '// category: C'];

function toFile(params: readonly string[], cypher: string): string {
  return [...HEAD, ...params.map((param) => `// param: ${param}`), '', cypher].join('\n');
}

function findProblems(text: string): [line: number, message: string][] {
  const parsed = parseSavedQuery('x', text);
  return parsed.type === 'parsed' ? [] : parsed.problems.map(({ line, message }) => [line, message]);
}

describe('a saved query file', () => {
  it('gives metadata, parameters and Cypher', () => {
    const text = `\uFEFF// title: Who asked\r\n// description: First. \r\n// description: Second.\r\n// category: Names\r\n//param: name node a.example HostName.name\r\n\r\n// Why: a comment.\r\nMATCH (h:HostName {name: $name})\r\nRETURN h\r\n`;
    expect(parseSavedQuery('who', text)).toEqual({
      type: 'parsed',
      query: {
        id: 'who',
        title: 'Who asked',
        description: 'First. Second.',
        category: 'Names',
        params: [
          { name: 'name', type: 'node', default: 'a.example', suggestions: { label: 'HostName', property: 'name' } },
        ],
        cypher: '// Why: a comment.\nMATCH (h:HostName {name: $name})\nRETURN h',
      },
    });
  });

  it.each([
    ['p string', { type: 'string' }],
    ['p string ""', { type: 'string', default: '' }],
    [`p string 'two words'`, { type: 'string', default: 'two words' }],
    ['p string "a \\"quoted\\" word"', { type: 'string', default: 'a "quoted" word' }],
    ['p string mail.tower.example', { type: 'string', default: 'mail.tower.example' }],
    ['p string "AS.asn"', { type: 'string', default: 'AS.asn' }],
    ['p string AS.asn', { type: 'string', suggestions: { label: 'AS', property: 'asn' } }],
    [
      'p string x Organization.name',
      { type: 'string', default: 'x', suggestions: { label: 'Organization', property: 'name' } },
    ],
    ['p integer -7', { type: 'integer', default: '-7' }],
    ['p float 0.5', { type: 'float', default: '0.5' }],
    ['p boolean true', { type: 'boolean', default: 'true' }],
    ['p datetime 2026-02-02', { type: 'datetime', default: '2026-02-02' }],
    ['p datetime 2026-02-02T08:00Z', { type: 'datetime', default: '2026-02-02T08:00Z' }],
    ['p timezone Pacific/Auckland', { type: 'timezone', default: 'Pacific/Auckland' }],
    ['p node AS64500 AS.asn', { type: 'node', default: 'AS64500', suggestions: { label: 'AS', property: 'asn' } }],
    ['p node 7 Thing.key', { type: 'node', default: '7', suggestions: { label: 'Thing', property: 'key' } }],
  ])('takes "param: %s"', (line, expected) => {
    const parsed = parseSavedQuery('x', toFile([line], 'RETURN $p'));
    expect(parsed).toMatchObject({ type: 'parsed', query: { params: [{ name: 'p', ...expected }] } });
    expect(parsed.type === 'parsed' && Object.keys(parsed.query.params[0] ?? {}).length).toBe(
      Object.keys(expected).length + 1,
    );
  });

  it.each([
    ['p', 'expected "name type'],
    ['p text', '"text" is no type'],
    ['1p string', 'no parameter name'],
    ['p string "open', 'a quote without its end'],
    ['p string two words', 'more than one default'],
    ['p integer 1.5', 'is no integer'],
    ['p integer 9007199254740993', 'is no integer'],
    ['p float many', 'is no float'],
    ['p boolean yes', 'is no boolean'],
    ['p datetime 2026-13-01', 'is no datetime'],
    ['p datetime tomorrow', 'is no datetime'],
    ['p timezone Mars/Base', 'is no timezone'],
    ['p node a.example', 'a node needs its label and key'],
    ['p node nonsense IP.ip', 'the default is no key of IP'],
  ])('refuses "param: %s"', (line, message) => {
    const problems = findProblems(toFile([line], 'RETURN $p'));
    expect(problems.find(([at]) => at === 4)?.[1]).toContain(message);
  });

  it.each([
    ['no title', '// description: D\n// category: C\n\nRETURN 1', 1, 'title'],
    ['no description', '// title: T\n// category: C\n\nRETURN 1', 1, 'description'],
    ['no category', '// title: T\n// description: D\n\nRETURN 1', 1, 'category'],
    ['an unknown field', `// author: me\n${toFile([], 'RETURN 1')}`, 1, 'unknown field "author"'],
    ['a field without text', `// title:\n${toFile([], 'RETURN 1')}`, 1, 'title is empty'],
    ['two titles', `// title: A\n${toFile([], 'RETURN 1')}`, 2, 'a second title'],
    ['a comment among the metadata', `${HEAD.join('\n')}\n// because\nRETURN 1`, 4, 'expected "// field: value"'],
    ['no Cypher', HEAD.join('\n'), 4, 'no Cypher'],
    ['a parameter nothing uses', toFile(['p string'], 'RETURN 1'), 4, 'does not use $p'],
    ['one used in a comment only', toFile(['p string'], 'RETURN 1 // $p'), 4, 'does not use $p'],
    ['one used in a text only', toFile(['p string'], `RETURN 'costs $p'`), 4, 'does not use $p'],
    ['a parameter declared twice', toFile(['p string', 'p integer'], 'RETURN $p'), 5, 'declared twice'],
    ['a parameter nobody declares', toFile([], 'MATCH (n)\nRETURN n.x = $q'), 6, '$q is used'],
    ['a quoted one nobody declares', toFile([], 'RETURN $`the q`'), 5, '$the q is used'],
  ])('with %s is refused', (_, text, line, message) => {
    expect(findProblems(text)).toEqual([[line, expect.stringContaining(message)]]);
  });
});

describe('a folder of saved queries', () => {
  async function makeFolder(files: Record<string, string>): Promise<string> {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'whoasked-queries-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
    return folder;
  }

  it('is read by category and title, other files left alone', async () => {
    const file = (title: string, category: string) =>
      `// title: ${title}\n// description: D\n// category: ${category}\n\nRETURN 1`;
    const folder = await makeFolder({
      'b.cypher': file('Beta', 'Z'),
      'a.cypher': file('Zeta', 'A'),
      'c.cypher': file('alpha', 'Z'),
      'README.md': 'no query',
    });
    expect((await readSavedQueries(folder)).map(({ id }) => id)).toEqual(['a', 'c', 'b']);
  });

  it('names file and line of every problem at once', async () => {
    const folder = await makeFolder({
      'bad.cypher': toFile(['p integer x'], 'RETURN $q'),
      'Bad Name.cypher': toFile([], 'RETURN 1'),
    });
    const error: unknown = await readSavedQueries(folder).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(SavedQueryError);
    const lines = String((error as Error).message).split('\n');
    expect(lines.map((line) => path.basename(line.split(': ')[0] ?? ''))).toEqual([
      'Bad Name.cypher:1',
      'bad.cypher:4',
      'bad.cypher:6',
    ]);
  });
});

describe('the saved queries of the repository', async () => {
  const queries = await readSavedQueries(path.join(ROOT, 'queries'));
  const page = readText('docs/saved-queries.md');

  it('are all there', () => {
    expect(queries.map(({ id }) => `queries/${id}.cypher`).sort()).toEqual(listFiles('queries'));
    expect(queries.length).toBeGreaterThanOrEqual(18);
  });

  it('are the ones docs/saved-queries.md lists, by category', () => {
    const listed: string[] = [];
    let category = '';
    for (const line of page.split('\n')) {
      category = /^### (.+)$/.exec(line)?.[1] ?? category;
      const [, id, title] = /^\| \[`([\w-]+)`\]\(\.\.\/queries\/\1\.cypher\) \| (.+?) \|/.exec(line) ?? [];
      if (id !== undefined) listed.push(`${category} / ${id} / ${title}`);
    }
    expect(listed).toEqual(queries.map(({ id, category: name, title }) => `${name} / ${id} / ${title}`));
  });

  it.each(queries)('$id can be run as it is, and is readable', ({ params, cypher, description }) => {
    expect(params.filter((param) => param.default === undefined)).toEqual([]);
    expect(description.length).toBeGreaterThan(60);
    // One clause per line: no clause begins in the middle of one.
    const code = cypher.split('\n').filter((line) => !line.trim().startsWith('//'));
    expect(code.filter((line) => /\S.*(?<!OPTIONAL)\s(?:MATCH|RETURN|UNWIND|ORDER BY|LIMIT) /.test(line))).toEqual([]);
    expect(code.filter((line) => line.length > 120)).toEqual([]);
  });
});

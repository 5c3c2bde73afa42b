/** Documents agree with what they describe: commands, variables, formats, files and links. */
import { describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { IMPORT_HELP } from '../../scripts/import-arguments.ts';
import { Environment } from '../../server/config.ts';
import { FORMATS } from '../../server/import/formats.ts';
import { MAX_NEIGHBORS, MAX_ROWS } from '../../shared/api.ts';
import { listFiles, readText } from '../helpers/source-tree.ts';

const ALL_FILES = listFiles();
const DOCUMENTS = ALL_FILES.filter((file) => file.endsWith('.md'));

const BUILT_IN = ['ci', 'start', 'test', 'install'];

/** What follows `npm` in code, in blocks and between backticks. */
function findCommands(page: string): string[] {
  const code = page.match(/```[\s\S]*?```|`[^`]+`/g) ?? [];
  return [...code.join('\n').matchAll(/\bnpm (?:(run) )?([a-z][\w:-]*)/g)].map(([, run, script]) =>
    run ? `run ${script}` : `${script}`,
  );
}

function isCommand(command: string): boolean {
  const script = command.replace(/^run /, '');
  return command.startsWith('run ') ? script in packageJson.scripts : BUILT_IN.includes(script);
}

/** The rows of the table below a head that begins with this cell, each as its cells. */
function readTable(page: string, firstHead: string): string[][] {
  const lines = page.split('\n');
  const start = lines.findIndex((line) => line.startsWith(`| ${firstHead} |`)) + 2;
  const end = lines.findIndex((line, i) => i >= start && !line.startsWith('|'));
  return start < 2
    ? []
    : lines.slice(start, end).map((line) =>
        line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim()),
      );
}

/** GitHub's anchor of a heading. */
function toAnchor(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\d\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');
}

function resolveLink(from: string, link: string): string | undefined {
  const [target = '', anchor] = link.split('#');
  const folder = from.split('/').slice(0, -1).join('/');
  const file = target === '' ? from : new URL(target, `file:///${folder}/`).pathname.replace(/^\/+/, '');
  if (!ALL_FILES.some((known) => known === file || known.startsWith(`${file.replace(/\/$/, '')}/`))) return undefined;
  if (anchor === undefined) return file;
  const headings = [...readText(file).matchAll(/^#+ (.+)$/gm)].map((match) => toAnchor(match[1] ?? ''));
  return headings.includes(anchor) ? `${file}#${anchor}` : undefined;
}

/** Paths of the repository that a page names in its text, as they stand between backticks. */
function findPaths(page: string): string[] {
  return [...page.matchAll(/`((?:shared|server|client|scripts|queries|test|docs)\/[\w./*-]*)`/g)]
    .map((match) => match[1] ?? '')
    .filter((name) => !name.includes('<'));
}

function isPath(name: string): boolean {
  const pattern = new RegExp(
    `^${name.replace(/[.+]/g, '\\$&').replaceAll('*', '[^/]*')}${name.endsWith('/') ? '' : '(?:/|$)'}`,
  );
  return ALL_FILES.some((file) => pattern.test(file));
}

describe.each(DOCUMENTS)('%s', (file) => {
  const page = readText(file);

  it('runs only commands of package.json', () => {
    expect(findCommands(page).filter((command) => !isCommand(command))).toEqual([]);
  });

  it('names only files that are there', () => {
    expect(findPaths(page).filter((name) => !isPath(name))).toEqual([]);
  });

  it('links to files and headings that are there', () => {
    const links = [...page.matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map((match) => match[1] ?? '');
    expect(links.filter((link) => resolveLink(file, link) === undefined)).toEqual([]);
  });

  it('does not call anything simple', () => {
    const words = page.replace(/`[^`]*`/g, '').match(/\b(?:just|simply|simple|easy|easily|obviously)\b/gi);
    expect(words ?? []).toEqual([]);
  });
});

describe('README.md', () => {
  const page = readText('README.md');

  it('says every environment variable with its default', () => {
    const said = readTable(page, 'variable').map(([name = '', value = '']) => [name, value]);
    const defaults = Object.entries(Environment.shape).map(([name, schema]) => {
      const parsed = schema.safeParse(undefined);
      const value = parsed.success && parsed.data !== undefined ? `\`${parsed.data}\`` : '';
      return [`\`${name}\``, value];
    });
    expect(said).toEqual(defaults);
  });

  it('says every input format', () => {
    expect(
      readTable(page, 'format')
        .map(([id]) => id)
        .sort(),
    ).toEqual(FORMATS.map((format) => `\`${format.id}\``).sort());
  });

  it('says the limits that hold', () => {
    expect(page).toContain(`at most ${MAX_ROWS.toLocaleString('en')} rows`);
    expect(page).toContain(`at most ${MAX_NEIGHBORS.toLocaleString('en')} neighbours`);
  });

  it('gives the import only options it has', () => {
    const options = page.match(/--[a-z][a-z-]*/g) ?? [];
    expect(options).toContain('--dataset');
    expect(options.filter((option) => !IMPORT_HELP.includes(`  ${option} `))).toEqual([]);
  });

  it('starts with the two commands', () => {
    expect(/```sh\n([\s\S]*?)```/.exec(page)?.[1]).toBe('npm ci\nnpm start\n');
  });

  it('needs the version of Node that package.json asks for', () => {
    expect(page).toContain(`Node ${packageJson.engines.node.replace('>=', '')} or newer`);
  });
});

describe('every command of package.json', () => {
  it.each(Object.keys(packageJson.scripts).filter((script) => script !== 'prestart'))(
    '%s is said somewhere',
    (script) => {
      const command = BUILT_IN.includes(script) ? script : `run ${script}`;
      expect(DOCUMENTS.filter((file) => findCommands(readText(file)).includes(command))).not.toEqual([]);
    },
  );
});

describe('decisions', () => {
  const decisions = listFiles('docs/decisions');

  it('have a number each', () => {
    const numbers = decisions.map((file) => /\/(\d{4})-[a-z0-9-]+\.md$/.exec(file)?.[1]);
    expect(numbers).not.toContain(undefined);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it.each(decisions)('%s has its number, a date, and a decision', (file) => {
    const number = Number(/\/(\d{4})-/.exec(file)?.[1]);
    expect(readText(file)).toMatch(
      new RegExp(`^# ${number}\\. .+\\n\\n\\d{4}-\\d{2}-\\d{2}\\n\\n[\\s\\S]*^## Decision\\n`, 'm'),
    );
  });
});

describe('the checks of documents', () => {
  it('find commands', () => {
    expect(
      findCommands('Run `npm run nothing`, or npm passes it on:\n```sh\nnpm ci && npm start\n```').filter(
        (c) => !isCommand(c),
      ),
    ).toEqual(['run nothing']);
  });

  it('find files that are not there', () => {
    const page = '`server/config.ts`, `server/nowhere.ts`, `test/unit/`, `test/unit/docs*.test.ts`, `client/nowhere/`';
    expect(findPaths(page).filter((name) => !isPath(name))).toEqual(['server/nowhere.ts', 'client/nowhere/']);
  });

  it.each([
    ['README.md', 'docs/graph-model.md', 'docs/graph-model.md'],
    ['README.md', 'docs/graph-model.md#keys', 'docs/graph-model.md#keys'],
    ['README.md', 'docs', 'docs'],
    ['README.md', '#where-data-is-kept', 'README.md#where-data-is-kept'],
    ['docs/graph-model.md', '../README.md', 'README.md'],
    ['README.md', 'docs/nowhere.md', undefined],
    ['README.md', 'docs/graph-model.md#nowhere', undefined],
    ['docs/graph-model.md', 'README.md', undefined],
  ])('resolve in %s the link %s', (from, link, target) => {
    expect(resolveLink(from, link)).toBe(target);
  });
});

/** Rules of the code that no linter of ours enforces, and the switches without which the linter would not. */
import { describe, expect, it } from 'vitest';
import biome from '../../biome.json' with { type: 'json' };
import { listFiles, parseSource, readSources, readText, type Source } from '../helpers/source-tree.ts';

const MAX_LINES = 300;
const CONFIGS = ['vite.config.ts', 'vitest.config.ts'];
/** Written in parts, so that this file does not find itself. */
const SUPPRESSION = /@ts-(?:ignore|expect-error|nocheck)|biome-(?:ignore)|eslint-(?:disable)/;
/** What Biome cannot know about a component: one rule, by name, with the reason. Never a rule about types. */
const EXPLAINED =
  /biome-(?:ignore) lint\/(?:a11y\/\w+|suspicious\/noArrayIndexKey|correctness\/useExhaustiveDependencies): \w.{20,}/g;
const UNRUN_TEST =
  /\b(?:it|test|describe)\s*\.\s*(?:skip|only|todo|fails|skipIf|runIf)\b|(?<![.\w])(?:xit|xdescribe|fdescribe|fit)\(/;

function findOffences({ file, text, hasDefaultExport, isBarrel, hasAny }: Source): string[] {
  const name = file.split('/').at(-1) ?? '';
  const offences: string[] = [];
  if (text.trimEnd().split('\n').length > MAX_LINES) offences.push(`has more than ${MAX_LINES} lines`);
  if (hasDefaultExport && !CONFIGS.includes(file)) offences.push('has a default export');
  if (isBarrel) offences.push('is a barrel');
  if (hasAny) offences.push('says any');
  if (SUPPRESSION.test(file.endsWith('.tsx') ? text.replace(EXPLAINED, '') : text)) offences.push('silences a check');
  if (UNRUN_TEST.test(text)) offences.push('holds a test that does not run');
  if (!/^(?:[a-z0-9]+(?:-[a-z0-9]+)*(?:\.test|\.config)?\.tsx?|[A-Z][A-Za-z0-9]*\.tsx)$/.test(name)) {
    offences.push('is neither kebab-case.ts nor PascalCase.tsx');
  }
  if (/(?:^|\/)(?:utils|common|misc|lib|helpers)\//.test(file) && !file.startsWith('test/helpers/')) {
    offences.push('lies in a folder that says nothing');
  }
  return offences;
}

describe('every source file', () => {
  const sources = readSources();

  it('is found', () => {
    expect(sources.length).toBeGreaterThan(20);
  });

  it.each(sources.map((source) => [source.file, source] as const))('%s keeps the rules', (_, source) => {
    expect(findOffences(source)).toEqual([]);
  });

  it.each([
    ['a.ts', 'export default 1;'],
    ['a.ts', 'const a = 1; export { a as default };'],
    ['a.ts', `export * from './b.ts';`],
    ['a.ts', `import { b } from './b.ts'; export { b };`],
    ['a.ts', 'export const a = (b: unknown) => (b as { c: any }).c;'],
    ['a.ts', `// ${'@ts'}-ignore\nexport const a = 1;`],
    ['a.ts', `// ${'biome'}-ignore lint: no\nexport const a = 1;`],
    ['a.tsx', `// ${'biome'}-ignore lint/a11y/useValidAria: no\nexport const a = 1;`],
    ['a.tsx', `// ${'biome'}-ignore lint/suspicious/noExplicitAny: a reason that is long enough\nexport const a = 1;`],
    ['a.test.ts', `it${'.skip'}('does not run', () => {});`],
    ['a.test.ts', `describe${'.only'}('alone', () => {});`],
    ['fooBar.ts', 'export const a = 1;'],
    ['server/utils/a.ts', 'export const a = 1;'],
    ['a.ts', `${'\n'.repeat(300)}export const a = 1;`],
  ])('with a fault is found out: %s: %j', (file, text) => {
    expect(findOffences(parseSource(file, text))).toHaveLength(1);
  });
});

/** Paths of the machine it was written on; a system's own places such as /usr/bin are the same everywhere. */
const MACHINE_PATH = /(?<![\w.~}-])\/(?:work|home|Users|root)\/[\w.-]+/;
/** Where packages come from is the business of the user's own configuration. */
const REGISTRY =
  /\bregistry\.[a-z]|\brepo1?\.maven\b|"resolved":|(?:^|\n)\s*(?:@\w+:)?registry\s*=|<repositor(?:y|ies)>|_auth/;

function findMachineTraces(text: string): string[] {
  return [MACHINE_PATH, REGISTRY].flatMap((pattern) => pattern.exec(text)?.[0] ?? []);
}

describe('every text file', () => {
  const files = listFiles().filter(
    (file) => !/\.(?:png|gz|zst|ico|woff2)$/.test(file) && !file.startsWith('test/unit/structure'),
  );

  it('names no place of the machine it was written on and no registry', () => {
    expect(files.length).toBeGreaterThan(20);
    expect(files.flatMap((file) => findMachineTraces(readText(file)).map((trace) => `${file}: ${trace}`))).toEqual([]);
  });

  it.each([
    `const file = '/home/someone/x.log';`,
    'see /home/someone/dns.log',
    'file:///root/.m2',
    'registry=https://packages.example/',
    '"resolved": "https://packages.example/x.tgz"',
    'https://registry.packages.example/x',
    '<repository><url>https://packages.example</url></repository>',
  ])('with a trace is found out: %s', (text) => {
    expect(findMachineTraces(text)).toHaveLength(1);
  });

  it.each(['/usr/bin/chromium', 'scripts/work/x', '~/work/x', 'https://host.example/home/x'])('may say %s', (text) => {
    expect(findMachineTraces(text)).toEqual([]);
  });
});

describe('the linter', () => {
  it('keeps the rules on that the tests leave to it', () => {
    const { rules } = biome.linter;
    expect(rules.preset).toBe('recommended');
    expect(rules.style).toMatchObject({ noDefaultExport: 'error', noNonNullAssertion: 'error' });
    expect(rules.suspicious).toMatchObject({ noExplicitAny: 'error' });
    expect(rules.performance).toMatchObject({ noBarrelFile: 'error' });
    expect(biome.overrides.flatMap((override) => override.includes).toSorted()).toEqual(CONFIGS.toSorted());
  });
});

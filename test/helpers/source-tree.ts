/** The repository as the tests of its structure see it: files by their path from the root, `/` between the parts. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What git does not keep either. */
const NOT_OURS = /^(?:node_modules|\.git|\.data.*|dist|coverage|test-results|.*\.rejected\.jsonl|\.env)$/;

/** Every file below a folder of the repository, sorted; none where the folder does not exist. */
export function listFiles(folder = '.'): string[] {
  const start = path.join(ROOT, folder);
  if (!statSync(start, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(start, { withFileTypes: true })
    .filter((entry) => !NOT_OURS.test(entry.name))
    .flatMap((entry) => {
      const file = path.posix.join(folder, entry.name);
      return entry.isDirectory() ? listFiles(file) : [file];
    })
    .sort();
}

export function readText(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8');
}

export function listSources(): string[] {
  return listFiles().filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'));
}

export type Source = {
  file: string;
  text: string;
  /** What it imports, re-exports or loads: a path from the root for our own files, else the package's name. */
  imports: string[];
  hasDefaultExport: boolean;
  /** It does nothing but export from elsewhere. */
  isBarrel: boolean;
  /** `any` stands somewhere as a type. */
  hasAny: boolean;
};

/** The package of `neo4j-driver/lib/x` is `neo4j-driver`, of `@mantine/core/styles.css` `@mantine/core`. */
function toImport(file: string, specifier: string): string {
  if (specifier.startsWith('.')) return path.posix.join(path.posix.dirname(file), specifier.replace(/\?.*$/, ''));
  if (specifier.startsWith('node:')) return specifier;
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

/** Reads one source text with Vite's own parser. Throws where it is no TypeScript. */
export function parseSource(file: string, text: string): Source {
  const { errors, module, program } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  const exported = module.staticExports.flatMap((statement) => statement.entries);
  const tree = JSON.stringify(program, (_, value) => (typeof value === 'bigint' ? String(value) : value));
  const specifiers = [
    ...module.staticImports.map((statement) => statement.moduleRequest.value),
    ...exported.flatMap((entry) => entry.moduleRequest?.value ?? []),
    ...module.dynamicImports.flatMap(({ moduleRequest: { start, end } }) => text.slice(start + 1, end - 1)),
    ...[...text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g)].map((match) => match[1] ?? ''),
    ...[...text.matchAll(/new URL\(\s*['"](\.[^'"]+\.tsx?)['"],\s*import\.meta\.url/g)].map((match) => match[1] ?? ''),
  ];
  return {
    file,
    text,
    imports: [...new Set(specifiers.map((specifier) => toImport(file, specifier)))],
    hasDefaultExport: exported.some(
      (entry) => entry.exportName.kind === 'Default' || entry.exportName.name === 'default',
    ),
    isBarrel:
      exported.length > 0 &&
      program.body.every((statement) => /^(?:Import|Export(?:All|Named))Declaration$/.test(statement.type)) &&
      exported.every((entry) => entry.moduleRequest !== null || entry.localName.kind === 'None'),
    hasAny: tree.includes('"type":"TSAnyKeyword"'),
  };
}

export function readSources(): Source[] {
  return listSources().map((file) => parseSource(file, readText(file)));
}

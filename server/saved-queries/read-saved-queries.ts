import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { SavedQuery } from '../../shared/api.ts';
import { parseSavedQuery } from './parse-saved-query.ts';

/** Files that are no saved queries. The message holds one line for each problem: `file:line: what is wrong`. */
export class SavedQueryError extends Error {}

/**
 * Every `*.cypher` file of a folder, by category and title. Throws SavedQueryError naming file and line of every problem,
 * so that one reading shows them all. Other files and folders in it are left alone.
 */
export async function readSavedQueries(folder: string): Promise<SavedQuery[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.cypher')).sort();
  const queries: SavedQuery[] = [];
  const problems: string[] = [];
  for (const name of names) {
    const file = path.join(folder, name);
    const id = name.slice(0, -'.cypher'.length);
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) {
      problems.push(`${file}:1: the file name is the id: lower-case letters, digits and single hyphens only`);
      continue;
    }
    const parsed = parseSavedQuery(id, await readFile(file, 'utf8'));
    if (parsed.type === 'parsed') queries.push(parsed.query);
    else problems.push(...parsed.problems.map(({ line, message }) => `${file}:${line}: ${message}`));
  }
  if (problems.length > 0) throw new SavedQueryError(problems.join('\n'));
  const collator = new Intl.Collator('en');
  return queries.sort((a, b) => collator.compare(a.category, b.category) || collator.compare(a.title, b.title));
}

/** Reads one saved query file: leading `//` lines are metadata, the rest is Cypher. docs/saved-queries.md describes it. */
import type { SavedQuery, SavedQueryParam } from '../../shared/api.ts';
import { ParamLineError, parseParamLine } from './param-line.ts';

/** What is wrong with a file, and in which of its lines (1-based). */
export type SavedQueryProblem = { line: number; message: string };

export type ParsedQuery = { type: 'parsed'; query: SavedQuery } | { type: 'broken'; problems: SavedQueryProblem[] };

const ONCE = ['title', 'category'] as const;
const FIELDS = ['title', 'description', 'category', 'param'];

/** Comments, texts and quoted names hold no parameters; `$name` and $`name` elsewhere do. */
const SKIP_OR_PARAM =
  /\/\/.*|\/\*[\s\S]*?\*\/|'(?:\\[\s\S]|[^'\\])*'|"(?:\\[\s\S]|[^"\\])*"|\$(?:(\w+)|`((?:``|[^`])+)`)|`(?:``|[^`])*`/g;

type Use = { name: string; offset: number };

/** Every use of a parameter in a Cypher text. */
function findUses(cypher: string): Use[] {
  return [...cypher.matchAll(SKIP_OR_PARAM)].flatMap((match) => {
    const name = match[1] ?? match[2];
    return name === undefined ? [] : [{ name, offset: match.index }];
  });
}

type Metadata = {
  texts: Record<'title' | 'description' | 'category', string[]>;
  params: { line: number; param: SavedQueryParam }[];
};

function readMetadataLine(text: string, line: number, metadata: Metadata): string | undefined {
  const [, field, value = ''] = /^\/\/\s*([A-Za-z_-]+):\s*(.*?)\s*$/.exec(text) ?? [];
  if (field === undefined) return `expected "// field: value"; comments on the Cypher follow after a blank line`;
  if (!FIELDS.includes(field)) return `unknown field "${field}"; fields are ${FIELDS.join(', ')}`;
  if (value === '') return `${field} is empty`;
  if (field === 'param') {
    try {
      const param = parseParamLine(value);
      if (metadata.params.some((other) => other.param.name === param.name)) return `${param.name} is declared twice`;
      metadata.params.push({ line, param });
    } catch (error) {
      if (error instanceof ParamLineError) return error.message;
      throw error;
    }
    return undefined;
  }
  const texts = metadata.texts[field as keyof Metadata['texts']];
  if (ONCE.some((name) => name === field) && texts.length > 0) return `a second ${field}`;
  texts.push(value);
  return undefined;
}

/** `id`: the file's name without `.cypher`. Several description lines are one text. */
export function parseSavedQuery(id: string, text: string): ParsedQuery {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const end = lines.findIndex((line) => !line.startsWith('//'));
  const header = end === -1 ? lines : lines.slice(0, end);
  const metadata: Metadata = { texts: { title: [], description: [], category: [] }, params: [] };
  const problems: SavedQueryProblem[] = [];
  for (const [i, line] of header.entries()) {
    const message = readMetadataLine(line, i + 1, metadata);
    if (message !== undefined) problems.push({ line: i + 1, message });
  }
  for (const field of ['title', 'description', 'category'] as const) {
    if (metadata.texts[field].length === 0) problems.push({ line: 1, message: `the line "// ${field}: …" is missing` });
  }
  const body = lines.slice(header.length).join('\n');
  const cypher = body.trim();
  if (cypher === '') problems.push({ line: header.length + 1, message: 'there is no Cypher after the metadata' });
  const uses = findUses(body);
  for (const { line, param } of metadata.params) {
    if (!uses.some(({ name }) => name === param.name)) {
      problems.push({ line, message: `the Cypher does not use $${param.name}` });
    }
  }
  const undeclared = new Map(uses.reverse().map((use) => [use.name, use.offset]));
  for (const { param } of metadata.params) undeclared.delete(param.name);
  for (const [name, offset] of undeclared) {
    const line = header.length + body.slice(0, offset).split('\n').length;
    problems.push({ line, message: `$${name} is used, but no "// param:" line declares it` });
  }
  if (problems.length > 0) return { type: 'broken', problems: problems.sort((a, b) => a.line - b.line) };
  const [title = ''] = metadata.texts.title;
  const [category = ''] = metadata.texts.category;
  const description = metadata.texts.description.join(' ');
  return {
    type: 'parsed',
    query: { id, title, description, category, params: metadata.params.map(({ param }) => param), cypher },
  };
}

/**
 * Neo4j's own parser for Cypher, off the page's thread: its first parse takes most of a second. The linter, Neo4j's semantic
 * checks compiled to JavaScript, is six times the size of the rest and loaded when it is first asked for.
 */
import { autocomplete, highlightSyntax } from '@neo4j-cypher/language-support';
import { CYPHER_FUNCTIONS, CYPHER_PROCEDURES, type Signature } from './cypher-functions.ts';
import type {
  Completion,
  LanguageAnswer,
  LanguageQuestion,
  LanguageRequest,
  LanguageResponse,
  LanguageSchema,
  Token,
} from './language-messages.ts';

const VERSIONS = ['CYPHER 5', 'CYPHER 25'];
/** `CompletionItemKind` of the Language Server Protocol 3.17. */
const KINDS: Record<number, string> = {
  2: 'function',
  3: 'function',
  6: 'variable',
  10: 'property',
  14: 'keyword',
  15: 'type',
  25: 'type',
};
const SNIPPET_FORMAT = 2;

const byVersion = <T>(value: T) => Object.fromEntries(VERSIONS.map((version) => [version, value]));

function toFunction({ name, signature }: Signature) {
  const rest = { category: '', description: signature, argumentDescription: [], returnDescription: '' };
  return { ...rest, name, signature, isBuiltIn: true, aggregating: false, isDeprecated: false };
}

function toProcedure({ name, signature }: Signature) {
  const yields = /:: \((.*)\)$/.exec(signature)?.[1] ?? '';
  const returnDescription = yields
    .split(', ')
    .filter(Boolean)
    .map((part) => ({ name: part.split(' :: ')[0] ?? part, description: '', type: '', isDeprecated: false }));
  const rest = { description: signature, mode: 'READ' as const, worksOnSystem: false, argumentDescription: [] };
  return { ...rest, name, signature, returnDescription, admin: false, option: { deprecated: false } };
}

const FUNCTIONS = byVersion(Object.fromEntries(CYPHER_FUNCTIONS.map((entry) => [entry.name, toFunction(entry)])));
const PROCEDURES = byVersion(Object.fromEntries(CYPHER_PROCEDURES.map((entry) => [entry.name, toProcedure(entry)])));

/** The parser counts characters, the editor UTF-16 units: they differ behind the first emoji. */
function toUnits(text: string): (offset: number) => number {
  if (!/[\ud800-\udbff]/.test(text)) return (offset) => offset;
  const starts: number[] = [];
  let units = 0;
  for (const character of text) {
    starts.push(units);
    units += character.length;
  }
  return (offset) => starts[offset] ?? units;
}

function highlight(text: string): Token[] {
  const units = toUnits(text);
  return highlightSyntax(text, { consoleCommandsEnabled: false }).map(({ position, length, tokenType }) => ({
    from: units(position.startOffset),
    to: units(position.startOffset + length),
    type: tokenType,
  }));
}

function complete(text: string, position: number, isManual: boolean, schema: LanguageSchema): Completion[] {
  const items = autocomplete(
    text.slice(0, position),
    { ...schema, functions: FUNCTIONS, procedures: PROCEDURES },
    { manual: isManual, consoleCommandsEnabled: false },
  );
  return items.map((item) => ({
    label: item.label,
    apply: item.insertText,
    isSnippet: item.insertTextFormat === SNIPPET_FORMAT,
    type: KINDS[item.kind ?? 0] ?? 'text',
    detail: (item.detail ?? '').replace(/[()]/g, ''),
    info: item.signature ?? '',
  }));
}

async function answer(
  question: LanguageQuestion,
  schema: LanguageSchema,
): Promise<LanguageAnswer[keyof LanguageAnswer]> {
  switch (question.type) {
    case 'highlight':
      return highlight(question.text);
    case 'complete':
      return complete(question.text, question.position, question.isManual, schema);
    case 'lint':
      return (await import('./lint-cypher.ts')).lintCypher(question.text, schema);
  }
}

self.addEventListener('message', async ({ data }: MessageEvent<LanguageRequest>) => {
  const { schema, ...question } = data;
  let response: LanguageResponse;
  try {
    response = { type: data.type, answer: await answer(question, schema) };
  } catch (error) {
    response = { type: data.type, error: String(error) };
  }
  self.postMessage(response);
});

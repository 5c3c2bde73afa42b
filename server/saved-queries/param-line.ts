/** The value of a `// param:` line: `name type [default] [label.property]`. */

import { PARAM_TYPES, type SavedQueryParam } from '../../shared/api.ts';
import { KeyError, normalizeKey } from '../../shared/keys.ts';
import { isNodeLabel } from '../../shared/ontology.ts';
import { isTimezone } from '../../shared/timezone.ts';

/** The message says what is wrong with the line; the reader adds file and line number. */
export class ParamLineError extends Error {}

/** A quoted text (a backslash takes the next character as it is) or a run of characters that are no blanks. */
const TOKEN = /\s*(?:'((?:\\.|[^'\\])*)'|"((?:\\.|[^"\\])*)"|(\S+))/y;
/** Labels begin with a capital, so that a default such as `mail.example` is not taken for suggestions. */
const SUGGESTIONS = /^([A-Z]\w*)\.([a-z]\w*)$/;

type Token = { text: string; isQuoted: boolean };

function parseTokens(line: string): Token[] {
  const tokens: Token[] = [];
  const text = line.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const [, single, double, plain] = TOKEN.exec(text) ?? [];
    const quoted = single ?? double;
    if (quoted === undefined && plain === undefined) break;
    if (quoted === undefined && /^['"]/.test(plain ?? ''))
      throw new ParamLineError(`a quote without its end: ${plain}`);
    tokens.push({
      text: (quoted ?? plain ?? '').replace(quoted === undefined ? /$^/ : /\\(.)/g, '$1'),
      isQuoted: quoted !== undefined,
    });
  }
  return tokens;
}

const CHECKS: Record<SavedQueryParam['type'], (text: string) => boolean> = {
  string: () => true,
  node: () => true,
  integer: (text) => /^-?\d+$/.test(text) && Number.isSafeInteger(Number(text)),
  float: (text) => text.trim() !== '' && Number.isFinite(Number(text)),
  boolean: (text) => text === 'true' || text === 'false',
  datetime: (text) =>
    /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/.test(text) &&
    !Number.isNaN(Date.parse(text)),
  timezone: isTimezone,
};

function checkKey(label: string, key: string): void {
  if (!isNodeLabel(label)) return;
  try {
    normalizeKey(label, key);
  } catch (error) {
    if (error instanceof KeyError) throw new ParamLineError(`the default is no key of ${label}: ${error.message}`);
    throw error;
  }
}

/** Throws ParamLineError. A `node` parameter needs its label, because its value is the key of a node of that label. */
export function parseParamLine(line: string): SavedQueryParam {
  const [name, typeToken, ...rest] = parseTokens(line);
  if (!name || !typeToken) throw new ParamLineError('expected "name type [default] [Label.property]"');
  if (name.isQuoted || !/^[A-Za-z_]\w*$/.test(name.text))
    throw new ParamLineError(`"${name.text}" is no parameter name`);
  const type = PARAM_TYPES.find((candidate) => candidate === typeToken.text);
  if (!type) throw new ParamLineError(`"${typeToken.text}" is no type; types are ${PARAM_TYPES.join(', ')}`);
  const last = rest.at(-1);
  const [, label, property] = (last && !last.isQuoted && SUGGESTIONS.exec(last.text)) || [];
  const suggestions = label !== undefined && property !== undefined ? { label, property } : undefined;
  const defaults = suggestions ? rest.slice(0, -1) : rest;
  if (defaults.length > 1) throw new ParamLineError(`more than one default; put quotes around one with blanks in it`);
  const text = defaults[0]?.text;
  if (type === 'node' && !suggestions)
    throw new ParamLineError('a node needs its label and key, such as HostName.name');
  if (text !== undefined && !CHECKS[type](text)) throw new ParamLineError(`the default "${text}" is no ${type}`);
  if (type === 'node' && suggestions && text !== undefined) checkKey(suggestions.label, text);
  return { name: name.text, type, ...(text !== undefined && { default: text }), ...(suggestions && { suggestions }) };
}

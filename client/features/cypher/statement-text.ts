/** What can be read off a Cypher text without parsing it as a whole. */
import type { PropertyValue } from '../../../shared/graph.ts';

/** One pass over comments, strings and quoted names, in which `$name` is no parameter, and over the parameters between them. */
const SKIPPED_OR_PARAMETER =
  /\/\*[\s\S]*?(?:\*\/|$)|\/\/[^\n]*|'(?:\\[\s\S]|[^'\\])*'?|"(?:\\[\s\S]|[^"\\])*"?|\$(?:`([^`]+)`|([\p{L}_][\p{L}\p{N}_]*))|`[^`]*`?/gu;

/** Names of the parameters a text uses, in the order of their first use. */
export function findParameters(text: string): string[] {
  const found = [...text.matchAll(SKIPPED_OR_PARAMETER)].map((match) => match[1] ?? match[2]);
  return [...new Set(found)].filter((name) => name !== undefined);
}

/** A parameter as typed: JSON where it is JSON (`30`, `true`, `["a"]`, `"30"`), else text. */
export function toParameterValue(typed: string): PropertyValue {
  const text = typed.trim();
  try {
    const value: PropertyValue = JSON.parse(text);
    // JSON.parse rounds integers beyond 2^53; the digits are worth more than the type.
    return typeof value === 'number' && /^-?\d+$/.test(text) && !Number.isSafeInteger(value) ? text : value;
  } catch {
    return text;
  }
}

/** The text that `toParameterValue` reads as this value. */
export function toParameterText(value: PropertyValue): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  return toParameterValue(value) === value ? value : JSON.stringify(value);
}

/** One line that names a statement: its first comment, else its beginning. */
export function toStatementTitle(text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  const comment = lines.find((line) => line !== '');
  const title = comment?.startsWith('//')
    ? comment.replace(/^\/+\s*/, '')
    : lines.join(' ').replace(/\s+/g, ' ').trim();
  return title.length > 80 ? `${title.slice(0, 79)}…` : title;
}

/** What Neo4j's own syntax and semantic checks say about a statement before it is sent. */
import { lintCypherQuery } from '@neo4j-cypher/language-support';
import type { LanguageSchema, Problem } from './language-messages.ts';

const ERROR_SEVERITY = 1;

const toText = (message: string | { value: string }) => (typeof message === 'string' ? message : message.value);

/** The library advises writers of applications; readers of a graph need the first sentence. */
function toMessage(message: string): string {
  return message.replace(/ is not present in the database\. Make sure.*$/s, ' is not in the database.');
}

/**
 * Functions and procedures are not judged: the database may have more than the built-in ones. Nor are parameters: their
 * values are asked for beside the editor.
 */
export function lintCypher(text: string, schema: LanguageSchema): Problem[] {
  const { diagnostics } = lintCypherQuery(text, schema, { consoleCommandsEnabled: false });
  return diagnostics
    .map((diagnostic) => ({ ...diagnostic, message: toText(diagnostic.message) }))
    .filter(({ message }) => !/^Parameter .* is not defined\.$/s.test(message))
    .map(({ offsets, severity, message }) => {
      const from = Math.min(Math.max(0, offsets.start), text.length);
      const to = Math.min(Math.max(from, offsets.end), text.length);
      return { from, to, severity: severity === ERROR_SEVERITY ? 'error' : 'warning', message: toMessage(message) };
    });
}

/**
 * A label or type as part of a Cypher text. Only for names of the ontology or of the database's own catalogue: Cypher takes
 * no parameter in these places where it should use an index or the constant-time degree.
 */
export function quoteName(name: string): string {
  // Cypher 5 undoes \uXXXX before it looks for backticks, so a backslash is written as such an escape itself.
  return `\`${name.replace(/\\/g, '\\u005C').replace(/`/g, '``')}\``;
}

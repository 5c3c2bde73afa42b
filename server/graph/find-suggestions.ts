import type { z } from 'zod';
import type { SuggestionParams, Suggestions } from '../../shared/api.ts';
import { type Database, readRecords } from './database.ts';
import { findCatalogue } from './find-catalogue.ts';
import { findKeys } from './find-keys.ts';
import { quoteName } from './quote-name.ts';
import { searchNodes } from './search-nodes.ts';

function toCypher(label: string, property: string): string {
  return `
MATCH (n:${quoteName(label)})
WHERE n.${quoteName(property)} IS NOT NULL
WITH n, toStringOrNull(n.${quoteName(property)}) AS value
WHERE value IS NOT NULL AND toLower(value) CONTAINS toLower($q)
WITH value, n
LIMIT $candidates
WITH value, sum(COUNT { (n)--() }) AS activity
RETURN value
ORDER BY activity DESC, value
LIMIT $limit
`;
}

/** A label has at most so many nodes looked at for suggestions; typing more of the value narrows them. */
const CANDIDATES = 20_000;

/** Values of a property that match what is typed so far, the most active nodes' first. */
export async function findSuggestions(
  database: Database,
  { label, property, q, limit }: z.output<typeof SuggestionParams>,
): Promise<Suggestions> {
  const keys = await findKeys(database);
  const isKey = keys.some((key) => key.label === label && key.property === property);
  if (isKey && q.trim() !== '') {
    const { nodes, more } = await searchNodes(database, { q, label, limit });
    return { values: nodes.map((node) => String(node.properties[property])), more };
  }
  if (!(await findCatalogue(database)).labels.includes(label)) return { values: [], more: false };
  const records = await readRecords<{ value: string }>(database, toCypher(label, property), {
    q: q.trim(),
    limit: BigInt(limit + 1),
    candidates: BigInt(CANDIDATES),
  });
  const values = records.map((record) => record.get('value'));
  return { values: values.slice(0, limit), more: values.length > limit };
}

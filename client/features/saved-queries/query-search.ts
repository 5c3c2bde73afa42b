/** Finds saved queries by words and groups them by category. */
import type { SavedQuery } from '../../../shared/api.ts';

export type Category = { name: string; queries: SavedQuery[] };

const ORDER = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** 3 where a word begins one of the title, 2 inside the title, 1 in description, category or Cypher, 0 nowhere. */
function rankWord(query: SavedQuery, word: string): number {
  const title = query.title.toLowerCase();
  if (title.split(/[^\p{L}\p{N}]+/u).some((part) => part.startsWith(word))) return 3;
  if (title.includes(word)) return 2;
  return `${query.description}\n${query.category}\n${query.id}\n${query.cypher}`.toLowerCase().includes(word) ? 1 : 0;
}

/** Queries that hold every word somewhere, best first; without words all, by title. */
export function searchQueries(queries: readonly SavedQuery[], text: string): SavedQuery[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return queries
    .map((query) => ({ query, ranks: words.map((word) => rankWord(query, word)) }))
    .filter(({ ranks }) => ranks.every((rank) => rank > 0))
    .map(({ query, ranks }) => ({ query, rank: ranks.reduce((sum, rank) => sum + rank, 0) }))
    .sort((a, b) => b.rank - a.rank || ORDER.compare(a.query.title, b.query.title))
    .map(({ query }) => query);
}

/** By category name; inside one the order given stays. */
export function groupByCategory(queries: readonly SavedQuery[]): Category[] {
  const categories = new Map<string, SavedQuery[]>();
  for (const query of queries) {
    categories.set(query.category, [...(categories.get(query.category) ?? []), query]);
  }
  return [...categories]
    .map(([name, found]) => ({ name, queries: found }))
    .sort((a, b) => ORDER.compare(a.name, b.name));
}

import { type Database, readRecords } from './database.ts';
import type { Key } from './find-keys.ts';
import type { DbNode } from './node-ids.ts';
import { quoteName } from './quote-name.ts';
import { toExactKeys } from './search-text.ts';

function toCypher({ label, property }: Key): string {
  return `
UNWIND $entries AS entry
UNWIND entry.values AS value
MATCH (n:${quoteName(label)} {${quoteName(property)}: value})
RETURN entry.text AS text, n, COUNT { (n)--() } AS activity
`;
}

export type Match = { text: string; node: DbNode; activity: number };

/** Nodes whose key is one of these texts, in any form `normalizeKey` knows; one index seek for each text and key. */
export async function findExactNodes(
  database: Database,
  keys: readonly Key[],
  texts: readonly string[],
): Promise<Match[]> {
  const perKey = await Promise.all(
    keys.map(async (key) => {
      const entries = texts
        .map((text) => ({ text, values: toExactKeys(key.label, text) }))
        .filter(({ values }) => values.length > 0);
      if (entries.length === 0) return [];
      return readRecords<{ text: string; n: DbNode; activity: bigint }>(database, toCypher(key), { entries });
    }),
  );
  return perKey.flat().map((record) => ({
    text: record.get('text'),
    node: record.get('n'),
    activity: Number(record.get('activity')),
  }));
}

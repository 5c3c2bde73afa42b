import { type Database, readRecords } from './database.ts';
import type { Match } from './find-exact-nodes.ts';
import type { Key } from './find-keys.ts';
import type { DbNode } from './node-ids.ts';
import { quoteName } from './quote-name.ts';
import type { IntegerRange } from './search-text.ts';

function toTextCypher({ label, property }: Key): string {
  return `
UNWIND $beginnings AS beginning
CALL (beginning) {
  MATCH (n:${quoteName(label)})
  WHERE n.${quoteName(property)} STARTS WITH beginning
  RETURN n
  LIMIT $candidates
}
RETURN n, COUNT { (n)--() } AS activity
ORDER BY activity DESC, n.${quoteName(property)}
LIMIT $limit
`;
}

function toIntegerCypher({ label, property }: Key): string {
  return `
UNWIND $ranges AS range
CALL (range) {
  MATCH (n:${quoteName(label)})
  WHERE n.${quoteName(property)} >= range.low AND n.${quoteName(property)} < range.high
  RETURN n
  LIMIT $candidates
}
RETURN n, COUNT { (n)--() } AS activity
ORDER BY activity DESC, n.${quoteName(property)}
LIMIT $limit
`;
}

/**
 * Of so many nodes per beginning the most active are found; a beginning that more nodes share is ranked among the first
 * of them by alphabet, so that a single letter typed into a graph of a million names is answered at once.
 */
const CANDIDATES = 5_000;

export type Beginnings = { beginnings: string[] } | { ranges: IntegerRange[] };

/** Nodes whose key begins so, most active first, from the index of the key. */
export async function findNodesByBeginning(
  database: Database,
  key: Key,
  beginnings: Beginnings,
  limit: number,
): Promise<Match[]> {
  const isText = 'beginnings' in beginnings;
  if ((isText ? beginnings.beginnings : beginnings.ranges).length === 0) return [];
  const records = await readRecords<{ n: DbNode; activity: bigint }>(
    database,
    isText ? toTextCypher(key) : toIntegerCypher(key),
    { ...beginnings, limit: BigInt(limit), candidates: BigInt(CANDIDATES) },
  );
  return records.map((record) => ({ text: '', node: record.get('n'), activity: Number(record.get('activity')) }));
}

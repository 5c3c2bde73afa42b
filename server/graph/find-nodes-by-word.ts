import { type Database, readRecords } from './database.ts';
import type { Match } from './find-exact-nodes.ts';
import type { DbNode } from './node-ids.ts';

/** Made by ensure-schema.ts over the names of organizations and networks. */
export const WORDS_INDEX = 'names_words';

const HAS_INDEX = `
SHOW FULLTEXT INDEXES
YIELD name, state
WHERE name = $index AND state = 'ONLINE'
RETURN name
`;

const CYPHER = `
CALL db.index.fulltext.queryNodes($index, $words, {limit: $candidates}) YIELD node AS n
WHERE $label IS NULL OR $label IN labels(n)
RETURN n, COUNT { (n)--() } AS activity
ORDER BY activity DESC, n.name
LIMIT $limit
`;

const CANDIDATES = 5_000;
/** Databases that were seen to have the index: it is never dropped by us. */
const indexed = new WeakSet<Database>();

async function hasIndex(database: Database): Promise<boolean> {
  if (indexed.has(database)) return true;
  const found = await readRecords(database, HAS_INDEX, { index: WORDS_INDEX });
  if (found.length > 0) indexed.add(database);
  return found.length > 0;
}

/** Organizations and other names that hold all these words, most active first; none where the database lacks the index. */
export async function findNodesByWord(
  database: Database,
  words: string,
  label: string | undefined,
  limit: number,
): Promise<Match[]> {
  if (!(await hasIndex(database))) return [];
  const records = await readRecords<{ n: DbNode; activity: bigint }>(database, CYPHER, {
    index: WORDS_INDEX,
    words,
    label: label ?? null,
    limit: BigInt(limit),
    candidates: BigInt(CANDIDATES),
  });
  return records.map((record) => ({ text: '', node: record.get('n'), activity: Number(record.get('activity')) }));
}

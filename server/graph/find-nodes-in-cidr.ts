import { type Database, readRecords } from './database.ts';
import type { Match } from './find-exact-nodes.ts';
import type { Key } from './find-keys.ts';
import type { DbNode } from './node-ids.ts';
import { quoteName } from './quote-name.ts';
import type { Cidr } from './search-text.ts';

function toCypher({ label, property }: Key): string {
  return `
UNWIND $beginnings AS beginning
MATCH (n:${quoteName(label)})
WHERE n.${quoteName(property)} STARTS WITH beginning
RETURN n, COUNT { (n)--() } AS activity
ORDER BY activity DESC, n.${quoteName(property)}
LIMIT $candidates
`;
}

/** Where the text of an address does not tell that it is inside, this many of the most active ones are tried. */
const CANDIDATES = 50_000;

/** Addresses inside a CIDR, most active first. */
export async function findNodesInCidr(database: Database, key: Key, cidr: Cidr, limit: number): Promise<Match[]> {
  const records = await readRecords<{ n: DbNode; activity: bigint }>(database, toCypher(key), {
    beginnings: cidr.beginnings,
    candidates: BigInt(cidr.isExact ? limit : CANDIDATES),
  });
  return records
    .map((record) => ({ text: '', node: record.get('n'), activity: Number(record.get('activity')) }))
    .filter(({ node }) => cidr.contains(String(node.properties[key.property])))
    .slice(0, limit);
}

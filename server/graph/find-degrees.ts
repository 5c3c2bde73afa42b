import type { Direction } from '../../shared/api.ts';
import { type Database, readRecords } from './database.ts';
import { findCatalogue } from './find-catalogue.ts';
import { quoteName } from './quote-name.ts';

/** Edges of one type in one direction at a node; never zero. */
export type Degree = { type: string; direction: Direction; edges: number };

/** Neo4j answers each COUNT from the node's record, in constant time however many edges there are. */
function toCypher(types: string[]): string {
  const counts = types.flatMap((type, i) => [
    `COUNT { (n)-[:${quoteName(type)}]->() } AS out${i}`,
    `COUNT { (n)<-[:${quoteName(type)}]-() } AS in${i}`,
  ]);
  return `
MATCH (n)
WHERE elementId(n) = $node
RETURN
  ${counts.join(',\n  ')}
`;
}

/** How many edges a node has, by type and direction. A self-loop counts in both directions. */
export async function findDegrees(database: Database, elementId: string): Promise<Degree[]> {
  const { types } = await findCatalogue(database);
  if (types.length === 0) return [];
  const [record] = await readRecords<Record<string, bigint>>(database, toCypher(types), { node: elementId });
  if (!record) return [];
  return types
    .flatMap((type, i) => [
      { type, direction: 'in' as const, edges: Number(record.get(`in${i}`)) },
      { type, direction: 'out' as const, edges: Number(record.get(`out${i}`)) },
    ])
    .filter(({ edges }) => edges > 0);
}

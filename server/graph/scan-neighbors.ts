import { type Database, readRecords } from './database.ts';
import { findCatalogue } from './find-catalogue.ts';
import type { Degree } from './find-degrees.ts';
import { findKeys } from './find-keys.ts';
import type { Position } from './neighbor-cursor.ts';
import { labelCondition, matchEdges, toIdExpression } from './neighbor-pattern.ts';
import type { DbNode } from './node-ids.ts';

export type Neighbor = Position & { node: DbNode };

function toOrderedPage(idExpression: string): string {
  return `
WITH m, max(coalesce(toFloatOrNull(r.count), 0.0)) AS strength
WHERE strength <= $strength
WITH m, strength,
  ${idExpression} AS id
WHERE strength < $strength OR id > $id OR (id = $id AND elementId(m) > $elementId)
RETURN m, strength, id
ORDER BY strength DESC, id, elementId(m)
LIMIT $limit
`;
}

/**
 * The next neighbours after a position, strongest first. Strength is the greatest `count` of the edges between; edges
 * without one weigh nothing. Reads every edge of these degrees, however few neighbours are wanted.
 */
export async function scanNeighbors(
  database: Database,
  elementId: string,
  degrees: Degree[],
  label: string | undefined,
  after: Position,
  limit: number,
): Promise<Neighbor[]> {
  if (degrees.length === 0) return [];
  const condition = labelCondition(label);
  const [keys, { labels, hiddenLabels }] = await Promise.all([findKeys(database), findCatalogue(database)]);
  const records = await readRecords<{ m: DbNode; strength: number; id: string }>(
    database,
    matchEdges(degrees, hiddenLabels) + condition.cypher + toOrderedPage(toIdExpression(keys, labels)),
    {
      node: elementId,
      strength: after.strength,
      id: after.id,
      elementId: after.elementId,
      limit: BigInt(limit),
      ...condition.params,
    },
  );
  return records.map((record) => {
    const node = record.get('m');
    return { node, elementId: node.elementId, strength: record.get('strength'), id: record.get('id') };
  });
}

import { type Database, readRecords } from './database.ts';
import { findCatalogue } from './find-catalogue.ts';
import type { Degree } from './find-degrees.ts';
import { findPlainFact } from './find-plain-fact.ts';
import { labelCondition, matchEdges } from './neighbor-pattern.ts';

/** Neighbours that are counted already by the degree of their lookups. */
const NOT_COUNTED_YET = {
  in: '\n  AND NOT EXISTS { (n)<-[:LOOKED_UP]-(m) }',
  out: '\n  AND NOT EXISTS { (n)-[:LOOKED_UP]->(m) }',
} as const;

/** Distinct neighbours over these degrees. */
export async function countNeighbors(
  database: Database,
  elementId: string,
  degrees: Degree[],
  label: string | undefined,
): Promise<number> {
  const facts = await Promise.all(degrees.map((degree) => findPlainFact(database, degree)));
  const fact = facts.find((found) => found !== undefined);
  const known = fact && (label === undefined || label === fact.label) ? fact.count : 0;
  const others = degrees.filter((_, i) => !facts[i]);
  if (others.length === 0) return known;
  const condition = labelCondition(label);
  const { hiddenLabels } = await findCatalogue(database);
  const [record] = await readRecords<{ total: bigint }>(
    database,
    `${matchEdges(others, hiddenLabels)}${condition.cypher}${fact ? NOT_COUNTED_YET[fact.direction] : ''}
RETURN count(DISTINCT m) AS total`,
    { node: elementId, ...condition.params },
  );
  return known + Number(record?.get('total') ?? 0n);
}

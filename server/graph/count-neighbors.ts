import { type Database, readRecords } from './database.ts';
import type { Degree } from './find-degrees.ts';
import { labelCondition, matchEdges } from './neighbor-pattern.ts';

/** Distinct neighbours over these degrees. */
export async function countNeighbors(
  database: Database,
  elementId: string,
  degrees: Degree[],
  label: string | undefined,
): Promise<number> {
  const condition = labelCondition(label);
  const [record] = await readRecords<{ total: bigint }>(
    database,
    `${matchEdges(degrees)}${condition.cypher}\nRETURN count(DISTINCT m) AS total`,
    { node: elementId, ...condition.params },
  );
  return Number(record?.get('total') ?? 0n);
}

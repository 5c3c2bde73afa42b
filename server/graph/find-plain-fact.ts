import type { Relation } from '../../shared/api.ts';
import { EDGE_TYPES } from '../../shared/ontology.ts';
import { type Database, readRecords } from './database.ts';
import type { Degree } from './find-degrees.ts';

/** An import that still runs has not said yet whether it brings lookups. */
const LOOKUP_DATASETS = `
MATCH (entry:_Import)
WHERE coalesce(entry.pairs, 1) > 0
RETURN count(DISTINCT entry.dataset) AS datasets
`;

/** Below this the edges themselves are counted as fast. */
const MIN_EDGES = 10_000;

const [[CLIENT, HOST]] = EDGE_TYPES.LOOKED_UP.ends;

/**
 * The relation of a hub whose lookups are all of one data set: one edge for each neighbour, so that the degree, which is
 * read in constant time, is the number of neighbours. Undefined where edges have to be counted.
 */
export async function findPlainFact(
  database: Database,
  { type, direction, edges }: Degree,
): Promise<Relation | undefined> {
  if (type !== 'LOOKED_UP' || edges < MIN_EDGES) return undefined;
  const [record] = await readRecords<{ datasets: bigint }>(database, LOOKUP_DATASETS);
  if (record?.get('datasets') !== 1n) return undefined;
  return { type, direction, label: direction === 'in' ? CLIENT : HOST, count: edges };
}

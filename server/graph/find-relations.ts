import type { Relation } from '../../shared/api.ts';
import { type Database, readRecords } from './database.ts';
import type { Degree } from './find-degrees.ts';
import { findPlainFact } from './find-plain-fact.ts';
import { orderLabels } from './node-ids.ts';
import { quoteName } from './quote-name.ts';

function toCypher({ type, direction }: Degree): string {
  const [left, right] = direction === 'out' ? ['-', '->'] : ['<-', '-'];
  return `
MATCH (n)
WHERE elementId(n) = $node
MATCH (n)${left}[:${quoteName(type)}]${right}(m)
WHERE m <> n
RETURN labels(m) AS labels, count(DISTINCT m) AS neighbors
`;
}

async function findRelationsOfDegree(database: Database, elementId: string, degree: Degree): Promise<Relation[]> {
  const fact = await findPlainFact(database, degree);
  if (fact) return [fact];
  const records = await readRecords<{ labels: string[]; neighbors: bigint }>(database, toCypher(degree), {
    node: elementId,
  });
  const counts = new Map<string, number>();
  for (const record of records) {
    const [label] = orderLabels(record.get('labels'));
    if (label) counts.set(label, (counts.get(label) ?? 0) + Number(record.get('neighbors')));
  }
  const { type, direction } = degree;
  return [...counts].map(([label, count]) => ({ type, direction, label, count }));
}

/** Relations of equal count always come in the same order. */
function toOrder({ type, direction, label }: Relation): string {
  return [type, direction, label].join('\n');
}

function compareText(a: string, b: string): number {
  return Number(a > b) - Number(a < b);
}

/**
 * The number of neighbours per type, direction and label, most first. A neighbour joined by several edges of a relation
 * counts once; the node itself is no neighbour.
 */
export async function findRelations(database: Database, elementId: string, degrees: Degree[]): Promise<Relation[]> {
  const relations = await Promise.all(degrees.map((degree) => findRelationsOfDegree(database, elementId, degree)));
  return relations.flat().sort((a, b) => b.count - a.count || compareText(toOrder(a), toOrder(b)));
}

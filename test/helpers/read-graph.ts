/** The whole graph as sorted text, but for bookkeeping and times of import: two graphs are the same if their texts are. */
import { type Database, readRecords } from '../../server/graph/database.ts';

const NODES = `
  MATCH (node)
  WHERE NOT node:_Import AND NOT node:_Dataset AND NOT node:_Lane
  RETURN [label IN labels(node) WHERE NOT label STARTS WITH '_'] AS labels, properties(node) AS properties`;

const EDGES = `
  MATCH (source)-[edge]->(target)
  WHERE NOT type(edge) STARTS WITH '_'
  RETURN type(edge) AS type, properties(source) AS source, properties(target) AS target,
    properties(edge) AS properties`;

/** Temporal values know their text; integers are told from numbers. */
function toPlain(value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}n`;
  if (Array.isArray(value)) return value.map(toPlain);
  if (typeof value !== 'object' || value === null) return value;
  if (Object.getPrototypeOf(value) !== Object.prototype) return String(value);
  const entries = Object.entries(value).filter(([name]) => name !== 'reference_time_fetch');
  return Object.fromEntries(entries.sort().map(([name, each]) => [name, toPlain(each)]));
}

export async function readGraph(database: Database): Promise<string[]> {
  const nodes = await readRecords(database, NODES);
  const edges = await readRecords(database, EDGES);
  return [...nodes, ...edges].map((record) => JSON.stringify(toPlain(record.toObject()))).sort();
}

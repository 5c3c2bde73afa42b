/** Our own bookkeeping as plain values with their types, to be taken along when the store is replaced. */
import neo4j from 'neo4j-driver';
import { type Database, readRecords } from './database.ts';

/** Types as the header of Neo4j's import tool names them. */
export type TypedValue =
  | { type: 'string' | 'long' | 'double' | 'boolean' | 'datetime'; value: string }
  | { type: 'string[]'; value: string[] };

export type BookkeepingNode = { labels: string[]; properties: Map<string, TypedValue> };

const READ = `
  MATCH (node)
  RETURN labels(node) AS labels, properties(node) AS properties
  LIMIT $limit`;

/** A store without a graph holds fewer nodes, or it is not worth the while. */
const MOST = 1_000;

function toTypedValue(value: unknown): TypedValue {
  if (typeof value === 'string') return { type: 'string', value };
  if (typeof value === 'bigint') return { type: 'long', value: String(value) };
  if (typeof value === 'number') return { type: 'double', value: String(value) };
  if (typeof value === 'boolean') return { type: 'boolean', value: String(value) };
  if (neo4j.isDateTime(value)) return { type: 'datetime', value: value.toString() };
  if (Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string')) {
    return { type: 'string[]', value };
  }
  throw new Error('The bookkeeping holds a value that the import tool cannot write.');
}

/** Every node of a store that holds nothing but bookkeeping. Throws where a value is of a type it cannot tell. */
export async function readBookkeeping(database: Database): Promise<BookkeepingNode[]> {
  type Found = { labels: string[]; properties: Record<string, unknown> };
  const records = await readRecords<Found>(database, READ, { limit: BigInt(MOST + 1) });
  if (records.length > MOST) throw new Error(`The store holds more than ${MOST} nodes.`);
  return records.map((record) => ({
    labels: record.get('labels'),
    properties: new Map(Object.entries(record.get('properties')).map(([name, value]) => [name, toTypedValue(value)])),
  }));
}

import { type Database, readRecords } from './database.ts';
import type { Degree } from './find-degrees.ts';
import type { Position } from './neighbor-cursor.ts';
import type { DbNode } from './node-ids.ts';
import type { Neighbor } from './scan-neighbors.ts';

const INDEXES = `
SHOW RANGE INDEXES
YIELD entityType, labelsOrTypes, properties, state
WHERE entityType = 'RELATIONSHIP' AND state = 'ONLINE' AND labelsOrTypes = ['LOOKED_UP']
RETURN properties
`;

/**
 * The indexes hold the edges of a hub by count, so that a page is read from where the last one ended. The planner takes
 * the order from the index only where the hub is part of it.
 */
const WALKS = {
  in: {
    hub: { label: 'HostName', key: 'name', property: 'host' },
    other: { label: 'IP', property: 'client' },
    cypher: `
MATCH (m:IP)-[r:LOOKED_UP]->(:HostName)
USING INDEX r:LOOKED_UP(host, count)
WHERE r.host = $hub AND r.count <= $strength AND (r.count < $strength OR r.client > $key)
RETURN m, r.count AS strength, r.client AS key
ORDER BY r.host DESC, r.count DESC, r.client
LIMIT $limit
`,
  },
  out: {
    hub: { label: 'IP', key: 'ip', property: 'client' },
    other: { label: 'HostName', property: 'host' },
    cypher: `
MATCH (:IP)-[r:LOOKED_UP]->(m:HostName)
USING INDEX r:LOOKED_UP(client, count)
WHERE r.client = $hub AND r.count <= $strength AND (r.count < $strength OR r.host > $key)
RETURN m, r.count AS strength, r.host AS key
ORDER BY r.client DESC, r.count DESC, r.host
LIMIT $limit
`,
  },
} as const;

/** Below this the edges of the node itself are read as fast. */
const MIN_EDGES = 1_000;
const CACHE_MS = 10_000;
const cache = new WeakMap<Database, { at: number; properties: Promise<string[][]> }>();

function findIndexes(database: Database): Promise<string[][]> {
  const cached = cache.get(database);
  if (cached && Date.now() - cached.at < CACHE_MS) return cached.properties;
  const properties = readRecords<{ properties: string[] }>(database, INDEXES).then((records) =>
    records.map((record) => record.get('properties')),
  );
  cache.set(database, { at: Date.now(), properties });
  properties.catch(() => cache.delete(database));
  return properties;
}

/** True where the lookups of this node are many and an index lists them by count. */
export async function canWalk(
  database: Database,
  node: DbNode,
  { type, direction, edges }: Degree,
  label: string | undefined,
): Promise<boolean> {
  const { hub, other } = WALKS[direction];
  if (label !== undefined && label !== other.label) return false;
  if (type !== 'LOOKED_UP' || edges < MIN_EDGES || !node.labels.includes(hub.label)) return false;
  return (await findIndexes(database)).some(([first, second]) => first === hub.property && second === 'count');
}

/** The next lookups after a position, by `count` and the other end's key. An end may come more than once: a data set each. */
export async function walkLookups(
  database: Database,
  node: DbNode,
  { direction }: Degree,
  after: Position,
  limit: number,
): Promise<Neighbor[]> {
  const { hub, other, cypher } = WALKS[direction];
  const beginning = `${other.label}:`;
  // Ids of other labels lie before or behind all of this one's at the same strength.
  const isBehind = !after.id.startsWith(beginning) && after.id > beginning;
  const key = after.id.startsWith(beginning) ? after.id.slice(beginning.length) : isBehind ? LAST : '';
  const records = await readRecords<{ m: DbNode; strength: bigint; key: string }>(database, cypher, {
    hub: node.properties[hub.key],
    strength: after.strength,
    key,
    limit: BigInt(limit),
  });
  return records.map((record) => ({
    node: record.get('m'),
    elementId: record.get('m').elementId,
    strength: Number(record.get('strength')),
    id: beginning + record.get('key'),
  }));
}

/** Behind every key. */
const LAST = '\u{10ffff}';

/** Which property identifies the nodes of each label: the ontology's, then the database's own uniqueness constraints. */
import { NODE_LABELS, NODE_TYPES } from '../../shared/ontology.ts';
import { type Database, readRecords } from './database.ts';

export type Key = { label: string; property: string };

const CYPHER = `
SHOW CONSTRAINTS
YIELD type, entityType, labelsOrTypes, properties
RETURN type, entityType, labelsOrTypes, properties
`;

const ONTOLOGY_KEYS: Key[] = NODE_LABELS.map((label) => ({ label, property: NODE_TYPES[label].key }));

/** Constraints change rarely; asking for them with every request would double its round trips. */
const CACHE_MS = 10_000;
const cache = new WeakMap<Database, { at: number; keys: Promise<Key[]> }>();

/** An id is `Label:key`, so a label with a colon in it cannot be part of one. */
function isUsable({ label }: Key): boolean {
  return !label.startsWith('_') && !label.includes(':');
}

async function readKeys(database: Database): Promise<Key[]> {
  const records = await readRecords<{
    type: string;
    entityType: string;
    labelsOrTypes: string[];
    properties: string[];
  }>(database, CYPHER);
  const declared = records
    .map((record) => record.toObject())
    .filter(({ type, entityType }) => entityType === 'NODE' && /UNIQUENESS|NODE_KEY/.test(type))
    .filter(({ labelsOrTypes, properties }) => labelsOrTypes.length === 1 && properties.length === 1)
    .map(({ labelsOrTypes, properties }) => ({ label: labelsOrTypes[0] ?? '', property: properties[0] ?? '' }))
    .filter((key) => isUsable(key))
    .filter((key) => !ONTOLOGY_KEYS.some((known) => known.label === key.label && known.property === key.property))
    .sort((a, b) => (a.label + a.property < b.label + b.property ? -1 : 1));
  return [...ONTOLOGY_KEYS, ...declared];
}

/** Keys in the order in which they are tried on a node; the first whose property is there makes the node's id. */
export function findKeys(database: Database): Promise<Key[]> {
  const cached = cache.get(database);
  if (cached && Date.now() - cached.at < CACHE_MS) return cached.keys;
  const keys = readKeys(database);
  cache.set(database, { at: Date.now(), keys });
  keys.catch(() => cache.delete(database));
  return keys;
}

import { type Database, readRecords } from './database.ts';

const CYPHER = `
RETURN
  COLLECT { CALL db.labels() YIELD label RETURN label ORDER BY label } AS labels,
  COLLECT { CALL db.relationshipTypes() YIELD relationshipType RETURN relationshipType ORDER BY relationshipType } AS types
`;

/** Names the database has for labels and types, by alphabet; those that begin with an underscore are our bookkeeping's. */
export type Catalogue = { labels: string[]; hiddenLabels: string[]; types: string[] };

/** A name once made stays, so a short memory only delays the first sight of a new one. */
const CACHE_MS = 2_000;
const cache = new WeakMap<Database, { at: number; catalogue: Promise<Catalogue> }>();

const isHidden = (name: string) => name.startsWith('_');
const isVisible = (name: string) => !isHidden(name);

async function readCatalogue(database: Database): Promise<Catalogue> {
  const [record] = await readRecords<{ labels: string[]; types: string[] }>(database, CYPHER);
  const labels = record?.get('labels') ?? [];
  return {
    labels: labels.filter(isVisible),
    hiddenLabels: labels.filter(isHidden),
    types: (record?.get('types') ?? []).filter(isVisible),
  };
}

export function findCatalogue(database: Database): Promise<Catalogue> {
  const cached = cache.get(database);
  if (cached && Date.now() - cached.at < CACHE_MS) return cached.catalogue;
  const catalogue = readCatalogue(database);
  cache.set(database, { at: Date.now(), catalogue });
  catalogue.catch(() => cache.delete(database));
  return catalogue;
}

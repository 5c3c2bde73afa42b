import type { Schema } from '../../shared/api.ts';
import { EDGE_TYPES, isEdgeTypeName, isNodeLabel, NODE_TYPES } from '../../shared/ontology.ts';
import { type Database, readRecords } from './database.ts';
import { findCatalogue } from './find-catalogue.ts';
import { findKeys } from './find-keys.ts';
import { orderLabels } from './node-ids.ts';
import { quoteName } from './quote-name.ts';

const DATASETS = `
MATCH (dataset:_Dataset)
RETURN dataset.name AS name
ORDER BY name
`;

/** So many elements of a label or type are looked at for its properties, ends and data sets; counts are exact. */
const SAMPLE_SIZE = 500;

/** Data sets of the sample generator begin like this: see server/sample/load-sample.ts. */
const SYNTHETIC = 'whoasked.sample';

/** Neo4j answers the count from its statistics. */
function toLabelCypher(label: string): string {
  return `
CALL () { MATCH (n:${quoteName(label)}) RETURN count(n) AS count }
CALL () { MATCH (n:${quoteName(label)}) WITH n LIMIT $sample RETURN collect(n) AS sample }
RETURN
  count,
  COLLECT {
    UNWIND sample AS n
    UNWIND keys(n) AS name
    RETURN DISTINCT [name, valueType(n[name])]
  } AS properties
`;
}

function toTypeCypher(type: string): string {
  return `
CALL () { MATCH ()-[r:${quoteName(type)}]->() RETURN count(r) AS count }
CALL () { MATCH ()-[r:${quoteName(type)}]->() WITH r LIMIT $sample RETURN collect(r) AS sample }
RETURN
  count,
  COLLECT { UNWIND sample AS r RETURN DISTINCT [labels(startNode(r)), labels(endNode(r))] } AS ends,
  COLLECT { UNWIND sample AS r WITH r WHERE r.reference_name IS :: STRING NOT NULL RETURN DISTINCT r.reference_name } AS datasets,
  COLLECT {
    UNWIND sample AS r
    UNWIND keys(r) AS name
    RETURN DISTINCT [name, valueType(r[name])]
  } AS properties
`;
}

/** `STRING NOT NULL` and `LIST<INTEGER NOT NULL> NOT NULL` are the types `STRING` and `LIST<INTEGER>`. */
function toPropertyUses(pairs: [string, string][]): { name: string; types: string[] }[] {
  const types = new Map<string, Set<string>>();
  for (const [name, type] of pairs) {
    types.set(name, (types.get(name) ?? new Set()).add(type.replaceAll(' NOT NULL', '')));
  }
  return [...types].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, found]) => ({ name, types: [...found].sort() }));
}

type LabelRecord = { count: bigint; properties: [string, string][] };
type TypeRecord = LabelRecord & { ends: [string[], string[]][]; datasets: string[] };

async function findLabel(database: Database, name: string): Promise<Schema['labels'][number]> {
  const [[record], keys] = await Promise.all([
    readRecords<LabelRecord>(database, toLabelCypher(name), { sample: BigInt(SAMPLE_SIZE) }),
    findKeys(database),
  ]);
  return {
    name,
    count: Number(record?.get('count') ?? 0n),
    key: keys.find(({ label }) => label === name)?.property,
    known:
      isNodeLabel(name) ||
      Object.values(NODE_TYPES).some(({ extraLabels }) =>
        [...extraLabels.always, ...extraLabels.maybe].some((extra: string) => extra === name),
      ),
    properties: toPropertyUses(record?.get('properties') ?? []),
  };
}

async function findType(
  database: Database,
  name: string,
): Promise<{ edgeType: Schema['edgeTypes'][number]; datasets: string[] }> {
  const [record] = await readRecords<TypeRecord>(database, toTypeCypher(name), { sample: BigInt(SAMPLE_SIZE) });
  const count = Number(record?.get('count') ?? 0n);
  const seen = (record?.get('ends') ?? []).map(([from, to]) => [orderLabels(from)[0] ?? '', orderLabels(to)[0] ?? '']);
  const known = isEdgeTypeName(name);
  const all = known && count > 0 ? [...EDGE_TYPES[name].ends.map(([from, to]) => [from, to]), ...seen] : seen;
  const ends = [...new Map(all.map(([from = '', to = '']) => [`${from}|${to}`, { from, to }])).values()];
  return {
    edgeType: { name, count, known, ends, properties: toPropertyUses(record?.get('properties') ?? []) },
    datasets: record?.get('datasets') ?? [],
  };
}

/** What is in the database, from its catalogue and statistics, and from a sample of each label and type. */
export async function findSchema(database: Database): Promise<Schema> {
  const [{ labels: labelNames, types: typeNames }, datasetRecords] = await Promise.all([
    findCatalogue(database),
    readRecords<{ name: string }>(database, DATASETS),
  ]);
  const [labels, types] = await Promise.all([
    Promise.all(labelNames.map((name) => findLabel(database, name))),
    Promise.all(typeNames.map((name) => findType(database, name))),
  ]);
  const used = labels.filter(({ count }) => count > 0);
  const datasets = new Set([
    ...datasetRecords.map((record) => record.get('name')),
    ...types.flatMap((type) => type.datasets),
  ]);
  return {
    labels: used,
    edgeTypes: types.map(({ edgeType }) => edgeType).filter(({ count }) => count > 0),
    datasets: [...datasets].sort(),
    empty: used.length === 0,
    synthetic: [...datasets].some((dataset) => dataset.startsWith(SYNTHETIC)),
  };
}

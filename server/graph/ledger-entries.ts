/** The ledger: one `_Import` node for each content and data set, with what was read and where it stands. */
import { createHash } from 'node:crypto';
import type { ImportEntry } from '../../shared/api.ts';
import type { ImportSummary } from '../../shared/import-summary.ts';
import { AppError } from '../errors.ts';
import { toInteger } from './bolt-values.ts';
import { type Database, readRecords, writeTransaction } from './database.ts';
import { findRemoval } from './dataset-removal.ts';
import { LeaseLostError } from './ledger-batch.ts';

/** The id of an import: the same content into the same data set is the same import, whatever the file is called. */
export function toImportId(sha256: string, dataset: string): string {
  return createHash('sha256').update(`${sha256}\n${dataset}`).digest('hex').slice(0, 32);
}

/** A lane's id, by its number. */
export function toLaneId(importId: string, lane: number): string {
  return `${importId}/${lane}`;
}

/** Which part of a content an import stands for: a log that has grown is imported from where the last import ended. */
export type ImportRange = {
  /** Octets after decompression, and units of a format of units, that an earlier import brought. */
  from: number;
  unitsBefore: number;
  /** Octets of the content when it was hashed. */
  octets: number;
};

export type ImportStart = ImportRange & {
  sha256: string;
  dataset: string;
  file: string;
  format: string;
  /** What, beside the content, decides where batches begin: an interrupted import goes on only under the same plan. */
  plan: string;
  lanes: number;
  token: string;
  /** For a format that continues: the states between which it has read. */
  after: string | undefined;
  until: string | undefined;
  /** The content ends early, inside its last line. */
  cut: boolean;
};

export type Begun = {
  id: string;
  startedAt: string;
  /** Batches committed in each lane. */
  positions: number[];
  plan: string;
  /** As the first run of this import was given it. */
  cut: boolean;
  /** No other import has written into the data set. */
  isAlone: boolean;
  /** What a bulk load has left for `fillEmptyLists`. */
  emptyLists: string[];
};

const BEGIN = `
  MATCH (dataset:_Dataset {name: $dataset, holder: $token})
  MERGE (entry:_Import {id: $id})
  ON CREATE SET entry += $entry, entry.startedAt = $now
  SET entry.status = 'running', entry.heartbeat = datetime()
  WITH entry
  CALL (entry) {
    UNWIND range(0, $lanes - 1) AS number
    MERGE (lane:_Lane {id: entry.id + '/' + number})
    ON CREATE SET
      lane.dataset = $dataset,
      lane.position = 0,
      lane.nodesCreated = 0,
      lane.edgesCreated = 0,
      lane.edgesUpdated = 0
    SET lane.token = $token
    WITH lane
    ORDER BY number
    RETURN collect(lane.position) AS positions
  }
  SET entry.plan = CASE WHEN all(position IN positions WHERE position = 0) THEN $entry.plan ELSE entry.plan END
  RETURN positions, entry.plan AS plan, coalesce(entry.cut, false) AS cut, entry.startedAt AS startedAt,
    coalesce(entry.emptyLists, []) AS emptyLists,
    NOT EXISTS { MATCH (other:_Import {dataset: $dataset}) WHERE other.id <> entry.id } AS isAlone`;

/** Opens the entry or takes up the one there is. Throws LeaseLostError where another importer holds the data set. */
export async function beginImport(database: Database, start: ImportStart): Promise<Begun> {
  const { sha256, dataset, file, format, plan, lanes, token, from, unitsBefore, octets, after, until, cut } = start;
  const id = toImportId(sha256, dataset);
  const range = { from: toInteger(from), unitsBefore: toInteger(unitsBefore), octets: toInteger(octets) };
  const entry = { sha256, dataset, file, format, plan, after, until, cut, ...range };
  const params = { id, dataset, token, lanes: toInteger(lanes), now: new Date().toISOString(), entry };
  return writeTransaction(database, async (tx) => {
    const removed = await findRemoval(tx, dataset);
    if (removed !== undefined) {
      throw new AppError(
        'busy',
        `The data set "${removed}" is being removed; finish that with --remove-dataset first.`,
      );
    }
    type Found = Omit<Begun, 'id' | 'positions'> & { positions: bigint[] };
    const { records } = await tx.run<Found>(BEGIN, params);
    const [record] = records;
    if (!record) throw new LeaseLostError(dataset);
    const found = record.toObject();
    return { id, ...found, positions: found.positions.map(Number) };
  });
}

const TOUCH = `
  MATCH (entry:_Import {id: $id})
  WHERE entry.status <> 'done'
  SET entry.heartbeat = datetime(), entry.status = $status`;

/** Says that the import is still at work, or that it stopped before its end. */
export async function touchImport(database: Database, id: string, status: 'running' | 'interrupted'): Promise<void> {
  await writeTransaction(database, (tx) => tx.run(TOUCH, { id, status }));
}

const FINISH = `
  MATCH (lane:_Lane)
  WHERE lane.id STARTS WITH $id + '/'
  SET lane.lockedAt = datetime()
  WITH collect(lane) AS lanes
  WHERE size(lanes) > 0 AND all(lane IN lanes WHERE lane.token = $token)
  MATCH (entry:_Import {id: $id})
  SET entry += $properties, entry.status = 'done', entry.finishedAt = $now
  SET
    entry.nodesCreated = reduce(sum = 0, lane IN lanes | sum + lane.nodesCreated),
    entry.edgesCreated = reduce(sum = 0, lane IN lanes | sum + lane.edgesCreated),
    entry.edgesUpdated = reduce(sum = 0, lane IN lanes | sum + lane.edgesUpdated)
  FOREACH (lane IN lanes | DELETE lane)
  RETURN entry.nodesCreated AS nodesCreated, entry.edgesCreated AS edgesCreated, entry.edgesUpdated AS edgesUpdated`;

/** What was answered to a connection that was lost at that moment; the driver asks again. */
const FINISHED = `
  MATCH (entry:_Import {id: $id, status: 'done', finishedAt: $now})
  RETURN entry.nodesCreated AS nodesCreated, entry.edgesCreated AS edgesCreated, entry.edgesUpdated AS edgesUpdated`;

export type Gaps = { gaps: ImportEntry['gaps']; moreGaps: number };

/** Where a later import of the same log, grown, goes on; absent: nowhere but at the whole content. */
export type ImportEnd = {
  /** Octets after decompression up to the last row that is done with, and their hash. */
  endOctets: number;
  endSha256: string;
  /** Units of the content so far, for a format of units. */
  units: number;
  /** What the format keeps for its next import of a source that changes in place. */
  state: string | undefined;
};

/** What the entry keeps; what the lanes counted is not overwritten. */
function toProperties(summary: ImportSummary, { gaps, moreGaps }: Gaps, end: ImportEnd): Record<string, unknown> {
  const { nodesCreated, edgesCreated, edgesUpdated, alreadyImported, dryRun, leftOut, notes, seconds, ...kept } =
    summary;
  const properties: Record<string, unknown> = {
    seconds,
    leftOut: JSON.stringify(leftOut),
    ...(notes === undefined ? {} : { notes: JSON.stringify(notes) }),
    gaps: gaps.map(({ from, to }) => `${from}/${to}`),
    moreGaps: toInteger(moreGaps),
  };
  for (const [name, value] of Object.entries({ ...kept, ...end })) {
    if (value !== undefined) properties[name] = typeof value === 'number' ? toInteger(value) : value;
  }
  return properties;
}

/** Closes the entry and answers the summary with what the whole import changed, over all its runs. */
export async function finishImport(
  database: Database,
  { id, token }: { id: string; token: string },
  summary: ImportSummary,
  gaps: Gaps,
  end: ImportEnd,
): Promise<ImportSummary> {
  const params = { id, token, now: new Date().toISOString(), properties: toProperties(summary, gaps, end) };
  return writeTransaction(database, async (tx) => {
    const { records } = await tx.run<Record<string, bigint>>(FINISH, params);
    const record = records[0] ?? (await tx.run<Record<string, bigint>>(FINISHED, params)).records[0];
    if (!record) throw new LeaseLostError(summary.dataset);
    const changes = Object.fromEntries(Object.entries(record.toObject()).map(([name, count]) => [name, Number(count)]));
    return { ...summary, ...changes };
  });
}

/** An import into a data set, as far as it decides where another one begins. */
export type KnownImport = ImportRange & {
  id: string;
  sha256: string;
  status: 'running' | 'interrupted' | 'done';
  format: string;
  file: string;
  /** Of a format that continues: the states between which it has read when it was begun. */
  after: string | undefined;
  until: string | undefined;
  end: ImportEnd | undefined;
};

const FIND_KNOWN = `
  MATCH (entry:_Import {dataset: $dataset})
  WHERE entry.octets IS NOT NULL
  RETURN entry {
    .id, .sha256, .status, .format, .file, .after, .until,
    .from, .unitsBefore, .octets, .endOctets, .endSha256, .units, .state
  } AS entry
  ORDER BY entry.octets`;

function toText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Every import into the data set, by the length of its content. */
export async function findKnownImports(database: Database, dataset: string): Promise<KnownImport[]> {
  type Stored = Record<string, bigint | string | null | undefined>;
  const records = await readRecords<{ entry: Stored }>(database, FIND_KNOWN, { dataset });
  return records.map((record) => {
    const { endOctets, endSha256, units, state, from, unitsBefore, octets, after, until, ...rest } =
      record.get('entry');
    const end =
      endSha256 === undefined || endSha256 === null
        ? undefined
        : {
            endOctets: Number(endOctets),
            endSha256: String(endSha256),
            units: Number(units),
            state: toText(state),
          };
    const range = { from: Number(from), unitsBefore: Number(unitsBefore), octets: Number(octets) };
    const kept = { after: toText(after), until: toText(until) };
    return { ...(rest as Pick<KnownImport, 'id' | 'sha256' | 'status' | 'format' | 'file'>), ...range, ...kept, end };
  });
}

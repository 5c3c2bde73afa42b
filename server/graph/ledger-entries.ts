/** The ledger: one `_Import` node for each content and data set, with what was read and where it stands. */
import { createHash } from 'node:crypto';
import { ImportEntry } from '../../shared/api.ts';
import type { ImportSummary } from '../../shared/import-summary.ts';
import { toInteger } from './bolt-values.ts';
import { type Database, readRecords, writeTransaction } from './database.ts';

/** A running import that has not been heard of for this long has ended without saying so. */
const SILENT_SECONDS = 120;

/** The id of an import: the same content into the same data set is the same import, whatever the file is called. */
export function toImportId(sha256: string, dataset: string): string {
  return createHash('sha256').update(`${sha256}\n${dataset}`).digest('hex').slice(0, 32);
}

const BEGIN = `
  MERGE (dataset:_Dataset {name: $dataset})
  MERGE (entry:_Import {id: $id})
  ON CREATE SET
    entry += $entry,
    entry.startedAt = $now,
    entry.position = 0,
    entry.nodesCreated = 0,
    entry.edgesCreated = 0,
    entry.edgesUpdated = 0
  SET
    entry.status = CASE entry.status WHEN 'done' THEN 'done' ELSE 'running' END,
    entry.plan = CASE entry.position WHEN 0 THEN $entry.plan ELSE entry.plan END,
    entry.heartbeat = datetime()
  RETURN entry.status AS status, entry.position AS position, entry.plan AS plan, entry.startedAt AS startedAt`;

export type ImportStart = {
  sha256: string;
  dataset: string;
  file: string;
  format: string;
  /** What, beside the content, decides where batches begin: an interrupted import goes on only under the same plan. */
  plan: string;
};

export type Begun = { id: string; status: 'running' | 'done'; position: number; plan: string; startedAt: string };

/** Opens the entry or finds the one there is. */
export async function beginImport(database: Database, start: ImportStart): Promise<Begun> {
  const id = toImportId(start.sha256, start.dataset);
  const { sha256, dataset, file, format, plan } = start;
  const params = { id, dataset, now: new Date().toISOString(), entry: { sha256, dataset, file, format, plan } };
  return writeTransaction(database, async (tx) => {
    const { records } = await tx.run<Omit<Begun, 'id' | 'position'> & { position: bigint }>(BEGIN, params);
    const [record] = records;
    if (!record) throw new Error('The ledger entry was not written.');
    const { status, position, plan: found, startedAt } = record.toObject();
    return { id, status, position: Number(position), plan: found, startedAt };
  });
}

const TOUCH = `
  MATCH (entry:_Import {id: $id})
  SET entry.heartbeat = datetime(), entry.status = CASE entry.status WHEN 'done' THEN 'done' ELSE $status END`;

/** Says that the import is still at work, or that it stopped before its end. */
export async function touchImport(database: Database, id: string, status: 'running' | 'interrupted'): Promise<void> {
  await writeTransaction(database, (tx) => tx.run(TOUCH, { id, status }));
}

const FINISH = `
  MATCH (entry:_Import {id: $id})
  SET entry += $properties, entry.status = 'done', entry.finishedAt = $now
  RETURN entry.nodesCreated AS nodesCreated, entry.edgesCreated AS edgesCreated, entry.edgesUpdated AS edgesUpdated`;

export type Gaps = { gaps: ImportEntry['gaps']; moreGaps: number };

/** What the entry keeps; what the database counted itself is not overwritten. */
function toProperties(summary: ImportSummary, { gaps, moreGaps }: Gaps): Record<string, unknown> {
  const { nodesCreated, edgesCreated, edgesUpdated, alreadyImported, dryRun, leftOut, seconds, ...kept } = summary;
  const properties: Record<string, unknown> = {
    seconds,
    leftOut: JSON.stringify(leftOut),
    gaps: gaps.map(({ from, to }) => `${from}/${to}`),
    moreGaps: toInteger(moreGaps),
  };
  for (const [name, value] of Object.entries(kept)) {
    if (value !== undefined) properties[name] = typeof value === 'number' ? toInteger(value) : value;
  }
  return properties;
}

/** Closes the entry and answers the summary with what the whole import changed, over all its runs. */
export async function finishImport(
  database: Database,
  id: string,
  summary: ImportSummary,
  gaps: Gaps,
): Promise<ImportSummary> {
  const params = { id, now: new Date().toISOString(), properties: toProperties(summary, gaps) };
  return writeTransaction(database, async (tx) => {
    const { records } = await tx.run<Record<string, bigint>>(FINISH, params);
    const [record] = records;
    if (!record) throw new Error(`The ledger entry ${id} is gone: it was removed while its import ran.`);
    const changes = Object.fromEntries(Object.entries(record.toObject()).map(([name, count]) => [name, Number(count)]));
    return { ...summary, ...changes };
  });
}

const LIST = `
  MATCH (entry:_Import)
  WHERE $id IS NULL OR entry.id = $id
  RETURN properties(entry) AS entry,
    duration.inSeconds(entry.heartbeat, datetime()).seconds AS silentSeconds
  ORDER BY entry.startedAt, entry.id`;

const UNKNOWN_YET = { bytes: 0, read: 0, accepted: 0, rejected: 0, clients: 0, names: 0, pairs: 0, seconds: 0 };

function toEntry(stored: Record<string, unknown>, silentSeconds: number): ImportEntry {
  const { plan, position, heartbeat, leftOut, gaps, ...rest } = stored;
  const numbers = Object.entries(rest).map(([name, value]) => [
    name,
    typeof value === 'bigint' ? Number(value) : value,
  ]);
  const properties = { moreGaps: 0, ...UNKNOWN_YET, ...Object.fromEntries(numbers) };
  const silent = properties.status === 'running' && silentSeconds > SILENT_SECONDS;
  return ImportEntry.parse({
    ...properties,
    status: silent ? 'interrupted' : properties.status,
    leftOut: typeof leftOut === 'string' ? JSON.parse(leftOut) : {},
    gaps: Array.isArray(gaps) ? gaps.map((gap) => ({ from: gap.split('/')[0], to: gap.split('/')[1] })) : [],
    alreadyImported: false,
    dryRun: false,
  });
}

async function readEntries(database: Database, id: string | null): Promise<ImportEntry[]> {
  type Found = { entry: Record<string, unknown>; silentSeconds: bigint };
  const records = await readRecords<Found>(database, LIST, { id });
  return records.map((record) => toEntry(record.get('entry'), Number(record.get('silentSeconds'))));
}

/** Every import, oldest first. One that stopped without a word is `interrupted`. */
export async function listImports(database: Database): Promise<ImportEntry[]> {
  return readEntries(database, null);
}

export async function findImport(database: Database, id: string): Promise<ImportEntry | undefined> {
  const [entry] = await readEntries(database, id);
  return entry;
}

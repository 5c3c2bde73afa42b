/** Imports files into the graph: the one way in for the command, the sample and uploads. */
import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ImportSummary } from '../../shared/import-summary.ts';
import { isTimezone } from '../../shared/timezone.ts';
import type { Database } from '../graph/database.ts';
import { createHolder, type Holder, releaseLease, renewLease, takeLease } from '../graph/dataset-lease.ts';
import { ensureSchema } from '../graph/ensure-schema.ts';
import { findKnownImports, type KnownImport } from '../graph/ledger-entries.ts';
import { openClientPrivacy } from './client-privacy.ts';
import { createCoverage } from './coverage.ts';
import { findParts, type Part, toOffsets } from './find-parts.ts';
import { getFormatOf } from './formats.ts';
import { getKnownSummary, importContinued } from './import-continued.ts';
import { type ImportOptions, type Job, type OnProgress, throwIfCancelled } from './import-options.ts';
import { importFirst, importPart } from './import-part.ts';
import { createInspector, type Inspection, inspectFile, readHead } from './inspect-file.ts';
import { readFile } from './read-file.ts';
import { WHOLE } from './read-rows.ts';
import { getFileSize } from './read-source.ts';
import { ImportError, type ParseOptions } from './record.ts';
import { findTableDate } from './table-date.ts';
import { countRun, createFigures } from './to-batches.ts';
import { toSummary } from './to-summary.ts';

/** A sign of life this often keeps the data set held. */
const RENEW_EVERY_MS = 4_000;
const ASK_AGAIN_MS = 500;
/** It is a key in Neo4j, and stands on every edge. */
const MAX_DATASET = 255;

function checkTimezone(timezone: string): void {
  if (!isTimezone(timezone)) throw new ImportError(`"${timezone}" is no time zone such as Europe/Berlin or UTC.`);
}

async function openJob(file: string, options: ImportOptions, onProgress: OnProgress): Promise<Job> {
  const name = options.nameOf?.(file) ?? path.basename(file);
  const totalOctets = await getFileSize(file);
  const notes = new Map<string, number>();
  const parse: ParseOptions = {
    timezone: options.timezone ?? 'UTC',
    year: options.year,
    map: options.map,
    modifiedAt: (await stat(file)).mtimeMs,
    note: (text) => void notes.set(text, (notes.get(text) ?? 0) + 1),
  };
  const head = await readHead(file);
  const format = getFormatOf(name, head, options.format, parse);
  const dataset = options.dataset ?? format.dataset;
  if (dataset.length > MAX_DATASET) {
    throw new ImportError(`The name of a data set has up to ${MAX_DATASET} characters, not ${dataset.length}.`);
  }
  const keyFile = options.clientKeyFile ?? path.join('.data', 'client-pseudonyms.key');
  const privacy = openClientPrivacy(options.clients ?? { type: 'full' }, keyFile);
  const tableDate = options.tableDate ?? findTableDate(name, head, format);
  return { file, name, format, dataset, parse, notes, options, privacy, tableDate, totalOctets, onProgress };
}

async function tryFile(job: Job): Promise<ImportSummary> {
  const started = performance.now();
  const inspector = createInspector();
  return readFile(job, WHOLE, inspector, async (read) => {
    const figures = createFigures();
    const coverage = createCoverage();
    countRun(read.run, figures, coverage);
    const seconds = (performance.now() - started) / 1000;
    const { incomplete } = read.counts;
    const { sha256 } = inspector.finish();
    const rest = { seconds, alreadyImported: false, dryRun: true };
    return toSummary(job, read, { figures, coverage, sha256, incomplete }, rest);
  });
}

/** Waits until no other importer holds the data set, and keeps it held until the work is done. */
async function whileHolding<T>(database: Database, job: Job, holder: Holder, work: () => Promise<T>): Promise<T> {
  const { name, dataset, options, totalOctets, onProgress } = job;
  while (!(await takeLease(database, dataset, holder))) {
    throwIfCancelled(options.signal);
    onProgress({ file: name, phase: 'waiting', rows: 0, octets: 0, totalOctets });
    await sleep(ASK_AGAIN_MS);
  }
  // A sign that does not get through is followed by another; whoever has taken over meanwhile fences this one off.
  const timer = setInterval(() => void renewLease(database, dataset, holder).catch(() => undefined), RENEW_EVERY_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    await releaseLease(database, dataset, holder).catch(() => undefined);
  }
}

/** The pass before the one that reads. */
function inspect(
  { file, name, totalOctets, onProgress, options }: Job,
  known: readonly KnownImport[],
): Promise<Inspection> {
  return inspectFile(file, toOffsets(known), (octets) => {
    throwIfCancelled(options.signal);
    onProgress({ file: name, phase: 'hashing', rows: 0, octets, totalOctets });
  });
}

async function importContent(database: Database, job: Job, token: string): Promise<ImportSummary[]> {
  const { dataset } = job;
  if (job.format.continues) return importContinued(database, job, token);
  const known = await findKnownImports(database, dataset);
  // What is read by jumping about in a file is read behind its hash, so that a change in between is found.
  if (known.length === 0 && !('readUnits' in job.format)) return [await importFirst(database, job, token)];
  const inspection = await inspect(job, known);
  const found = findParts(known, inspection);
  if (found.type === 'known') {
    return [await getKnownSummary(database, job, found.id)];
  }
  const summaries: ImportSummary[] = [];
  for (const part of found.parts) {
    job.notes.clear();
    const next = Number.isNaN(part.units) ? await findRest(database, job) : { part, inspection };
    if (next) summaries.push(await importPart(database, job, next.inspection, { part: next.part, token }));
  }
  return summaries;
}

/** What is left of a content once its unfinished beginning is in: only then is it known at which of its octets a hash is wanted. */
async function findRest(database: Database, job: Job): Promise<{ part: Part; inspection: Inspection } | undefined> {
  const known = await findKnownImports(database, job.dataset);
  const inspection = await inspect(job, known);
  const found = findParts(known, inspection);
  const part = found.type === 'parts' ? found.parts.at(-1) : undefined;
  return part && { part, inspection };
}

/**
 * Imports the files one after the other and answers a summary of each, two where the beginning of one was interrupted and
 * the file has grown since. The same content goes into a data set once; an import that was interrupted goes on where it
 * stopped. `database` may be absent on a dry run.
 * Throws ImportError with a sentence for the user, AppError for what Neo4j says.
 */
export async function importFiles(
  database: Database | undefined,
  files: readonly string[],
  options: ImportOptions = {},
  onProgress: OnProgress = () => undefined,
): Promise<ImportSummary[]> {
  checkTimezone(options.timezone ?? 'UTC');
  if (!options.dryRun && !database) throw new ImportError('An import needs a database, or --dry-run.');
  if (database && !options.dryRun) await ensureSchema(database);
  const summaries: ImportSummary[] = [];
  for (const file of files) {
    const job = await openJob(file, options, onProgress);
    if (options.dryRun || !database) {
      summaries.push(await tryFile(job));
      continue;
    }
    const holder = createHolder(randomUUID());
    const imported = await whileHolding(database, job, holder, () => importContent(database, job, holder.token));
    summaries.push(...imported);
  }
  return summaries;
}

/** Imports files into the graph: the one way in for the command, the sample and uploads. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { ImportSummary } from '../../shared/import-summary.ts';
import type { Batch, Provenance } from '../graph/batch.ts';
import type { Database } from '../graph/database.ts';
import { ensureSchema } from '../graph/ensure-schema.ts';
import { commitBatch, commitMapping } from '../graph/ledger-batch.ts';
import { beginImport, findImport, finishImport, touchImport } from '../graph/ledger-entries.ts';
import { readAddresses, readPrefixLengths } from '../graph/map-addresses.ts';
import { CELLS_PER_CHUNK } from './aggregate.ts';
import { getFormatOf } from './formats.ts';
import { type Inspection, inspectFile, readHead } from './inspect-file.ts';
import { type ImportOptions, type OnProgress, type Run, readFile, throwIfCancelled } from './read-file.ts';
import { getFileSize } from './read-source.ts';
import { type Format, type Head, ImportError, type ParseOptions } from './record.ts';
import { ADDRESSES_PER_BATCH, ROWS_PER_BATCH } from './write-chunk.ts';

export type { ImportOptions, OnProgress } from './read-file.ts';

/** A sign of life goes into the ledger at least this often. */
const TOUCH_EVERY_MS = 30_000;

function checkTimezone(timezone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone: timezone });
  } catch {
    throw new ImportError(`"${timezone}" is no time zone such as Europe/Berlin or UTC.`);
  }
}

/** What one file is parsed with, and the notes its parser makes. */
async function toParsing(file: string, { timezone = 'UTC', year, map }: ImportOptions) {
  const notes = new Map<string, number>();
  const note = (text: string) => void notes.set(text, (notes.get(text) ?? 0) + 1);
  const parse: ParseOptions = { timezone, year, map, modifiedAt: (await stat(file)).mtimeMs, note };
  return { parse, notes };
}

/** Everything that decides where a batch begins and ends, beside the content. */
function toPlan(format: Format, parse: ParseOptions, cellsPerChunk: number): string {
  const zone = format.assumes.includes('timezone') ? parse.timezone : undefined;
  const year = format.assumes.includes('year')
    ? (parse.year ?? new Date(parse.modifiedAt).getUTCFullYear())
    : undefined;
  return JSON.stringify([2, format.id, cellsPerChunk, ROWS_PER_BATCH, ADDRESSES_PER_BATCH, zone, year, parse.map]);
}

function toSummary(
  run: Run,
  read: Awaited<ReturnType<typeof readFile>>['read'],
  rest: Pick<ImportSummary, 'seconds' | 'alreadyImported' | 'dryRun'>,
): ImportSummary {
  const vantage = run.options.vantage ?? run.format.vantage;
  return {
    file: run.name,
    format: run.format.id,
    dataset: run.dataset,
    ...(vantage === undefined ? {} : { vantage }),
    ...(run.format.assumes.includes('timezone') ? { timezone: run.parse.timezone } : {}),
    ...(run.format.assumes.includes('year') && run.parse.year !== undefined ? { year: run.parse.year } : {}),
    ...read,
    nodesCreated: 0,
    edgesCreated: 0,
    edgesUpdated: 0,
    ...rest,
  };
}

async function importFile(database: Database, run: Run, inspection: Inspection): Promise<ImportSummary> {
  const started = performance.now();
  const { name, format, dataset, options, onProgress, totalOctets } = run;
  const plan = toPlan(format, run.parse, options.cellsPerChunk ?? CELLS_PER_CHUNK);
  const begun = await beginImport(database, {
    sha256: inspection.sha256,
    dataset,
    file: name,
    format: format.id,
    plan,
  });
  const { id } = begun;
  if (begun.status === 'done') {
    const entry = await findImport(database, id);
    if (entry) {
      const { id: _id, status, startedAt, finishedAt, gaps, moreGaps, ...summary } = entry;
      return { ...summary, nodesCreated: 0, edgesCreated: 0, edgesUpdated: 0, alreadyImported: true };
    }
  }
  if (begun.position > 0 && begun.plan !== plan) {
    throw new ImportError(
      `An import of this content into "${dataset}" was interrupted under other options or by another version; ` +
        'run it again with the same options, or import it under another --dataset.',
    );
  }
  const provenance: Provenance = {
    dataset,
    reference: { ...format.reference, ...options.reference },
    fetchedAt: begun.startedAt,
  };
  let lengths = await readPrefixLengths(database);
  let position = 0;
  let touched = performance.now();
  const commit = async (batch: Batch) => {
    throwIfCancelled(options.signal);
    // Positions behind the ledger's are in already; no question is sent for them.
    if (position >= begun.position) await commitBatch(database, batch, { id, position, provenance, lengths });
    position += 1;
    touched = performance.now();
  };

  try {
    const { read, gaps } = await readFile(
      run,
      inspection,
      async (batches) => {
        for (const batch of batches) await commit(batch);
      },
      async () => {
        if (performance.now() - touched < TOUCH_EVERY_MS) return;
        await touchImport(database, id, 'running');
        touched = performance.now();
      },
    );
    if (format.bringsPrefixes) {
      lengths = await readPrefixLengths(database);
      let mapped = 0;
      for await (const rows of readAddresses(database, ADDRESSES_PER_BATCH)) {
        const written = { done: mapped };
        onProgress({ file: name, phase: 'mapping', rows: read.read, octets: totalOctets, totalOctets, written });
        await commitMapping(database, id, rows, lengths);
        mapped += rows.length;
      }
    }
    const seconds = (performance.now() - started) / 1000;
    const summary = toSummary(run, read, { seconds, alreadyImported: false, dryRun: false });
    return await finishImport(database, id, summary, gaps);
  } catch (error) {
    // Best effort: where Neo4j itself is gone the entry's silence says the same.
    await touchImport(database, id, 'interrupted').catch(() => undefined);
    throw error;
  }
}

async function tryFile(run: Run): Promise<ImportSummary> {
  const started = performance.now();
  const { read } = await readFile(
    run,
    undefined,
    async (batches) => {
      for (const _ of batches);
    },
    async () => undefined,
  );
  const seconds = (performance.now() - started) / 1000;
  return toSummary(run, read, { seconds, alreadyImported: false, dryRun: true });
}

/**
 * Imports the files one after the other and answers one summary each. The same content goes into a data set once; an
 * import that was interrupted goes on where it stopped. `database` may be absent on a dry run.
 * Throws ImportError with a sentence for the user, AppError for what Neo4j says.
 */
export async function importFiles(
  database: Database | undefined,
  files: readonly string[],
  options: ImportOptions = {},
  onProgress: OnProgress = () => undefined,
): Promise<ImportSummary[]> {
  checkTimezone(options.timezone ?? 'UTC');
  if (database && !options.dryRun) await ensureSchema(database);
  const summaries: ImportSummary[] = [];
  for (const file of files) {
    const name = options.nameOf?.(file) ?? path.basename(file);
    const totalOctets = await getFileSize(file);
    const { parse, notes } = await toParsing(file, options);
    const toRun = (head: Head): Run => {
      const format = getFormatOf(name, head, options.format, parse);
      const dataset = options.dataset ?? format.dataset;
      return { file, name, format, dataset, parse, notes, options, totalOctets, onProgress };
    };
    if (options.dryRun || !database) {
      if (!options.dryRun) throw new ImportError('An import needs a database, or --dry-run.');
      summaries.push(await tryFile(toRun(await readHead(file))));
      continue;
    }
    const inspection = await inspectFile(file, (octets) => {
      onProgress({ file: name, phase: 'hashing', rows: 0, octets, totalOctets });
    });
    summaries.push(await importFile(database, toRun(inspection.head), inspection));
  }
  return summaries;
}

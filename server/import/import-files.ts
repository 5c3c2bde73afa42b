/** Imports files into the graph: the one way in for the command, the sample and uploads. */
import path from 'node:path';
import type { ImportSummary, Vantage } from '../../shared/import-summary.ts';
import type { Batch, Provenance } from '../graph/batch.ts';
import type { Database } from '../graph/database.ts';
import { ensureSchema } from '../graph/ensure-schema.ts';
import { commitBatch, commitMapping } from '../graph/ledger-batch.ts';
import { beginImport, findImport, finishImport, touchImport } from '../graph/ledger-entries.ts';
import { type PrefixLengths, readAddresses, readPrefixLengths } from '../graph/map-addresses.ts';
import { CELLS_PER_CHUNK, createAggregate } from './aggregate.ts';
import type { Chunk } from './chunk.ts';
import { createCoverage } from './coverage.ts';
import { createDistinctCounter } from './distinct.ts';
import { FORMATS, findFormat, getFormat } from './formats.ts';
import { type Inspection, inspectFile, readHead } from './inspect-file.ts';
import { type RowCounts, readRows } from './read-rows.ts';
import { getFileSize } from './read-source.ts';
import { type ColumnMap, type Format, ImportError, type ParseOptions, type Reference } from './record.ts';
import { createRejectedFile } from './rejected-file.ts';
import { ADDRESSES_PER_BATCH, ROWS_PER_BATCH, toBatches } from './write-chunk.ts';

export type ImportOptions = {
  /** A format's id; absent: found from the content. */
  format?: string;
  /** The data set's name; absent: the format's own. */
  dataset?: string;
  vantage?: Vantage;
  /** IANA zone of times that name none; UTC where absent. */
  timezone?: string;
  year?: number;
  map?: ColumnMap;
  /** Provenance beyond what the format says. */
  reference?: Reference;
  /** Reads and counts, and leaves the database alone. */
  dryRun?: boolean;
  /** What the summary calls a file, where its path means nothing to the user (standard input, uploads). */
  nameOf?: (file: string) => string;
  /** Takes files of rejected lines whose own folder cannot be written. */
  rejectedFolder?: string;
  /** Smaller chunks, for tests. */
  cellsPerChunk?: number;
};

export type ImportProgress = {
  file: string;
  /** `hashing`: first pass; `reading`: second; `writing`: a chunk goes to Neo4j; `mapping`: addresses to prefixes. */
  phase: 'hashing' | 'reading' | 'writing' | 'mapping';
  /** Data rows read so far. */
  rows: number;
  /** Octets of the file as it is on disk. */
  octets: number;
  totalOctets: number;
};

export type OnProgress = (progress: ImportProgress) => void;

const TOUCH_EVERY_MS = 30_000;

function chooseFormat(file: string, head: readonly string[], options: ImportOptions, parse: ParseOptions): Format {
  if (options.format !== undefined) return getFormat(options.format);
  if (head.every((line) => line.trim() === '')) throw new ImportError(`${file} is empty: there is nothing to import.`);
  const format = findFormat(head, parse);
  if (format) return format;
  const known = FORMATS.map(({ id }) => id).join(', ');
  throw new ImportError(
    `The format of ${file} is not recognized; say --format with one of ${known}, or --map for CSV with other column names.`,
  );
}

function toParseOptions(options: ImportOptions): ParseOptions {
  const timezone = options.timezone ?? 'UTC';
  try {
    new Intl.DateTimeFormat('en', { timeZone: timezone });
  } catch {
    throw new ImportError(`"${timezone}" is no time zone such as Europe/Berlin or UTC.`);
  }
  return { timezone, year: options.year, map: options.map };
}

/** Everything that decides where a batch begins and ends, beside the content. */
function toPlan(format: Format, parse: ParseOptions, cellsPerChunk: number): string {
  const zone = format.assumesTimezone ? parse.timezone : undefined;
  return JSON.stringify([1, format.id, cellsPerChunk, ROWS_PER_BATCH, ADDRESSES_PER_BATCH, zone, parse.map]);
}

type Run = {
  file: string;
  name: string;
  format: Format;
  dataset: string;
  parse: ParseOptions;
  options: ImportOptions;
  totalOctets: number;
  onProgress: OnProgress;
};

/** Reads the rows of a file, gives each chunk away, and makes the summary of what was read. */
async function readFile(
  run: Run,
  inspection: Inspection | undefined,
  writeChunk: (batches: Iterable<Batch>, rows: number) => Promise<void>,
  onReading: () => Promise<void>,
) {
  const { file, name, format, options, totalOctets, onProgress } = run;
  const aggregate = createAggregate(options.cellsPerChunk ?? CELLS_PER_CHUNK);
  const coverage = createCoverage();
  const clients = createDistinctCounter();
  const names = createDistinctCounter();
  const pairs = createDistinctCounter();
  const rejectedFile = createRejectedFile(file, options.rejectedFolder ?? path.join('.data', 'rejected'));
  let rows = 0;
  let octets = 0;

  function* toCountedBatches(chunk: Chunk): Generator<Batch> {
    for (const batch of toBatches(chunk, coverage)) {
      if (batch.type === 'lookups') {
        for (const { client, host } of batch.rows) {
          clients.add(client);
          names.add(host);
          pairs.add(`${client} ${host}`);
        }
      }
      yield batch;
    }
  }

  const flush = async () => {
    onProgress({ file: name, phase: 'writing', rows, octets, totalOctets });
    await writeChunk(toCountedBatches(aggregate.take()), rows);
  };
  let counts: RowCounts;
  let rejectedPath: string | undefined;
  try {
    counts = await readRows(file, format, format.createParser(run.parse), aggregate, {
      octetLimit: inspection?.octets ?? Number.POSITIVE_INFINITY,
      hash: inspection === undefined,
      onRejected: rejectedFile.add,
      onFull: flush,
      async onProgress(readRowsSoFar, octetsRead) {
        rows = readRowsSoFar;
        octets = octetsRead;
        onProgress({ file: name, phase: 'reading', rows, octets, totalOctets });
        await onReading();
      },
    });
    rows = counts.read;
    if (!aggregate.isEmpty()) await flush();
  } finally {
    rejectedPath = rejectedFile.close();
  }
  return {
    gaps: coverage.findGaps(),
    read: {
      sha256: inspection?.sha256 ?? counts.sha256 ?? '',
      bytes: counts.octets,
      read: counts.read,
      accepted: counts.accepted,
      leftOut: Object.fromEntries([...counts.leftOut].sort()),
      rejected: counts.rejected,
      ...(rejectedPath === undefined ? {} : { rejectedFile: rejectedPath }),
      clients: clients.size,
      names: names.size,
      pairs: pairs.size,
      firstSeen: coverage.firstSeen(),
      lastSeen: coverage.lastSeen(),
      incomplete: inspection?.incomplete ?? counts.incomplete,
    },
  };
}

function toSummary(
  run: Run,
  read: Awaited<ReturnType<typeof readFile>>['read'],
  rest: Pick<ImportSummary, 'seconds' | 'alreadyImported' | 'dryRun'>,
): ImportSummary {
  return {
    file: run.name,
    format: run.format.id,
    dataset: run.dataset,
    ...(run.options.vantage === undefined ? {} : { vantage: run.options.vantage }),
    ...(run.format.assumesTimezone ? { timezone: run.parse.timezone } : {}),
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
  let lengths: PrefixLengths = await readPrefixLengths(database);
  let position = 0;
  let touched = performance.now();
  const commit = async (batch: Batch) => {
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
        onProgress({ file: name, phase: 'mapping', rows: mapped, octets: totalOctets, totalOctets });
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
  const parse = toParseOptions(options);
  if (database && !options.dryRun) await ensureSchema(database);
  const summaries: ImportSummary[] = [];
  for (const file of files) {
    const name = options.nameOf?.(file) ?? path.basename(file);
    const totalOctets = await getFileSize(file);
    const toRun = (head: readonly string[]): Run => {
      const format = chooseFormat(name, head, options, parse);
      const dataset = options.dataset ?? format.dataset;
      return { file, name, format, dataset, parse, options, totalOctets, onProgress };
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

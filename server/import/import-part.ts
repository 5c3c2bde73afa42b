/** One import in the ledger: a whole content, or what a content has more than an earlier one. */
import type { ImportSummary } from '../../shared/import-summary.ts';
import type { Provenance } from '../graph/batch.ts';
import { claimClientMode } from '../graph/claim-client-mode.ts';
import { type Database, writeTransaction } from '../graph/database.ts';
import { deriveStale } from '../graph/derive-stale.ts';
import { fillEmptyLists } from '../graph/fill-empty-lists.ts';
import { commitMapping } from '../graph/ledger-batch.ts';
import {
  type Begun,
  beginImport,
  finishImport,
  type ImportEnd,
  toLaneId,
  touchImport,
} from '../graph/ledger-entries.ts';
import { readAddresses, readPrefixLengths } from '../graph/map-addresses.ts';
import { type BulkLoad, type Counts, loadInBulk } from './bulk-load.ts';
import { createCoverage } from './coverage.ts';
import type { Part } from './find-parts.ts';
import { type Job, throwIfCancelled } from './import-options.ts';
import { createInspector, type Inspection } from './inspect-file.ts';
import { type ReadFile, readFile } from './read-file.ts';
import { WHOLE } from './read-rows.ts';
import { ImportError, type KeptRange } from './record.ts';
import { ADDRESSES_PER_BATCH, chooseRowsPerBatch, createFigures, toPhases } from './to-batches.ts';
import { toSummary } from './to-summary.ts';
import { LANES, writeRun } from './write-run.ts';

/** Everything that decides where a batch begins and ends, beside the content. */
function toPlan({ format, parse, privacy: { stored } }: Job, octets: number): string {
  const zone = format.assumes.includes('timezone') ? parse.timezone : undefined;
  const year = format.assumes.includes('year')
    ? (parse.year ?? new Date(parse.modifiedAt).getUTCFullYear())
    : undefined;
  const sizes = [LANES, chooseRowsPerBatch(octets), ADDRESSES_PER_BATCH];
  return JSON.stringify([4, format.id, ...sizes, zone, year, parse.map, stored]);
}

/** Where the next import of the same log, grown, goes on. An unfinished last line is left for it. */
function toEnd(
  part: Part,
  { lineEnd }: Inspection,
  { counts }: ReadFile,
  { isCut, state }: { isCut: boolean; state: string | undefined },
): ImportEnd {
  const isOpen = (counts.hasOpenEnd || isCut) && lineEnd.octets >= part.from;
  return {
    endOctets: isOpen ? lineEnd.octets : part.to,
    endSha256: isOpen ? lineEnd.sha256 : part.sha256,
    units: part.units + counts.units,
    state,
  };
}

async function mapAllAddresses(database: Database, job: Job, id: string, rows: number): Promise<void> {
  const { name, totalOctets, onProgress, options } = job;
  const lengths = await readPrefixLengths(database);
  let mapped = 0;
  for await (const addresses of readAddresses(database, ADDRESSES_PER_BATCH)) {
    throwIfCancelled(options.signal);
    onProgress({ file: name, phase: 'mapping', rows, octets: totalOctets, totalOctets, written: { done: mapped } });
    await commitMapping(database, toLaneId(id, 0), addresses, lengths);
    mapped += addresses.length;
  }
}

/** Clients of one data set are all stored in one way: else one client would have two keys. */
async function claimClients(database: Database, { dataset, privacy }: Job): Promise<void> {
  const stored = privacy.stored ?? 'full';
  const held = await writeTransaction(database, (tx) => claimClientMode(tx, dataset, stored));
  if (held === stored) return;
  throw new ImportError(
    `"${dataset}" stores its clients as ${held}, not as ${stored}: use the same --clients, or another --dataset.`,
  );
}

function hasRows(rows: Iterable<unknown>): boolean {
  for (const _ of rows) return true;
  return false;
}

async function derive(database: Database, job: Job, rows: number): Promise<void> {
  const { name, totalOctets, onProgress, options } = job;
  await deriveStale(database, (written) => {
    throwIfCancelled(options.signal);
    onProgress({ file: name, phase: 'deriving', rows, octets: totalOctets, totalOctets, written });
  });
}

type Write = Omit<BulkLoad, 'isWhole'>;

async function writeOverBolt(
  database: Database,
  job: Job,
  { begun, token, provenance, read, octets }: Write,
): Promise<Counts> {
  const { name, totalOctets, onProgress, options } = job;
  const figures = createFigures();
  const coverage = createCoverage();
  const lengths = await readPrefixLengths(database);
  const phases = toPhases(read.run, octets, figures, coverage, lengths[4].length + lengths[6].length > 0);
  await writeRun(database, phases, {
    begun,
    token,
    provenance,
    lengths,
    onBatch(done) {
      throwIfCancelled(options.signal);
      const written = { done, total: read.run.size };
      onProgress({ file: name, phase: 'writing', rows: read.counts.read, octets: totalOctets, totalOctets, written });
    },
  });
  return { figures, coverage };
}

/** `range`: of a format that continues, what was read where the import was begun. */
type Place = { part: Part; cut: boolean; token: string; range?: KeptRange | undefined };

/**
 * Opens the part's entry in the ledger, or finds the one that was interrupted. Throws ImportError where that was begun under
 * other options.
 */
export async function beginPart(database: Database, job: Job, { part, cut, token, range }: Place): Promise<Begun> {
  const { name, format, dataset } = job;
  const plan = toPlan(job, part.to);
  const begun = await beginImport(database, {
    sha256: part.sha256,
    dataset,
    file: name,
    format: format.id,
    plan,
    lanes: LANES,
    token,
    from: part.from,
    unitsBefore: part.units,
    octets: part.to,
    after: range?.after,
    until: range?.until,
    cut,
  });
  if (begun.plan === plan) return begun;
  throw new ImportError(
    `An import of this content into "${dataset}" was interrupted under other options or by another version; ` +
      'run it again with the same options, or import it under another --dataset.',
  );
}

/** `seen` is what was read of the content, `incomplete` why nothing follows the part, `state` what the format keeps. */
type Content = {
  part: Part;
  seen: Inspection;
  incomplete: string | undefined;
  isWhole: boolean;
  read: ReadFile;
  token: string;
  started: number;
  state?: string | undefined;
};

/** Writes what was read, derives what follows from it and closes the entry. */
export async function writePart(
  database: Database,
  job: Job,
  begun: Begun,
  { part, seen, incomplete, isWhole, read, token, started, state }: Content,
): Promise<ImportSummary> {
  const { name, format, dataset, options } = job;
  const { id } = begun;
  const provenance: Provenance = {
    dataset,
    reference: {
      ...format.reference,
      ...(job.tableDate === undefined ? {} : { reference_time_modification: job.tableDate }),
      ...options.reference,
    },
    fetchedAt: begun.startedAt,
  };
  if (!format.continues && seen.sha256 !== part.sha256) {
    throw new ImportError(`${name} was changed while it was read; import it again when it is complete.`);
  }
  if (hasRows(read.run.lookups)) await claimClients(database, job);
  const write = { begun, token, provenance, read, octets: part.to };
  const loaded = await loadInBulk(database, job, { ...write, isWhole: isWhole && part.from === 0 });
  const { figures, coverage } = loaded ?? (await writeOverBolt(database, job, write));
  await fillEmptyLists(database, { id, dataset }, loaded?.emptyLists ?? begun.emptyLists);
  if (format.bringsPrefixes) await mapAllAddresses(database, job, id, read.counts.read);
  await derive(database, job, read.counts.read);
  const whole = { sha256: part.sha256, incomplete };
  const summary = toSummary(
    job,
    read,
    { figures, coverage, ...whole },
    {
      seconds: (performance.now() - started) / 1000,
      alreadyImported: false,
      dryRun: false,
      ...(part.from > 0 ? { continuesAt: part.from } : {}),
    },
  );
  const end = toEnd(part, seen, read, { isCut: begun.cut, state });
  return finishImport(database, { id, token }, summary, coverage.findGaps(), end);
}

/** Marks the entry where the work fails. Best effort: where Neo4j itself is gone the entry's silence says the same. */
export async function whileBegun<T>(database: Database, { id }: Begun, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await touchImport(database, id, 'interrupted').catch(() => undefined);
    throw error;
  }
}

/** The caller holds the data set under `token`. Throws ImportError, AppError, LeaseLostError. */
export async function importPart(
  database: Database,
  job: Job,
  inspection: Inspection,
  { part, token }: Pick<Place, 'part' | 'token'>,
): Promise<ImportSummary> {
  const started = performance.now();
  const isWhole = part.to === inspection.octets;
  const incomplete = isWhole ? inspection.incomplete : undefined;
  const begun = await beginPart(database, job, { part, cut: incomplete !== undefined, token });
  const inspector = createInspector();
  return whileBegun(database, begun, () =>
    readFile(job, { ...part, cut: begun.cut }, inspector, (read) => {
      const content = { part, seen: inspector.finish(), incomplete, isWhole, read, token, started };
      return writePart(database, job, begun, content);
    }),
  );
}

/**
 * A content of a data set that knows no other, so that nothing has to be known of it before it is read: once is enough. Throws as
 * `importPart` does.
 */
export async function importFirst(database: Database, job: Job, token: string): Promise<ImportSummary> {
  const started = performance.now();
  const inspector = createInspector();
  return readFile(job, WHOLE, inspector, async (read) => {
    const seen = inspector.finish();
    const { octets, sha256, incomplete } = seen;
    const part: Part = { from: 0, to: octets, units: 0, sha256 };
    const begun = await beginPart(database, job, { part, cut: incomplete !== undefined, token });
    const content = { part, seen, incomplete, isWhole: true, read, token, started };
    return whileBegun(database, begun, () => writePart(database, job, begun, content));
  });
}

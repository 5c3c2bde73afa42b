/**
 * Imports a source that grows in place, of a format that `continues`: which of its units are in is known by the states the format
 * keeps, never by the hash of the file, which need not hold all of them (a database in write-ahead mode).
 */
import { createHash } from 'node:crypto';
import type { ImportSummary } from '../../shared/import-summary.ts';
import type { Database } from '../graph/database.ts';
import { dropUnwritten } from '../graph/drop-unwritten.ts';
import { findKnownImports, type KnownImport } from '../graph/ledger-entries.ts';
import { findImport } from '../graph/list-imports.ts';
import type { Part } from './find-parts.ts';
import type { Job } from './import-options.ts';
import { beginPart, whileBegun, writePart } from './import-part.ts';
import { createInspector, type Inspection } from './inspect-file.ts';
import { type ReadFile, readFile } from './read-file.ts';
import { WHOLE } from './read-rows.ts';
import { ImportError, type KeptRange, type ParseOptions } from './record.ts';

type Content = { read: ReadFile; seen: Inspection; range: KeptRange | undefined; started: number };

/** Reads the range and hands it to `use` as `readFile` does. */
async function readRange<T>(
  job: Job,
  options: Pick<ParseOptions, 'after' | 'until'>,
  use: (content: Content) => Promise<T>,
): Promise<T> {
  const started = performance.now();
  const inspector = createInspector();
  let range: KeptRange | undefined;
  const keep = (kept: KeptRange) => {
    range = kept;
  };
  job.notes.clear();
  return readFile({ ...job, parse: { ...job.parse, ...options, keep } }, WHOLE, inspector, (read) =>
    use({ read, seen: inspector.finish(), range, started }),
  );
}

/** Goes on with an import that was interrupted: with the rows it was begun with, and no others. */
async function finishRange(database: Database, job: Job, token: string, entry: KnownImport): Promise<ImportSummary> {
  const { name, dataset } = job;
  const { after, until, sha256, octets } = entry;
  const options = { after: after === undefined ? [] : [after], ...(until === undefined ? {} : { until }) };
  return readRange(job, options, async ({ range, ...content }) => {
    if (until === undefined || range?.until !== until) {
      throw new ImportError(
        `An import of ${entry.file} into "${dataset}" was interrupted, and ${name} does not hold the rows any more that it had ` +
          `begun with. Take the data set out with --remove-dataset ${dataset} and import again, or import ${name} under another --dataset.`,
      );
    }
    // Its size, as it was, decides where batches end.
    const part: Part = { from: 0, to: octets, units: 0, sha256 };
    const begun = await beginPart(database, job, { part, cut: false, token, range });
    const rest = { ...content, part, incomplete: undefined, isWhole: false, token, state: until };
    return whileBegun(database, begun, () => writePart(database, job, begun, rest));
  });
}

/**
 * The hash that the import goes by in the ledger, where each has its own: the file's, unless an import of other rows has it that
 * were not in the file either.
 */
function chooseSha256(known: readonly KnownImport[], { sha256 }: Inspection, range: KeptRange | undefined): string {
  if (!range || !known.some((each) => each.sha256 === sha256)) return sha256;
  return createHash('sha256').update(`${sha256}\n${range.until}`).digest('hex');
}

/** Imports what stands behind the last state that the source holds; answers the id of the import that brought all there is. */
async function importRest(
  database: Database,
  job: Job,
  token: string,
  known: readonly KnownImport[],
): Promise<ImportSummary | { knownId: string }> {
  const done = known.filter(({ status }) => status === 'done');
  const after = done.flatMap(({ format, end }) => (format === job.format.id && end?.state ? [end.state] : []));
  return readRange(job, { after }, async ({ range, ...content }) => {
    const { read, seen } = content;
    if (read.counts.units === 0) {
      const isLast = ({ end }: KnownImport) => range !== undefined && end?.state === range.until;
      const all = done.find(isLast) ?? done.find(({ sha256 }) => sha256 === seen.sha256);
      if (all) return { knownId: all.id };
    }
    const { octets, incomplete } = seen;
    const part: Part = { from: 0, to: octets, units: 0, sha256: chooseSha256(known, seen, range) };
    const begun = await beginPart(database, job, { part, cut: incomplete !== undefined, token, range });
    const rest = { ...content, part, incomplete, isWhole: true, token, state: range?.until };
    return whileBegun(database, begun, () => writePart(database, job, begun, rest));
  });
}

/** What an import in the ledger said at its end, as that of a content that is in already. Throws ImportError where it is gone. */
export async function getKnownSummary(database: Database, { name, dataset }: Job, id: string): Promise<ImportSummary> {
  const entry = await findImport(database, id);
  if (!entry) throw new ImportError(`The import of ${name} into "${dataset}" was removed meanwhile; run it again.`);
  const { id: _id, status, startedAt, finishedAt, gaps, moreGaps, ...summary } = entry;
  return { ...summary, nodesCreated: 0, edgesCreated: 0, edgesUpdated: 0, alreadyImported: true };
}

/**
 * Finishes what was interrupted, then imports what has come since, each as an import of its own. The caller holds the data set
 * under `token`. Throws as `importPart` does, and ImportError where the source lacks what was interrupted.
 */
export async function importContinued(database: Database, job: Job, token: string): Promise<ImportSummary[]> {
  const { dataset, format } = job;
  // What was begun and has written nothing binds nobody to the rows it was begun with.
  await dropUnwritten(database, { dataset, format: format.id, token });
  const summaries: ImportSummary[] = [];
  for (const entry of await findKnownImports(database, dataset)) {
    if (entry.status === 'done' || entry.format !== format.id) continue;
    summaries.push(await finishRange(database, job, token, entry));
  }
  const rest = await importRest(database, job, token, await findKnownImports(database, dataset));
  if (!('knownId' in rest)) return [...summaries, rest];
  return summaries.length > 0 ? summaries : [await getKnownSummary(database, job, rest.knownId)];
}

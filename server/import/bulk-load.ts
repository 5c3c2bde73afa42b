/** The first load of a database: a run goes into files, which Neo4j's import tool makes a store of. */
import type { Provenance } from '../graph/batch.ts';
import type { Database } from '../graph/database.ts';
import { renewLease } from '../graph/dataset-lease.ts';
import { ensureSchema } from '../graph/ensure-schema.ts';
import { isEmpty } from '../graph/is-empty.ts';
import { type Begun, toLaneId } from '../graph/ledger-entries.ts';
import { type BookkeepingNode, readBookkeeping } from '../graph/read-bookkeeping.ts';
import { BulkError } from '../neo4j/attachment.ts';
import { type BulkFiles, writeBookkeepingFiles, writeBulkFiles } from './bulk-files.ts';
import { type Coverage, createCoverage } from './coverage.ts';
import { type Job, throwIfCancelled } from './import-options.ts';
import type { ReadFile } from './read-file.ts';
import { createFigures, type RunFigures, toPhases } from './to-batches.ts';
import { LANES } from './write-run.ts';

/** With fewer nodes and edges, stopping and starting Neo4j takes longer than the tool saves. */
const ROWS_WORTH_BULK = 300_000;

export type Counts = { figures: RunFigures; coverage: Coverage };

export type BulkLoad = {
  begun: Begun;
  token: string;
  provenance: Provenance;
  /** The part is the whole of a content of which nothing is in. */
  isWhole: boolean;
  read: ReadFile;
  /** Size of the content, by which a run is cut into batches. */
  octets: number;
};

/** The ledger as it has to be once everything is loaded: each lane at its end, what was created in the first. */
function advanceLedger(nodes: readonly BookkeepingNode[], { id }: Begun, files: BulkFiles): void {
  const find = (wanted: string) => {
    const found = nodes.find(({ properties }) => properties.get('id')?.value === wanted);
    if (!found) throw new Error(`The ledger has no ${wanted}.`);
    return found.properties;
  };
  for (let lane = 0; lane < LANES; lane += 1) {
    const properties = find(toLaneId(id, lane));
    const position = Math.floor((files.batches + LANES - 1 - lane) / LANES);
    properties.set('position', { type: 'long', value: String(position) });
    if (lane > 0) continue;
    properties.set('nodesCreated', { type: 'long', value: String(files.nodes) });
    properties.set('edgesCreated', { type: 'long', value: String(files.edges) });
  }
  if (files.emptyLists.length > 0) find(id).set('emptyLists', { type: 'string[]', value: files.emptyLists });
}

type Prepared = Counts & { args: string[]; emptyLists: string[] };

async function writeFiles(database: Database, job: Job, load: BulkLoad, folder: string): Promise<Prepared> {
  const { begun, provenance, read } = load;
  const { name, options, totalOctets, onProgress } = job;
  const figures = createFigures();
  const coverage = createCoverage();
  const show = (done: number) => {
    throwIfCancelled(options.signal);
    const written = { done, total: read.run.size };
    onProgress({ file: name, phase: 'loading', rows: read.counts.read, octets: totalOctets, totalOctets, written });
  };
  const phases = toPhases(read.run, load.octets, figures, coverage, false);
  const files = await writeBulkFiles(folder, read.run, phases, { provenance, onBatch: show });
  show(read.run.size);
  // Read as late as can be: what is written between this and the stop of Neo4j would be lost.
  if (!(await isEmpty(database))) throw new Error('the database has been written to meanwhile');
  const bookkeeping = await readBookkeeping(database);
  advanceLedger(bookkeeping, begun, files);
  const args = [...writeBookkeepingFiles(folder, bookkeeping), ...files.args];
  return { figures, coverage, args, emptyLists: files.emptyLists };
}

/**
 * Loads the run with Neo4j's import tool where the user wishes it or it pays, and the database holds no graph. Undefined
 * where it has to go over Bolt; the job's notes say why if that may surprise. The database then is as it was.
 * Throws ImportError when cancelled, StartError when Neo4j is gone: the same import again goes on from there.
 */
export async function loadInBulk(
  database: Database,
  job: Job,
  load: BulkLoad,
): Promise<(Counts & { emptyLists: string[] }) | undefined> {
  const { bulk = 'auto', bulkLoader: loader, signal } = job.options;
  // What only the ledger can hold, as tables have it, is written over Bolt.
  if (load.read.run.lone.length > 0) return undefined;
  if (bulk === 'never' || (bulk === 'auto' && (!loader || load.read.run.size < ROWS_WORTH_BULK))) return undefined;
  // What was begun goes on as it was: batch by batch, or behind the last where the tool had loaded them all.
  if (!load.isWhole || load.begun.positions.some((position) => position > 0)) return undefined;
  const goOverBolt = (reason: unknown): undefined => {
    job.notes.set(`loaded over Bolt: ${reason instanceof Error ? reason.message : reason}`, 1);
  };
  if (!loader) return goOverBolt('Neo4j is not run by Whoasked');
  if (!(await isEmpty(database))) return bulk === 'always' ? goOverBolt('the database holds a graph') : undefined;
  const folder = await loader.begin();
  if (folder === undefined) return goOverBolt('somebody else uses this Neo4j');
  let prepared: Prepared;
  try {
    prepared = await writeFiles(database, job, load, folder);
  } catch (error) {
    throwIfCancelled(signal);
    return goOverBolt(error);
  }
  try {
    await loader.load(prepared.args);
  } catch (error) {
    if (error instanceof BulkError) return goOverBolt(error);
    throw error;
  }
  await renewLease(database, job.dataset, load);
  await ensureSchema(database);
  return prepared;
}

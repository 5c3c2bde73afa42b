/** One file of an import: read, counted, cut into batches, and summed up. */
import path from 'node:path';
import type { Vantage } from '../../shared/import-summary.ts';
import type { Batch } from '../graph/batch.ts';
import { CELLS_PER_CHUNK, createAggregate } from './aggregate.ts';
import type { Chunk } from './chunk.ts';
import type { ClientMode } from './client-privacy.ts';
import { createCoverage } from './coverage.ts';
import { createDistinctCounter } from './distinct.ts';
import type { Inspection } from './inspect-file.ts';
import { type RowCounts, readRows } from './read-rows.ts';
import { type ColumnMap, type Format, ImportError, type ParseOptions, type Reference } from './record.ts';
import { createRejectedFile } from './rejected-file.ts';
import { toBatches } from './write-chunk.ts';

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
  /** What is stored of clients; their addresses where absent. */
  clients?: ClientMode;
  /** Holds the secret of pseudonyms; created where absent. */
  clientKeyFile?: string;
  /** Reads and counts, and leaves the database alone. */
  dryRun?: boolean;
  /** What the summary calls a file, where its path means nothing to the user (standard input, uploads). */
  nameOf?: (file: string) => string;
  /** Takes files of rejected lines whose own folder cannot be written. */
  rejectedFolder?: string;
  /** Ends the import at the next batch; the same import goes on from there another time. */
  signal?: AbortSignal;
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
  /** What is in Neo4j of the chunk that is being written, in nodes and edges, or the addresses mapped so far. */
  written?: { done: number; total?: number };
};

export type OnProgress = (progress: ImportProgress) => void;

export type Run = {
  file: string;
  name: string;
  format: Format;
  dataset: string;
  parse: ParseOptions;
  /** What the parser notes while it reads, by text. */
  notes: Map<string, number>;
  options: ImportOptions;
  totalOctets: number;
  onProgress: OnProgress;
};

/** Throws ImportError once the import has been cancelled. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new ImportError('The import was cancelled; the same import goes on where it stopped.');
}

/** Without what is not known: a summary has no empty fields. */
function toKnown<K extends string>(values: Record<K, string | undefined>): Partial<Record<K, string>> {
  const known = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(known) as Partial<Record<K, string>>;
}

/** Reads the rows of a file, gives each chunk away, and makes the summary of what was read. */
export async function readFile(
  run: Run,
  inspection: Inspection | undefined,
  writeChunk: (batches: Iterable<Batch>) => Promise<void>,
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
    let done = 0;
    for (const batch of toBatches(chunk, coverage)) {
      const written = { done, total: chunk.size };
      onProgress({ file: name, phase: 'writing', rows, octets, totalOctets, written });
      done += batch.rows.length;
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
    await writeChunk(toCountedBatches(aggregate.take()));
  };
  let counts: RowCounts;
  let rejectedPath: string | undefined;
  try {
    counts = await readRows(file, format, run.parse, aggregate, {
      octetLimit: inspection?.octets ?? Number.POSITIVE_INFINITY,
      hash: inspection === undefined,
      onRejected: rejectedFile.add,
      onFull: flush,
      async onProgress(readRowsSoFar, octetsRead) {
        throwIfCancelled(options.signal);
        rows = readRowsSoFar;
        octets = octetsRead;
        onProgress({ file: name, phase: 'reading', rows, octets, totalOctets });
        await onReading();
      },
    });
    rows = counts.read;
    if (inspection && counts.octets !== inspection.octets) {
      throw new ImportError(`${name} was changed while it was read; import it again when it is complete.`);
    }
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
      clients: clients.size,
      names: names.size,
      pairs: pairs.size,
      ...toKnown({
        rejectedFile: rejectedPath,
        firstSeen: coverage.firstSeen(),
        lastSeen: coverage.lastSeen(),
        incomplete: inspection?.incomplete ?? counts.incomplete,
      }),
      ...(run.notes.size > 0 ? { notes: Object.fromEntries([...run.notes].sort()) } : {}),
    },
  };
}

/** Writes a run into the graph: its batches are dealt out to lanes, which commit beside each other. */
import type { Batch, Provenance } from '../graph/batch.ts';
import type { Database } from '../graph/database.ts';
import { commitBatch } from '../graph/ledger-batch.ts';
import { type Begun, toLaneId } from '../graph/ledger-entries.ts';
import type { PrefixLengths } from '../graph/map-addresses.ts';
import { addLookups } from './merge-runs.ts';

/** Sessions that write at once. More of them wait for each other's locks. */
export const LANES = 3;

export type WriteOptions = {
  begun: Begun;
  token: string;
  provenance: Provenance;
  lengths: PrefixLengths;
  /** Called before each batch with the rows committed so far; throws to stop. */
  onBatch(rows: number): void;
};

/** A batch goes to the same lane in every run of the same import; what the ledger says is in is passed over. */
export async function writeRun(database: Database, phases: Iterable<Batch>[], options: WriteOptions): Promise<void> {
  const { begun, token, provenance, lengths, onBatch } = options;
  const lookups = { isNew: begun.isAlone, add: addLookups };
  const given = new Array<number>(LANES).fill(0);
  const busy = new Array<Promise<void>>(LANES).fill(Promise.resolve());
  let rows = 0;
  let failure: { error: unknown } | undefined;
  let batches = 0;

  async function commit(batch: Batch, lane: number, position: number): Promise<void> {
    try {
      const place = { lane: toLaneId(begun.id, lane), position, token };
      await commitBatch(database, batch, { ...place, provenance, lengths, lookups });
      rows += batch.rows.length;
    } catch (error) {
      failure ??= { error };
    }
  }

  for (const phase of phases) {
    for (const batch of phase) {
      const lane = batches % LANES;
      const position = given[lane] ?? 0;
      batches += 1;
      given[lane] = position + 1;
      if (position < (begun.positions[lane] ?? 0)) continue;
      await busy[lane];
      if (failure) break;
      onBatch(rows);
      busy[lane] = commit(batch, lane, position);
    }
    await Promise.all(busy);
    if (failure) throw failure.error;
  }
}

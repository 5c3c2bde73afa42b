/**
 * Commits one batch of an import together with its position, so that it is written exactly once. Batches are dealt out to
 * lanes, each with a session of its own; a lane's batches are committed in order.
 */
import type { ManagedTransaction } from 'neo4j-driver';
import { AppError } from '../errors.ts';
import type { Batch, Changes, Provenance } from './batch.ts';
import { toInteger } from './bolt-values.ts';
import { type Database, writeTransaction } from './database.ts';
import { writeLoneNodes } from './lone-nodes.ts';
import { mapAddresses, type PrefixLengths } from './map-addresses.ts';
import { markFactEnds } from './mark-stale.ts';
import { isConstraintViolation } from './neo4j-errors.ts';
import { writeFacts, writeSeenFacts } from './write-facts.ts';
import { type WriteLookups, writeLookups } from './write-lookups.ts';
import { writeHosts, writeNodes } from './write-nodes.ts';

/** Setting a property takes the lane's lock, so the position and token read after it are the newest. */
const LOCK = `
  MATCH (lane:_Lane {id: $lane})
  SET lane.lockedAt = datetime()
  RETURN lane.position AS position, lane.token AS token`;

const ADVANCE = `
  MATCH (lane:_Lane {id: $lane})
  SET
    lane.position = $position,
    lane.nodesCreated = lane.nodesCreated + $nodesCreated,
    lane.edgesCreated = lane.edgesCreated + $edgesCreated,
    lane.edgesUpdated = lane.edgesUpdated + $edgesUpdated`;

export type CommitOptions = {
  /** The lane's id in the ledger, and how many of its batches come before this one. */
  lane: string;
  position: number;
  /** Of the importer's run: another one fences it off. */
  token: string;
  provenance: Provenance;
  lengths: PrefixLengths;
  lookups: WriteLookups;
};

/** Another importer has taken the data set over. */
export class LeaseLostError extends AppError {
  constructor(dataset: string) {
    super('busy', `Another import into "${dataset}" has taken over; this one goes on when it is run again.`);
  }
}

async function writeBatch(tx: ManagedTransaction, batch: Batch, options: CommitOptions): Promise<Changes> {
  const { provenance, lengths, lookups } = options;
  switch (batch.type) {
    case 'hosts':
      return writeHosts(tx, batch.rows, provenance);
    case 'nodes':
      return writeNodes(tx, batch.label, batch.rows, batch.displays);
    case 'lone-nodes':
      await writeLoneNodes(tx, provenance.dataset, batch.label, batch.rows);
      return { nodesCreated: 0, edgesCreated: 0, edgesUpdated: 0 };
    case 'lookups':
      return writeLookups(tx, batch.rows, provenance, lookups);
    case 'facts':
      await markFactEnds(tx, batch, batch.rows);
      return writeFacts(tx, batch, batch.rows, provenance, lookups.isNew && batch.isOnly);
    case 'seen-facts':
      return writeSeenFacts(tx, batch, batch.rows, provenance, lookups.isNew && batch.isOnly);
    case 'addresses':
      return mapAddresses(tx, batch.rows, lengths);
  }
}

/** Attempts at a batch whose new nodes another import creates at the same moment. */
const ATTEMPTS = 5;

/**
 * Writes the batch at this position of the lane unless it is in already. Throws LeaseLostError where another importer
 * holds the data set by now, AppError for what Neo4j says.
 */
export async function commitBatch(database: Database, batch: Batch, options: CommitOptions): Promise<void> {
  const { lane, position, token, provenance } = options;
  const commit = () =>
    writeTransaction(database, async (tx) => {
      const { records } = await tx.run<{ position: bigint; token: string }>(LOCK, { lane });
      const [found] = records;
      if (!found || found.get('token') !== token) throw new LeaseLostError(provenance.dataset);
      const next = Number(found.get('position'));
      // A connection that was lost while the commit was on its way: it had arrived.
      if (next > position) return;
      if (next < position) throw new Error(`The lane ${lane} is at batch ${next}, not ${position}.`);
      const changes = await writeBatch(tx, batch, options);
      await tx.run(ADVANCE, {
        lane,
        position: toInteger(position + 1),
        nodesCreated: toInteger(changes.nodesCreated),
        edgesCreated: toInteger(changes.edgesCreated),
        edgesUpdated: toInteger(changes.edgesUpdated),
      });
    });
  for (let attempt = 1; ; attempt += 1) {
    try {
      await commit();
      return;
    } catch (error) {
      if (attempt === ATTEMPTS || !isConstraintViolation(error)) throw error;
    }
  }
}

const ADD_MAPPED = `
  MATCH (lane:_Lane {id: $lane})
  SET lane.edgesCreated = lane.edgesCreated + $edgesCreated`;

/** Maps addresses again after an import of prefixes. Doing so twice changes nothing, so it has no position. */
export async function commitMapping(
  database: Database,
  lane: string,
  addresses: readonly string[],
  lengths: PrefixLengths,
): Promise<void> {
  await writeTransaction(database, async (tx) => {
    const { edgesCreated } = await mapAddresses(tx, addresses, lengths);
    await tx.run(ADD_MAPPED, { lane, edgesCreated: toInteger(edgesCreated) });
  });
}

/** Commits one batch of an import together with its position, so that it is written exactly once. */
import type { ManagedTransaction } from 'neo4j-driver';
import type { Batch, Changes, Provenance } from './batch.ts';
import { toInteger } from './bolt-values.ts';
import { type Database, writeTransaction } from './database.ts';
import { mapAddresses, type PrefixLengths } from './map-addresses.ts';
import { writeFacts, writeSeenFacts } from './write-facts.ts';
import { writeLookups } from './write-lookups.ts';
import { writeHosts, writeNodes } from './write-nodes.ts';

/**
 * Setting a property takes the node's lock, so the position read after it is the newest. The lock of the data set keeps
 * two imports from adding to the same edge at once.
 */
const LOCK = `
  MATCH (dataset:_Dataset {name: $dataset})
  SET dataset.lockedAt = datetime()
  WITH dataset
  MATCH (entry:_Import {id: $id})
  SET entry.heartbeat = datetime()
  RETURN entry.position AS position, entry.status AS status`;

const ADVANCE = `
  MATCH (entry:_Import {id: $id})
  SET
    entry.position = $position,
    entry.nodesCreated = entry.nodesCreated + $nodesCreated,
    entry.edgesCreated = entry.edgesCreated + $edgesCreated,
    entry.edgesUpdated = entry.edgesUpdated + $edgesUpdated`;

function writeBatch(
  tx: ManagedTransaction,
  batch: Batch,
  provenance: Provenance,
  lengths: PrefixLengths,
): Promise<Changes> {
  switch (batch.type) {
    case 'hosts':
      return writeHosts(tx, batch.rows, provenance);
    case 'nodes':
      return writeNodes(tx, batch.label, batch.rows);
    case 'lookups':
      return writeLookups(tx, batch.rows, provenance);
    case 'facts':
      return writeFacts(tx, batch, batch.rows, provenance);
    case 'seen-facts':
      return writeSeenFacts(tx, batch, batch.rows, provenance);
    case 'addresses':
      return mapAddresses(tx, batch.rows, lengths);
  }
}

export type CommitOptions = { id: string; position: number; provenance: Provenance; lengths: PrefixLengths };

/**
 * Writes the batch at this position unless it is in already, written before an interruption or by another importer of
 * the same content. Answers whether it was written now.
 */
export async function commitBatch(
  database: Database,
  batch: Batch,
  { id, position, provenance, lengths }: CommitOptions,
): Promise<boolean> {
  return writeTransaction(database, async (tx) => {
    const { records } = await tx.run<{ position: bigint; status: string }>(LOCK, { id, dataset: provenance.dataset });
    const [entry] = records;
    if (!entry) throw new Error(`The ledger entry ${id} is gone: it was removed while its import ran.`);
    const next = Number(entry.get('position'));
    if (next > position || entry.get('status') === 'done') return false;
    if (next < position) throw new Error(`The ledger entry ${id} is at batch ${next}, not ${position}.`);
    const changes = await writeBatch(tx, batch, provenance, lengths);
    await tx.run(ADVANCE, {
      id,
      position: toInteger(position + 1),
      nodesCreated: toInteger(changes.nodesCreated),
      edgesCreated: toInteger(changes.edgesCreated),
      edgesUpdated: toInteger(changes.edgesUpdated),
    });
    return true;
  });
}

const ADD_MAPPED = `
  MATCH (entry:_Import {id: $id})
  SET entry.heartbeat = datetime(), entry.edgesCreated = entry.edgesCreated + $edgesCreated`;

/** Maps addresses again after an import of prefixes. Doing so twice changes nothing, so it has no position. */
export async function commitMapping(
  database: Database,
  id: string,
  addresses: readonly string[],
  lengths: PrefixLengths,
): Promise<void> {
  await writeTransaction(database, async (tx) => {
    const { edgesCreated } = await mapAddresses(tx, addresses, lengths);
    await tx.run(ADD_MAPPED, { id, edgesCreated: toInteger(edgesCreated) });
  });
}

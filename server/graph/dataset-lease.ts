/**
 * One importer at a time writes edges of a data set. Who holds a data set says so again every few seconds; who is silent
 * has lost it, and cannot write any more: its lanes (ledger-batch.ts) carry another token from then on.
 */
import os from 'node:os';
import type { ManagedTransaction } from 'neo4j-driver';
import { type Database, readRecords, writeTransaction } from './database.ts';

/** A holder that has not been heard of for this long has lost the data set. */
const SILENT_SECONDS = 20;

/** Which run of an importer, by a random token; host and process tell a dead one at once. */
export type Holder = { token: string; host: string; pid: number };

export function createHolder(token: string): Holder {
  return { token, host: os.hostname(), pid: process.pid };
}

const READ = `
  MATCH (dataset:_Dataset {name: $dataset})
  WHERE dataset.holder IS NOT NULL
  RETURN dataset.holder AS token, dataset.holderHost AS host, dataset.holderPid AS pid`;

/** Setting a property takes the node's lock, so that what is read afterwards is the newest. */
const TAKE = `
  MERGE (dataset:_Dataset {name: $dataset})
  SET dataset.lockedAt = datetime()
  WITH dataset
  WHERE dataset.holder IS NULL
    OR dataset.holder IN [$token, $dead]
    OR dataset.heldAt < datetime() - duration({seconds: $silentSeconds})
  SET
    dataset.holder = $token,
    dataset.holderHost = $host,
    dataset.holderPid = $pid,
    dataset.heldAt = datetime()
  RETURN dataset.name AS name`;

const FENCE = `
  MATCH (lane:_Lane {dataset: $dataset})
  SET lane.token = $token`;

const RENEW = `
  MATCH (dataset:_Dataset {name: $dataset, holder: $token})
  SET dataset.heldAt = datetime()
  WITH dataset
  MATCH (entry:_Import {dataset: dataset.name, status: 'running'})
  SET entry.heartbeat = datetime()`;

const RELEASE = `
  MATCH (dataset:_Dataset {name: $dataset, holder: $token})
  REMOVE dataset.holder, dataset.holderHost, dataset.holderPid, dataset.heldAt`;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** A holder on this machine whose process is gone. */
async function findDeadHolder(database: Database, dataset: string, { host }: Holder): Promise<string | undefined> {
  const [record] = await readRecords<{ token: string; host: string; pid: bigint }>(database, READ, { dataset });
  if (!record || record.get('host') !== host || isAlive(Number(record.get('pid')))) return undefined;
  return record.get('token');
}

/** Answers false while another importer holds the data set. */
export async function takeLease(database: Database, dataset: string, holder: Holder): Promise<boolean> {
  const dead = (await findDeadHolder(database, dataset, holder)) ?? null;
  return writeTransaction(database, async (tx: ManagedTransaction) => {
    const params = { dataset, dead, ...holder, pid: BigInt(holder.pid), silentSeconds: BigInt(SILENT_SECONDS) };
    const { records } = await tx.run(TAKE, params);
    if (records.length === 0) return false;
    // Waits for a batch that the last holder may be committing at this moment.
    await tx.run(FENCE, { dataset, token: holder.token });
    return true;
  });
}

/** Says that the holder is still there. */
export async function renewLease(database: Database, dataset: string, { token }: Pick<Holder, 'token'>): Promise<void> {
  await writeTransaction(database, (tx) => tx.run(RENEW, { dataset, token }));
}

/** Gives the data set back, if it is still held. */
export async function releaseLease(database: Database, dataset: string, { token }: Holder): Promise<void> {
  await writeTransaction(database, (tx) => tx.run(RELEASE, { dataset, token }));
}

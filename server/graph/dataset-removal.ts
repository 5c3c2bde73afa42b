/** The ledger's side of taking a data set out: who may begin, that it goes on, and its end. */
import type { ManagedTransaction } from 'neo4j-driver';
import { AppError } from '../errors.ts';
import { type Database, writeTransaction } from './database.ts';

/** A removal or import that has not been heard of for this long has ended without saying so. */
const SILENT_SECONDS = 120;

const FIND_REMOVAL = `
  MATCH (dataset:_Dataset)
  WHERE dataset.removingAt IS NOT NULL
    AND (dataset.name = $dataset OR dataset.removingAt > datetime() - duration({seconds: $silent}))
  RETURN dataset.name AS name
  ORDER BY name
  LIMIT 1`;

/**
 * The data set whose removal keeps an import into `dataset` from beginning: its own as long as it is not finished, or any
 * that is at work, which may delete a node before the import has joined it.
 */
export async function findRemoval(tx: ManagedTransaction, dataset: string): Promise<string | undefined> {
  const params = { dataset, silent: BigInt(SILENT_SECONDS) };
  const { records } = await tx.run<{ name: string }>(FIND_REMOVAL, params);
  return records[0]?.get('name');
}

const LOCK_ALL = `
  MATCH (dataset:_Dataset)
  SET dataset.lockedAt = datetime()
  RETURN collect(dataset.name) AS names`;

const FIND_UNFINISHED = `
  MATCH (entry:_Import)
  WHERE entry.status <> 'done' AND (entry.dataset <> $dataset OR entry.heartbeat > datetime() - duration({seconds: $silent}))
  WITH entry, entry.status = 'running' AND entry.heartbeat > datetime() - duration({seconds: $silent}) AS isRunning
  WHERE isRunning OR entry.dataset <> $dataset AND EXISTS {
    MATCH (lane:_Lane)
    WHERE lane.id STARTS WITH entry.id + '/' AND lane.position > 0
  }
  RETURN entry.file AS file, entry.dataset AS dataset, isRunning
  ORDER BY isRunning DESC, file
  LIMIT 1`;

const BEGIN = `
  MATCH (dataset:_Dataset {name: $dataset})
  SET dataset.removingAt = datetime()`;

type Unfinished = { file: string; dataset: string; isRunning: boolean };

/**
 * Marks the data set as being removed. Throws AppError: `not-found` for a data set that is none, `busy` while an import
 * runs, or one into another data set is unfinished, whose nodes stand without edges yet.
 */
export async function beginRemoval(database: Database, dataset: string): Promise<void> {
  await writeTransaction(database, async (tx) => {
    const { records } = await tx.run<{ names: string[] }>(LOCK_ALL);
    const names = records[0]?.get('names') ?? [];
    if (!names.includes(dataset)) {
      const known = names.length > 0 ? `There are: ${names.sort().join(', ')}.` : 'There is none.';
      throw new AppError('not-found', `There is no data set "${dataset}". ${known}`);
    }
    const found = await tx.run<Unfinished>(FIND_UNFINISHED, { dataset, silent: BigInt(SILENT_SECONDS) });
    const [entry] = found.records.map((record) => record.toObject());
    if (entry?.isRunning) {
      throw new AppError(
        'busy',
        `${entry.file} is being imported into "${entry.dataset}"; remove the data set afterwards.`,
      );
    }
    if (entry) {
      throw new AppError(
        'busy',
        `The import of ${entry.file} into "${entry.dataset}" was interrupted; finish it with the same command first.`,
      );
    }
    await tx.run(BEGIN, { dataset });
  });
}

/** Says that the removal is still at work. */
export async function touchRemoval(database: Database, dataset: string): Promise<void> {
  await writeTransaction(database, (tx) => tx.run(BEGIN, { dataset }));
}

const END = `
  MATCH (dataset:_Dataset {name: $dataset})
  OPTIONAL MATCH (entry:_Import {dataset: $dataset})
  OPTIONAL MATCH (lane:_Lane {dataset: $dataset})
  DETACH DELETE lane, entry, dataset`;

/** Takes the data set out of the ledger: the last step. */
export async function endRemoval(database: Database, dataset: string): Promise<void> {
  await writeTransaction(database, (tx) => tx.run(END, { dataset }));
}

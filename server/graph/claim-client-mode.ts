import type { ManagedTransaction } from 'neo4j-driver';

/** `full` stands for absent: the first import decides, also for data sets from before there was a choice. */
const CLAIM = `
  MERGE (dataset:_Dataset {name: $dataset})
  SET dataset.lockedAt = datetime()
  WITH dataset, EXISTS {
    MATCH (entry:_Import {dataset: $dataset})
    WHERE entry.clients > 0 AND entry.clientMode IS NULL
  } AS hasAddresses
  SET dataset.clientMode = coalesce(dataset.clientMode, CASE WHEN hasAddresses THEN 'full' ELSE $mode END)
  RETURN dataset.clientMode AS mode`;

/**
 * How the data set stores its clients: as this import does if it is the first, else as the first did. `mode` is
 * `ClientPrivacy.stored`, or `full`. The caller refuses an import whose mode is another: one client would have two keys.
 */
export async function claimClientMode(tx: ManagedTransaction, dataset: string, mode: string): Promise<string> {
  const { records } = await tx.run<{ mode: string }>(CLAIM, { dataset, mode });
  return records[0]?.get('mode') ?? mode;
}

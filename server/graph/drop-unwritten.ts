/** Takes imports out of the ledger that were begun and have written nothing. */
import { type Database, writeTransaction } from './database.ts';

/** Setting a property takes the node's lock: whoever takes the data set over waits. */
const CYPHER = `
  MATCH (dataset:_Dataset {name: $dataset, holder: $token})
  SET dataset.lockedAt = datetime()
  WITH dataset
  WHERE dataset.holder = $token
  MATCH (entry:_Import {dataset: dataset.name, format: $format})
  WHERE entry.status <> 'done' AND NOT EXISTS {
    MATCH (lane:_Lane)
    WHERE lane.id STARTS WITH entry.id + '/' AND lane.position > 0
  }
  OPTIONAL MATCH (lane:_Lane)
  WHERE lane.id STARTS WITH entry.id + '/'
  DELETE lane, entry`;

/** The caller holds the data set under `token`; else nothing happens. */
export async function dropUnwritten(
  database: Database,
  { dataset, format, token }: { dataset: string; format: string; token: string },
): Promise<void> {
  await writeTransaction(database, (tx) => tx.run(CYPHER, { dataset, format, token }));
}

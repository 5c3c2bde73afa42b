/** Says in the ledger where the rejected lines of an import are kept. */
import { type Database, writeTransaction } from './database.ts';

const CYPHER = `
  MATCH (entry:_Import {id: $id})
  SET entry.rejectedFile = $file`;

export async function setRejectedFile(database: Database, id: string, file: string): Promise<void> {
  await writeTransaction(database, (tx) => tx.run(CYPHER, { id, file }));
}

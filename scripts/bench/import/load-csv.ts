/** The baseline of who writes Cypher by hand: LOAD CSV with a MERGE per row. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Database, runAutoCommit } from '../../../server/graph/database.ts';
import { readLogLines } from './read-log.ts';

/** The rows an import takes, one MERGE for each. */
const LOAD_CSV = `
  LOAD CSV WITH HEADERS FROM $url AS row FIELDTERMINATOR '\\t'
  CALL (row) {
    WITH row
    WHERE NOT row.\`id.resp_p\` IN ['137', '5353', '5355'] AND NOT row.query IN ['-', '(empty)', '']
    MERGE (client:IP {ip: row.\`id.orig_h\`})
    MERGE (host:HostName {name: toLower(row.query)})
    MERGE (client)-[edge:LOOKED_UP {reference_name: 'load-csv'}]->(host)
    ON CREATE SET
      edge.count = 1,
      edge.first_seen = datetime({epochSeconds: toInteger(toFloat(row.ts))}),
      edge.last_seen = datetime({epochSeconds: toInteger(toFloat(row.ts))})
    ON MATCH SET
      edge.count = edge.count + 1,
      edge.last_seen = datetime({epochSeconds: toInteger(toFloat(row.ts))})
  } IN TRANSACTIONS OF 10000 ROWS`;

/** The log's rows under its own column names. Quotation marks, which LOAD CSV would take for its own, are left away. */
async function* toTabSeparated(file: string, limit: number): AsyncGenerator<string> {
  let headed = false;
  let rows = 0;
  for await (const line of readLogLines(file)) {
    if (line.startsWith('#fields\t') && !headed) {
      headed = true;
      yield `${line.slice('#fields\t'.length)}\n`;
    }
    if (line.startsWith('#') || rows >= limit) continue;
    rows += 1;
    yield `${line.replaceAll('"', '')}\n`;
  }
}

/** Files may not be read by Neo4j here, so the log is handed to it over loopback. */
export async function loadCsv(database: Database, file: string, limit = Number.POSITIVE_INFINITY): Promise<void> {
  const server = createServer(async (_, response) => {
    for await (const line of toTabSeparated(file, limit)) {
      if (!response.write(line)) await new Promise((resolve) => response.once('drain', resolve));
    }
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    await runAutoCommit(database, LOAD_CSV, { url: `http://127.0.0.1:${port}/log` });
  } finally {
    server.close();
  }
}

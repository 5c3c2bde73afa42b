/** From a Zeek log to the graph: our importer beside LOAD CSV with a MERGE per row, same file, same Neo4j, same run. */

import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { type Database, readRecords, runAutoCommit } from '../../server/graph/database.ts';
import { ensureSchema } from '../../server/graph/ensure-schema.ts';
import { importFiles } from '../../server/import/import-files.ts';
import type { BenchContext, BenchRow } from './run.ts';

const CLEAR = 'MATCH (node) CALL (node) { DETACH DELETE node } IN TRANSACTIONS OF 5000 ROWS';

/** What one writes by hand for this log: the rows an import takes, one MERGE for each. */
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

const READ_TOTALS = `
  MATCH ()-[edge:LOOKED_UP]->()
  RETURN count(edge) AS pairs, sum(edge.count) AS lookups`;

type Totals = { pairs: number; lookups: number };

async function readTotals(database: Database): Promise<Totals> {
  const [record] = await readRecords<{ pairs: bigint; lookups: bigint }>(database, READ_TOTALS);
  return { pairs: Number(record?.get('pairs') ?? 0), lookups: Number(record?.get('lookups') ?? 0) };
}

/** The log's rows under its own column names. Quotation marks, which LOAD CSV would take for its own, are left away. */
async function* toTabSeparated(file: string, limit: number): AsyncGenerator<string> {
  const raw = createReadStream(file);
  const lines = createInterface({ input: file.endsWith('.gz') ? raw.pipe(createGunzip()) : raw });
  let headed = false;
  let rows = 0;
  for await (const line of lines) {
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
async function loadCsv(database: Database, file: string, limit: number): Promise<void> {
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

async function time(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

async function compare(database: Database, file: string): Promise<BenchRow[]> {
  const name = path.basename(file);
  const [counted] = await importFiles(undefined, [file], { dryRun: true });
  const rows = counted?.read ?? 0;
  const parsing = await time(() => importFiles(undefined, [file], { dryRun: true }));
  const importing = await time(() => importFiles(database, [file]));
  const ours = await readTotals(database);
  await runAutoCommit(database, CLEAR);
  const loading = await time(() => loadCsv(database, file, Number.POSITIVE_INFINITY));
  const theirs = await readTotals(database);
  await runAutoCommit(database, CLEAR);
  const toRow = (measure: string, seconds: number, rest: Record<string, number>) => ({
    file: name,
    measure,
    rows,
    seconds: Number(seconds.toFixed(2)),
    rowsPerSecond: Math.round(rows / seconds),
    ...rest,
  });
  const ratio = Number((loading / importing).toFixed(1));
  return [
    toRow('read and count only (--dry-run)', parsing, {}),
    toRow('import', importing, { ...ours, timesBaseline: ratio }),
    toRow('baseline: LOAD CSV, MERGE per row', loading, theirs),
  ];
}

/** Rows per second of reading, of the whole import, and of the baseline. */
export async function benchImport({ database, files }: BenchContext): Promise<BenchRow[]> {
  await ensureSchema(database);
  // Neo4j compiles what it runs often: both ways are run once on a part before anything is measured.
  const [first] = files;
  if (first !== undefined) {
    await importFiles(database, [first], { dataset: 'warm-up' });
    await runAutoCommit(database, CLEAR);
    await loadCsv(database, first, 20_000);
    await runAutoCommit(database, CLEAR);
  }
  const rows: BenchRow[] = [];
  for (const file of files) rows.push(...(await compare(database, file)));
  return rows;
}

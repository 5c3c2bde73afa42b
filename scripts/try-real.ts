/**
 * `npm run try:real -- [--counter COMMAND] DIR`: imports every file below DIR that has a known format, each into a data
 * set of its own, and prints its figures beside those of an independent counter for Zeek TSV logs.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { parseConfig } from '../server/config.ts';
import { closeDatabase, type Database, openDatabase, readRecords } from '../server/graph/database.ts';
import { importFiles } from '../server/import/import-files.ts';
import { ImportError } from '../server/import/record.ts';
import { acquireNeo4j } from '../server/neo4j/acquire.ts';
import { createProgressPrinter } from '../server/neo4j/progress.ts';
import type { ImportSummary } from '../shared/import-summary.ts';
import { toPrintable, toPrintableLines } from './printable.ts';

const READ_LOOKUPS = `
  MATCH (client:IP)-[edge:LOOKED_UP {reference_name: $dataset}]->(host:HostName)
  RETURN count(DISTINCT client) AS clients, count(DISTINCT host) AS names, count(edge) AS edges,
    coalesce(sum(edge.count), 0) AS lookups`;

type Figures = { clients: bigint; names: bigint; edges: bigint; lookups: bigint };

async function readFigures(database: Database, dataset: string): Promise<Figures> {
  const [record] = await readRecords<Figures>(database, READ_LOOKUPS, { dataset });
  return record?.toObject() ?? { clients: 0n, names: 0n, edges: 0n, lookups: 0n };
}

/** The counter prints `FILE rows N lookups N …`. */
async function count(counter: string, file: string): Promise<string> {
  const { stdout } = await promisify(execFile)(counter, [file]);
  return stdout.trim().slice(file.length + 1);
}

function toText(summary: ImportSummary, figures: Figures): string {
  const { format, read, accepted, leftOut, rejected, nodesCreated, edgesCreated, seconds, incomplete } = summary;
  const reasons = Object.entries(leftOut).map(([reason, rows]) => `${rows} ${reason}`);
  const left = reasons.length > 0 ? reasons.join(', ') : '0';
  return [
    `  ${format}: rows ${read}, accepted ${accepted}, left out ${left}, rejected ${rejected}`,
    `  graph: lookups ${figures.lookups} clients ${figures.clients} names ${figures.names} LOOKED_UP ${figures.edges};` +
      ` in all ${nodesCreated} nodes and ${edgesCreated} edges created in ${seconds.toFixed(1)} s`,
    ...(incomplete === undefined ? [] : [`  incomplete: ${incomplete}`]),
  ].join('\n');
}

async function tryFiles(folder: string, counter: string | undefined): Promise<void> {
  const scratch = await mkdtemp(path.join(os.tmpdir(), 'whoasked-real-'));
  const printer = createProgressPrinter(process.stderr);
  const neo4j = await acquireNeo4j(parseConfig({ ...process.env, DATA_DIR: scratch }), printer.onProgress).finally(
    printer.finish,
  );
  const database = openDatabase(neo4j.connection);
  const unread: string[] = [];
  try {
    const names = (await readdir(folder, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .sort();
    for (const file of names) {
      const dataset = path.relative(folder, file);
      try {
        const [summary] = await importFiles(database, [file], { dataset, rejectedFolder: scratch });
        if (!summary) continue;
        console.log(`${toPrintable(dataset)}${summary.alreadyImported ? ' (imported before)' : ''}`);
        console.log(toPrintableLines(toText(summary, await readFigures(database, dataset))));
        if (counter !== undefined && summary.format === 'zeek-tsv')
          console.log(`  count: ${await count(counter, file)}`);
      } catch (error) {
        if (!(error instanceof ImportError)) throw error;
        unread.push(dataset);
      }
    }
    console.log(`No format yet for ${unread.length} files: ${toPrintable(unread.join(', '))}`);
  } finally {
    await closeDatabase(database);
    await neo4j.release();
    await rm(scratch, { recursive: true, force: true });
  }
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { counter: { type: 'string' } },
});
const [folder, ...others] = positionals;
if (folder === undefined || others.length > 0) {
  console.error('Usage: npm run try:real -- [--counter COMMAND] DIR');
  process.exitCode = 2;
} else {
  try {
    await tryFiles(folder, values.counter);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}

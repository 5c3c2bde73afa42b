/** `npm run import -- [options] FILE…`: imports files, or standard input as `-`, into the graph. */
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Config, parseConfig } from '../server/config.ts';
import { AppError, StartError } from '../server/errors.ts';
import { closeDatabase, type Database, openDatabase } from '../server/graph/database.ts';
import { importFiles } from '../server/import/import-files.ts';
import { throwIfCancelled } from '../server/import/import-options.ts';
import { ImportError } from '../server/import/record.ts';
import { toWriteError } from '../server/import/write-error.ts';
import { acquireNeo4j } from '../server/neo4j/acquire.ts';
import { createProgressPrinter as createStartPrinter } from '../server/neo4j/progress.ts';
import type { ImportSummary } from '../shared/import-summary.ts';
import { type Command, IMPORT_HELP, parseCommand, UsageError } from './import-arguments.ts';
import { createProgressPrinter } from './import-progress.ts';
import { toSummaryText } from './import-summary-text.ts';

/** Copies standard input into a file: the import reads it twice, once for its hash. */
async function spoolInput(config: Config, signal: AbortSignal): Promise<string> {
  await mkdir(config.dataDir, { recursive: true });
  const file = path.join(config.dataDir, `stdin-${process.pid}.spool`);
  try {
    await pipeline(process.stdin, createWriteStream(file, { mode: 0o600 }), { signal });
  } catch (error) {
    await rm(file, { force: true });
    throwIfCancelled(signal);
    throw toWriteError(error, `Standard input, in ${file},`, 'set DATA_DIR to a folder on another disk');
  }
  return file;
}

/** Why the exit code is not 0 although the summary was made. */
function findFault(summary: ImportSummary): string | undefined {
  if (summary.incomplete !== undefined) {
    return (
      `${summary.file} is not whole: ${summary.incomplete}. What could be read is in; importing the whole file into the ` +
      `same data set later would count that part twice, so give it another --dataset.`
    );
  }
  if (summary.accepted === 0 && summary.rejected > 0)
    return `${summary.file}: no line could be read as ${summary.format}.`;
  return undefined;
}

function toSentence(error: unknown): string {
  const known = error instanceof ImportError || error instanceof AppError || error instanceof StartError;
  return known ? (error as Error).message : error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Runs the work with the Neo4j of the environment, or with one of our own that stops again when nobody else uses it. */
async function withDatabase(config: Config, work: (database: Database) => Promise<void>): Promise<void> {
  const printer = createStartPrinter(process.stderr);
  const neo4j = await acquireNeo4j(config, config.neo4j ? () => undefined : printer.onProgress).finally(printer.finish);
  const database = openDatabase(neo4j.connection);
  try {
    await work(database);
  } finally {
    await closeDatabase(database);
    await neo4j.release();
  }
}

async function run({ files, options, json }: Command): Promise<number> {
  const config = parseConfig(process.env);
  const progress = createProgressPrinter(process.stderr);
  const summaries: ImportSummary[] = [];
  let exitCode = 0;
  const fail = (sentence: string) => {
    process.stderr.write(`${sentence}\n`);
    exitCode = 1;
  };
  const importAll = async (database: Database | undefined) => {
    const stop = new AbortController();
    // The second Ctrl-C ends the process at once; that is safe too, but leaves temporary files.
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort());
    const { signal } = stop;
    for (const given of files) {
      if (signal.aborted) return;
      let spool: string | undefined;
      try {
        spool = given === '-' ? await spoolInput(config, signal) : undefined;
        const file = spool ?? given;
        const nameOf = (path_: string) => (path_ === spool ? 'stdin' : path.basename(path_));
        const rejectedFolder = path.join(config.dataDir, 'rejected');
        const [summary] = await importFiles(
          database,
          [file],
          { ...options, nameOf, rejectedFolder, signal },
          progress.show,
        );
        progress.end();
        if (!summary) continue;
        summaries.push(summary);
        process.stderr.write(toSummaryText(summary));
        const fault = findFault(summary);
        if (fault !== undefined) fail(fault);
      } catch (error) {
        progress.end();
        fail(toSentence(error));
      } finally {
        if (spool !== undefined) await rm(spool, { force: true });
      }
    }
  };
  if (options.dryRun) await importAll(undefined);
  else await withDatabase(config, importAll);
  if (json) process.stdout.write(`${JSON.stringify(summaries, null, 2)}\n`);
  return exitCode;
}

async function main(): Promise<number> {
  try {
    const command = parseCommand(process.argv.slice(2));
    if (!command.help) return await run(command);
    process.stdout.write(`${IMPORT_HELP}\n`);
    return 0;
  } catch (error) {
    process.stderr.write(`${error instanceof UsageError ? error.message : toSentence(error)}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}

process.exitCode = await main();

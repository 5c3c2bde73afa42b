/** `npm run import -- [options] FILE…`: imports files, or standard input as `-`, into the graph. */
import { type Config, parseConfig } from '../server/config.ts';
import { closeDatabase, type Database, openDatabase } from '../server/graph/database.ts';
import { findFilesIn, watchFiles } from '../server/import/watch-files.ts';
import { acquireNeo4j } from '../server/neo4j/acquire.ts';
import type { BulkLoader } from '../server/neo4j/managed.ts';
import { createProgressPrinter as createStartPrinter } from '../server/neo4j/progress.ts';
import { type Command, IMPORT_HELP, type ImportCommand, parseCommand, UsageError } from './import-arguments.ts';
import { listDatasets, removeWithConsent } from './import-datasets.ts';
import { askOnTerminal } from './import-questions.ts';
import { openSession, toSentence } from './import-session.ts';
import { toPrintable, toPrintableJson } from './printable.ts';

type Work = (database: Database, bulkLoader?: BulkLoader) => Promise<void>;

/** Runs the work with the Neo4j of the environment, or with one of our own that stops again when nobody else uses it. */
async function withDatabase(config: Config, work: Work): Promise<void> {
  const printer = createStartPrinter(process.stderr);
  const neo4j = await acquireNeo4j(config, config.neo4j ? () => undefined : printer.onProgress).finally(printer.finish);
  const database = openDatabase(neo4j.connection);
  try {
    await work(database, neo4j.bulk);
  } finally {
    await closeDatabase(database);
    await neo4j.release();
  }
}

/** Ctrl-C and SIGTERM end the import behind its last batch; a second one ends the process. */
function createStopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => controller.abort());
  return controller.signal;
}

async function runImport({ files, options: given, json, watch, defaults }: ImportCommand): Promise<number> {
  const config = parseConfig(process.env);
  const isAsked = !defaults && !json && !watch && process.stdin.isTTY && process.stderr.isTTY;
  const options = isAsked ? await askOnTerminal(files, given) : given;
  const signal = createStopSignal();
  let exitCode = 0;
  const importAll = async (database: Database | undefined, bulkLoader?: BulkLoader) => {
    const session = openSession(
      database,
      config,
      { ...options, signal, ...(bulkLoader ? { bulkLoader } : {}) },
      watch !== undefined,
    );
    if (watch) {
      const find = async () => (watch.type === 'files' ? files : (await Promise.all(files.map(findFilesIn))).flat());
      process.stderr.write(`Importing what is new in ${toPrintable(files.join(', '))} until Ctrl-C.\n`);
      await watchFiles({ find, importFile: session.importOne, everyMs: watch.seconds * 1000, signal });
    } else {
      for (const file of files) if (!signal.aborted) await session.importOne(file);
    }
    if (json) process.stdout.write(toPrintableJson(session.summaries));
    // Whoever stops a watch has what was wanted.
    exitCode = session.hasFailed && !(watch && signal.aborted) ? 1 : 0;
  };
  if (options.dryRun) await importAll(undefined);
  else await withDatabase(config, importAll);
  return exitCode;
}

async function run(command: Command): Promise<number> {
  switch (command.type) {
    case 'import':
      return runImport(command);
    case 'list':
      await withDatabase(parseConfig(process.env), (database) => listDatasets(database, command.json));
      return 0;
    case 'remove':
      await withDatabase(parseConfig(process.env), (database) => removeWithConsent(database, command));
      return 0;
    case 'help':
      process.stdout.write(`${IMPORT_HELP}\n`);
      return 0;
  }
}

async function main(): Promise<number> {
  try {
    return await run(parseCommand(process.argv.slice(2)));
  } catch (error) {
    process.stderr.write(`${error instanceof UsageError ? toPrintable(error.message) : toSentence(error)}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}

process.exitCode = await main();

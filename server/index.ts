/** npm start: Neo4j, its schema, the sample in an empty database, the web server; and all of it stopped again. */
import { existsSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pino from 'pino';
import { createApp } from './app.ts';
import { type Config, parseConfig } from './config.ts';
import { AppError, StartError } from './errors.ts';
import { closeDatabase, type Database, openDatabase } from './graph/database.ts';
import { ensureSchema } from './graph/ensure-schema.ts';
import { isEmpty } from './graph/is-empty.ts';
import { listImports } from './graph/list-imports.ts';
import { ImportError } from './import/record.ts';
import { openImportServices } from './import-jobs/services.ts';
import { acquireNeo4j } from './neo4j/acquire.ts';
import { createProgressPrinter, type OnProgress } from './neo4j/progress.ts';
import { loadSample, SAMPLE_DATASETS } from './sample/load-sample.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CLIENT_DIR = path.join(ROOT, 'dist/client');
const QUERIES_DIR = path.join(ROOT, 'queries');

/** What runs may finish this long after Ctrl-C. */
const STOP_PATIENCE_MS = 10_000;

/** Steps on a terminal while starting; afterwards a line for each thing that happens to Neo4j. */
const printer = createProgressPrinter(process.stderr);
let report: OnProgress = printer.onProgress;

/** In the order of what was opened last. */
const undo: (() => Promise<unknown>)[] = [];
let isReady = false;
let isStopping = false;

function toUrl(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Answers the address. A port that is taken is said before anything slow is done, and again if it is taken meanwhile. */
function listen(server: Server, { host, port }: Config): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new StartError(describeListenError(error, host, port))),
    );
    server.listen(port, host, () => {
      const address = server.address();
      resolve(toUrl(host, typeof address === 'object' && address ? address.port : port));
    });
  });
}

function describeListenError(error: NodeJS.ErrnoException, host: string, port: number): string {
  if (error.code === 'EADDRINUSE') {
    return `Port ${port} of ${host} is taken, by another Whoasked perhaps: stop it, or set PORT to a free one (PORT=0 finds one).`;
  }
  if (error.code === 'EACCES') return `Port ${port} may not be used by this user: set PORT to one above 1023.`;
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return `${host} is no address of this machine: set HOST to one that is, such as 127.0.0.1.`;
  }
  return `The web server cannot listen on ${toUrl(host, port)}: ${error.message}.`;
}

/** What runs may finish; idle connections are closed at once. */
async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), STOP_PATIENCE_MS);
  await closed;
  clearTimeout(timer);
}

function toSentence(error: unknown): string {
  if (error instanceof StartError || error instanceof ImportError || error instanceof AppError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

const answerStarting: RequestListener = (_req, res) => {
  res.writeHead(503, { 'Content-Type': 'text/plain', 'Retry-After': '5' }).end('Whoasked is starting.\n');
};

async function prepareDatabase(database: Database, config: Config): Promise<void> {
  report('Creating constraints and indexes');
  await ensureSchema(database);
  if (!config.loadSample || !(await needsSample(database))) return;
  report('Loading the sample (synthetic data)');
  await loadSample(database, config.dataDir, ({ phase, rows }) => {
    if (phase !== 'hashing') report('Loading the sample (synthetic data)', `${rows.toLocaleString('en')} rows`);
  });
}

/** Into an empty database, or to its end where a start was interrupted while it was loaded. */
async function needsSample(database: Database): Promise<boolean> {
  const names: string[] = Object.values(SAMPLE_DATASETS);
  const begun = (await listImports(database)).filter(({ dataset }) => names.includes(dataset));
  const done = begun.filter(({ status }) => status === 'done');
  return begun.length > 0 ? done.length < names.length : isEmpty(database);
}

async function start(): Promise<void> {
  const config = parseConfig(process.env);
  if (!existsSync(path.join(CLIENT_DIR, 'index.html'))) {
    throw new StartError('The front end is not built: start with `npm start`, which builds it.');
  }
  // The port is taken first and answers 503 until all is there: that it is not free shows before anything slow.
  let answer = answerStarting;
  const server = createServer((req, res) => answer(req, res));
  const url = await listen(server, config);
  // A file may take longer to arrive than the five minutes Node gives a request; one that stalls is ended where it is read.
  server.requestTimeout = 0;
  // Imports end first: their events are connections that stay open.
  let closeImports = async () => {};
  undo.push(async () => {
    await closeImports();
    await closeServer(server);
  });
  const neo4j = await acquireNeo4j(config, (step, detail) => report(step, detail));
  undo.push(neo4j.release);
  const database = openDatabase(neo4j.connection);
  undo.push(() => closeDatabase(database));
  await prepareDatabase(database, config);
  const logger = pino({ level: config.logLevel });
  const onFault = (error: unknown) => logger.error({ err: error }, 'An import failed');
  const imports = await openImportServices(database, { ...config, onFault });
  closeImports = imports.jobs.close;
  answer = createApp({
    database,
    imports,
    savedQueriesDir: QUERIES_DIR,
    clientDir: CLIENT_DIR,
    loadSample: () => loadSample(database, config.dataDir),
    logger,
    host: config.host,
  });
  printer.finish();
  report = (step, detail) => console.error(detail === undefined ? step : `${step}: ${detail}`);
  isReady = true;
  console.log(`Whoasked is ready at ${url}`);
}

/** The web server first, so that nothing asks a database that is closed. */
async function stop(): Promise<void> {
  isStopping = true;
  const [closeWeb, ...rest] = undo;
  await closeWeb?.();
  for (const step of rest.reverse()) await step();
}

function onSignal(): void {
  // Before it is ready there is nothing to finish; Neo4j stops by itself when our connection to its supervisor is gone.
  if (isStopping || !isReady) process.exit(isStopping ? 130 : 0);
  console.log('Stopping (once more to stop at once)');
  stop().then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(toSentence(error));
      process.exit(1);
    },
  );
}

process.on('SIGINT', onSignal);
process.on('SIGTERM', onSignal);

start().catch(async (error: unknown) => {
  printer.finish();
  console.error(toSentence(error));
  await stop().catch(() => {});
  process.exit(1);
});

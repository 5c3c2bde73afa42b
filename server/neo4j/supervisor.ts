/**
 * The process that owns the managed Neo4j of one data folder, see docs/decisions/0001-embedded-neo4j-by-a-supervisor.md. It runs as
 * long as somebody is attached to it: `node --import tsx supervisor.ts LAUNCH ID`.
 */
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createServer, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { chooseMemory, findFreePort, readTotalMemory, writeConfiguration } from './configure.ts';
import { findImportTools, type ImportTool, startImportTool } from './import-tool.ts';
import { takeLock } from './lock.ts';
import { findServerProblem, isDiskFull, isPortTaken, toDiskFullSentence } from './problems.ts';
import { stopProcess } from './processes.ts';
import { type FirstWord, readMessages, sendMessage, ToSupervisor, type ToUser } from './protocol.ts';
import { createBulkHome, findBulkHome, finishReplacing, replaceStore } from './replace-store.ts';
import { readRunFile, removeRunFile, writeRunFile } from './run-file.ts';
import {
  createFolders,
  findConsoleLog,
  findLogs,
  findServers,
  isListening,
  type Launch,
  measureDebugLog,
  readOutput,
  setFirstPassword,
  startServer,
} from './server-process.ts';

/** A user that is gone without a word may be back soon: a restart after a crash, an import behind an import. */
const GRACE_MS = 5_000;
/** A clean stop writes a checkpoint. Then the store is crash-safe anyway. */
const STOP_PATIENCE_MS = 60_000;
const MOST_RESTARTS = 3;
const RESTARTS_WITHIN_MS = 10 * 60_000;

const [launchText = '', id = ''] = process.argv.slice(2);
const launch: Launch = JSON.parse(launchText);
const { home, version } = launch;

const users = new Set<Socket>();
const restarts: number[] = [];
const token = randomBytes(24).toString('base64url');
const memory = chooseMemory(readTotalMemory());
let boltPort = 0;
let logLength = 0;
let neo4j: ChildProcess | undefined;
let listening = false;
let stopping = false;
let failure: string | undefined;
let grace: NodeJS.Timeout | undefined;
let releaseLock: (() => void) | undefined;
/** To the only user, who may load the files of this folder as long as it stays the only one. */
let offer: { socket: Socket; folder: string } | undefined;
let tool: ImportTool | undefined;
let loading: Promise<void> | undefined;

function log(text: string): void {
  console.log(`${new Date().toISOString()} ${text}`);
}

function tellStarter(word: FirstWord): Promise<void> {
  return new Promise((resolve) => {
    if (!process.connected) return resolve();
    process.send?.(word, () => {
      if (process.connected) process.disconnect();
      resolve();
    });
  });
}

function broadcast(message: ToUser): void {
  for (const user of users) sendMessage(user, message);
}

const server = createServer((socket) => {
  socket.on('error', () => socket.destroy());
  readMessages(socket, ToSupervisor, (message) => {
    if (message.type === 'attach') attach(socket, message.token);
    else if (!users.has(socket)) return;
    else if (message.type === 'release') release(socket);
    else if (message.type === 'bulk-ask') void offerBulk(socket);
    else void loadBulk(socket, message.args);
  });
  socket.on('close', () => {
    if (!users.delete(socket)) return;
    log(`a user is gone, ${users.size} left`);
    stopWhenUnused(GRACE_MS);
  });
});

function attach(socket: Socket, given: string): void {
  if (given !== token || stopping) {
    socket.destroy();
    return;
  }
  clearTimeout(grace);
  users.add(socket);
  offer = undefined;
  log(`a user attached, ${users.size} now`);
  sendMessage(socket, { type: 'attached', version });
  if (failure) sendMessage(socket, { type: 'failed', message: failure });
  else if (listening) sendMessage(socket, { type: 'listening', boltPort });
}

async function offerBulk(socket: Socket): Promise<void> {
  const isAlone = () => users.size === 1 && users.has(socket) && listening && !loading;
  try {
    const folder = isAlone() ? await createBulkHome(home) : undefined;
    offer = folder !== undefined && isAlone() ? { socket, folder } : undefined;
  } catch (error) {
    log(`no bulk load: ${error}`);
  }
  sendMessage(socket, { type: 'bulk-offer', folder: offer?.folder });
}

/** Loads the files into a store of its own while Neo4j stops, puts it in the place of the old one and starts Neo4j. */
async function loadBulk(socket: Socket, args: readonly string[]): Promise<void> {
  const folder = offer?.socket === socket ? offer.folder : undefined;
  offer = undefined;
  if (folder === undefined || !listening || stopping) {
    sendMessage(socket, { type: 'bulk-failed', message: 'Somebody else has begun to use this Neo4j.' });
    return;
  }
  log('a bulk load starts, Neo4j stops for it');
  const child = neo4j;
  neo4j = undefined;
  listening = false;
  let problem: string | undefined;
  const load = async () => {
    tool = startImportTool(launch, memory, folder, args);
    const stopped = child?.pid === undefined ? undefined : stopProcess(child.pid, STOP_PATIENCE_MS);
    const [made] = await Promise.allSettled([tool.ended, stopped]);
    tool = undefined;
    if (made.status === 'fulfilled') return replaceStore(home);
    problem = made.reason instanceof Error ? made.reason.message : String(made.reason);
    await finishReplacing(home);
  };
  try {
    loading = load();
    await loading;
    log(problem === undefined ? 'the bulk load is in' : `the bulk load failed: ${problem}`);
    await startNeo4j();
    sendMessage(socket, problem === undefined ? { type: 'bulk-loaded' } : { type: 'bulk-failed', message: problem });
  } catch (error) {
    await fail(`The files could not be loaded: ${error instanceof Error ? error.message : error}.`);
  } finally {
    loading = undefined;
  }
}

/** The socket of the last user stays open until this process has ended: that is what it waits for. */
function release(socket: Socket): void {
  users.delete(socket);
  log(`a user released, ${users.size} left`);
  if (users.size > 0) socket.end();
  else void stop();
}

function stopWhenUnused(afterMs: number): void {
  clearTimeout(grace);
  if (users.size === 0) grace = setTimeout(() => void stop(), afterMs);
}

async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  server.close();
  log('stopping Neo4j');
  await removeRunFile(home);
  tool?.kill();
  await loading?.catch(() => undefined);
  if (neo4j?.pid && neo4j.exitCode === null) await stopProcess(neo4j.pid, STOP_PATIENCE_MS);
  // Files of an import that has ended before they were loaded.
  await finishReplacing(home).catch((error) => log(`${findBulkHome(home)} stays: ${error}`));
  log('stopped');
  releaseLock?.();
  process.exit(0);
}

async function fail(message: string): Promise<void> {
  log(`failed: ${message}`);
  failure = message;
  broadcast({ type: 'failed', message });
  await tellStarter({ type: 'failed', message });
  for (const user of users) user.end();
  // Whoever is on the way to us hears it too.
  stopWhenUnused(GRACE_MS);
}

async function describeExit(code: number | null, signal: NodeJS.Signals | null): Promise<string> {
  const known = findServerProblem(await readOutput(home, logLength), version, home);
  return known ?? `Neo4j ended (${signal ?? `code ${code}`}): see ${findConsoleLog(home)} for the reason.`;
}

async function startNeo4j(): Promise<void> {
  listening = false;
  boltPort = await findFreePort(boltPort);
  await writeConfiguration(home, boltPort, memory);
  logLength = await measureDebugLog(home);
  if (stopping) return;
  const child = startServer(launch, memory);
  neo4j = child;
  let started = false;
  child.on('error', (error) => void fail(`Java cannot be run: ${error.message}`));
  child.on('exit', (code, signal) => {
    // One that a bulk load has stopped is ours no more.
    if (child === neo4j) void onExit(started, code, signal);
  });
  log(`Neo4j ${version} starts: pid ${child.pid}, port ${boltPort}`);
  await writeRun();
  while (child.exitCode === null && child.signalCode === null && !stopping) {
    if (await isListening(boltPort)) {
      started = true;
      listening = true;
      log('Neo4j listens');
      broadcast({ type: 'listening', boltPort });
      return;
    }
    await wait(100);
  }
}

async function onExit(started: boolean, code: number | null, signal: NodeJS.Signals | null): Promise<void> {
  if (stopping || failure) return;
  listening = false;
  const portTaken = !started && isPortTaken(await readOutput(home, logLength));
  const reason = await describeExit(code, signal);
  log(`Neo4j ended by itself (code ${code}, signal ${signal}): ${reason}`);
  const recent = restarts.filter((time) => time > Date.now() - RESTARTS_WITHIN_MS);
  if (recent.length >= MOST_RESTARTS || (!started && !portTaken && restarts.length === 0)) return fail(reason);
  restarts.push(Date.now());
  if (portTaken) boltPort = 0;
  broadcast({ type: 'restarting', message: reason });
  await startNeo4j();
}

async function writeRun(): Promise<void> {
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  await writeRunFile(home, { pid: process.pid, port, token, version, boltPort, neo4jPid: neo4j?.pid });
}

/** A supervisor that was killed leaves its Neo4j or its import tool behind. Its port is used again, for users that still know it. */
async function stopOrphans(): Promise<void> {
  boltPort = readRunFile(home)?.boltPort ?? 0;
  for (const pid of findServers(home)) {
    log(`stopping the Neo4j that a killed supervisor left: pid ${pid}`);
    await stopProcess(pid, STOP_PATIENCE_MS);
  }
  for (const pid of findImportTools(home)) {
    log(`stopping the import tool that a killed supervisor left: pid ${pid}`);
    await stopProcess(pid, 0);
  }
}

async function run(): Promise<void> {
  await createFolders(home);
  releaseLock = takeLock(home, id);
  if (!releaseLock) {
    await tellStarter({ type: 'taken' });
    process.exit(0);
  }
  process.on('SIGTERM', () => void stop());
  process.on('SIGINT', () => void stop());
  log(`supervisor ${process.pid} starts, logs in ${findLogs(home)}`);
  await stopOrphans();
  await finishReplacing(home);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await writeRun();
  await tellStarter({ type: 'ready' });
  stopWhenUnused(GRACE_MS * 3);
  await setFirstPassword(launch);
  await startNeo4j();
}

run().catch(async (error: unknown) => {
  const reason = error instanceof Error ? error.message : String(error);
  log(`${error instanceof Error ? error.stack : error}`);
  const known = isDiskFull(error)
    ? toDiskFullSentence(home)
    : findServerProblem(await readOutput(home, logLength), version, home);
  await fail(known ?? `Neo4j could not be started: ${reason} (see ${findLogs(home)}).`);
  // Before listening nobody is attached and the starter knows by now.
  if (!server.listening) {
    releaseLock?.();
    process.exit(1);
  }
});

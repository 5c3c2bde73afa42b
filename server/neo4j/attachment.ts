/** The user's end of the connection to a supervisor: finds one that runs, or starts one. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, openSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { StartError } from '../errors.ts';
import { fetchServer } from './fetch.ts';
import { findJava } from './java.ts';
import { WAYS_OUT } from './problems.ts';
import type { OnProgress } from './progress.ts';
import { FirstWord, readMessages, sendMessage, type ToSupervisor, ToUser } from './protocol.ts';
import { readRunFile } from './run-file.ts';
import type { Launch } from './server-process.ts';
import { describeRelease } from './versions.ts';

const SUPERVISOR = fileURLToPath(new URL('supervisor.ts', import.meta.url));
/** The loader that runs TypeScript, from our own node_modules wherever the command was called. */
const TSX = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

/** Longer than a clean stop takes: a supervisor that is stopping has to be waited for. */
const PATIENCE_MS = 90_000;

export type Attachment = {
  /** The version the supervisor runs, which another user may have chosen. */
  version: string;
  /** The Bolt port once Neo4j listens. Rejects with StartError when it cannot be started. */
  listening: Promise<number>;
  /** Settles when the supervisor is gone. */
  closed: Promise<void>;
  /** Neo4j could not be started, and starting it once more would fail the same way. */
  hasFailed: () => boolean;
  /** Settles when Neo4j has stopped, if nobody else is attached. */
  release: () => Promise<void>;
  /** The folder for files to be loaded in bulk; undefined where somebody else is attached. Rejects with StartError. */
  askForBulk: () => Promise<string | undefined>;
  /** Settles when Neo4j listens again. Rejects with BulkError where it goes on as before, else with StartError. */
  loadBulk: (args: readonly string[]) => Promise<void>;
};

/** Nothing was loaded, and Neo4j is as it was. The message is a sentence. */
export class BulkError extends Error {}

export type AttachOptions = { home: string; version: string; onProgress: OnProgress };

/** Throws StartError. */
export async function attachOrStart(options: AttachOptions): Promise<Attachment> {
  const { home, version, onProgress } = options;
  const deadline = Date.now() + PATIENCE_MS;
  let launch: Launch | undefined;
  while (Date.now() < deadline) {
    const attachment = await attach(home, onProgress);
    if (attachment) return checkVersion(attachment, options);
    launch ??= await prepareLaunch(options);
    const word = await startSupervisor(launch);
    if (word.type === 'failed') throw new StartError(word.message);
    if (word.type === 'taken') {
      onProgress(`Waiting for the Neo4j ${version} that another process starts or stops`);
      await wait(200);
    }
  }
  throw new StartError(
    `The process that runs Neo4j does not come up: see ${toLogFile(home)} for the reason, ${WAYS_OUT}.`,
  );
}

async function checkVersion(attachment: Attachment, { home, version }: AttachOptions): Promise<Attachment> {
  if (attachment.version === version) return attachment;
  await attachment.release();
  throw new StartError(
    `Neo4j ${attachment.version} already runs on ${home} and NEO4J_VERSION asks for ${version}: stop the other Whoasked first, or set DATA_DIR to another folder.`,
  );
}

/** Finds Java and fetches the server where it is not there. Throws StartError. */
export async function prepareLaunch({ home, version, onProgress }: AttachOptions): Promise<Launch> {
  const java = await findJava(version, describeRelease(version).java);
  const javaHome = path.dirname(path.dirname(realpathSync(java.executable)));
  const jars = await fetchServer({ version, javaHome, onProgress });
  onProgress(`Starting Neo4j ${version}`);
  return { home, java: java.executable, javaMajor: java.major, jars, version };
}

function toLogFile(home: string): string {
  return path.join(home, 'supervisor.log');
}

/** Starts a supervisor that lives on without us and hears no Ctrl-C of our terminal. Answers its first word. */
function startSupervisor(launch: Launch): Promise<FirstWord> {
  const logFile = toLogFile(launch.home);
  const output = openSync(logFile, 'a', 0o600);
  const id = randomBytes(12).toString('hex');
  const child = spawn(process.execPath, ['--import', TSX, SUPERVISOR, JSON.stringify(launch), id], {
    cwd: launch.home,
    detached: true,
    stdio: ['ignore', output, output, 'ipc'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  closeSync(output);
  return new Promise((resolve) => {
    const settle = (word: FirstWord) => {
      if (child.connected) child.disconnect();
      child.unref();
      resolve(word);
    };
    child.once('message', (message) => settle(FirstWord.parse(message)));
    child.once('error', (error) => settle({ type: 'failed', message: `Node.js cannot be started: ${error.message}.` }));
    child.once('exit', () => {
      const message = `The process that runs Neo4j ended at once: see ${logFile} for the reason, ${WAYS_OUT}.`;
      settle({ type: 'failed', message });
    });
  });
}

type BulkAnswer = Extract<ToUser, { type: 'bulk-offer' | 'bulk-loaded' | 'bulk-failed' }>;

function isBulkAnswer(message: ToUser): message is BulkAnswer {
  return message.type === 'bulk-offer' || message.type === 'bulk-loaded' || message.type === 'bulk-failed';
}

function toEndedError(home: string): StartError {
  return new StartError(`The process that runs Neo4j ended: see ${toLogFile(home)}.`);
}

/** Undefined when no supervisor answers. */
function attach(home: string, onProgress: OnProgress): Promise<Attachment | undefined> {
  const run = readRunFile(home);
  if (!run) return Promise.resolve(undefined);
  const socket = connect(run.port, '127.0.0.1');
  return new Promise((resolve) => {
    let failed = false;
    let answer: ((message: BulkAnswer) => void) | undefined;
    const ask = (message: ToSupervisor) =>
      new Promise<BulkAnswer>((fulfil, reject) => {
        answer = fulfil;
        if (socket.destroyed) reject(toEndedError(home));
        socket.once('close', () => reject(toEndedError(home)));
        sendMessage(socket, message);
      });
    const askForBulk = async () => {
      const found = await ask({ type: 'bulk-ask' });
      return found.type === 'bulk-offer' ? found.folder : undefined;
    };
    const loadBulk = async (args: readonly string[]) => {
      const found = await ask({ type: 'bulk-load', args: [...args] });
      if (found.type !== 'bulk-loaded') throw new BulkError(found.type === 'bulk-failed' ? found.message : found.type);
    };
    const closed = new Promise<void>((settle) => socket.once('close', () => settle()));
    const listening = new Promise<number>((fulfil, reject) => {
      readMessages(socket, ToUser, (message) => {
        if (message.type === 'attached') {
          socket.setTimeout(0);
          const hasFailed = () => failed;
          resolve({ version: message.version, listening, closed, release, hasFailed, askForBulk, loadBulk });
        } else if (message.type === 'listening') {
          fulfil(message.boltPort);
        } else if (isBulkAnswer(message)) {
          answer?.(message);
        } else {
          failed = message.type === 'failed';
          reportTrouble(message, onProgress);
          if (failed) reject(new StartError(message.message));
        }
      });
      socket.once('close', () => reject(toEndedError(home)));
    });
    listening.catch(() => {
      // Whoever waits for it hears of it; nobody waits for it any more once Neo4j has listened.
    });
    const release = () => {
      sendMessage(socket, { type: 'release' });
      return closed;
    };
    socket.setTimeout(5_000, () => socket.destroy());
    socket.on('error', () => socket.destroy());
    socket.once('close', () => resolve(undefined));
    socket.once('connect', () => sendMessage(socket, { type: 'attach', token: run.token }));
  });
}

function reportTrouble(message: ToUser & { type: 'restarting' | 'failed' }, onProgress: OnProgress): void {
  onProgress(message.type === 'failed' ? 'Neo4j is gone' : 'Neo4j is started again', message.message);
}

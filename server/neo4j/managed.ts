/** The Neo4j that we run ourselves while somebody uses it. */
import { mkdir, realpath } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { AppError, StartError } from '../errors.ts';
import { type Connection, closeDatabase, openDatabase, readRecords } from '../graph/database.ts';
import { type Attachment, type AttachOptions, attachOrStart } from './attachment.ts';
import { findPasswordFile, getPassword, MANAGED_USER } from './configure.ts';
import { isDiskFull, toDiskFullSentence } from './problems.ts';
import type { OnProgress } from './progress.ts';
import { findHome } from './run-file.ts';

export type ManagedOptions = {
  /** Absolute. The server lives in its folder `neo4j`. */
  dataDir: string;
  version: string;
  onProgress: OnProgress;
};

export type ManagedNeo4j = {
  connection: Connection;
  /** Ends our use of the server; settles when Neo4j has stopped, if we were the last. */
  release: () => Promise<void>;
  /** Absent where the server is not ours. */
  bulk?: BulkLoader;
};

/** Loads files with Neo4j's import tool in place of all that is in the database. */
export type BulkLoader = {
  /** The folder the files have to be in; undefined where somebody else uses the server. Throws StartError. */
  begin: () => Promise<string | undefined>;
  /**
   * `args` name the files of the folder to the tool. Settles when one can log in again. Throws BulkError with a sentence
   * where nothing was loaded, StartError where it is not known.
   */
  load: (args: readonly string[]) => Promise<void>;
};

/** Well above the slowest start seen (a store that has to recover after a crash). */
const LOGIN_PATIENCE_MS = 120_000;

/** Uses the server of this data folder, started first when it does not run. It answers when we can log in. */
export async function startManagedNeo4j({ dataDir, version, onProgress }: ManagedOptions): Promise<ManagedNeo4j> {
  const home = await createHome(dataDir);
  const options = { home, version, onProgress };
  let released = false;
  let attachment = await attachOrStart(options);
  try {
    const port = await waitUntilListening(attachment, options);
    const connection = { uri: `bolt://127.0.0.1:${port}`, user: MANAGED_USER, password: await getPassword(home) };
    await waitForLogin(connection, options);
    void watch();
    return {
      connection,
      bulk: {
        begin: () => attachment.askForBulk(),
        async load(args) {
          try {
            await attachment.loadBulk(args);
          } finally {
            if (!attachment.hasFailed()) await waitForLogin(connection, options);
          }
        },
      },
      release: () => {
        released = true;
        return attachment.release();
      },
    };
  } catch (error) {
    await attachment.release();
    throw error;
  }

  /** A supervisor that was killed is started again; it takes the place of the one we were attached to. */
  async function watch(): Promise<void> {
    await attachment.closed;
    if (released || attachment.hasFailed()) return;
    onProgress('The process that runs Neo4j is gone and is started again');
    try {
      attachment = await attachOrStart(options);
      if (released) await attachment.release();
      else void watch();
    } catch (error) {
      onProgress('Neo4j is gone', error instanceof Error ? error.message : String(error));
    }
  }
}

async function createHome(dataDir: string): Promise<string> {
  const home = findHome(dataDir);
  try {
    await mkdir(home, { recursive: true, mode: 0o700 });
    return await realpath(home);
  } catch (error) {
    if (isDiskFull(error)) throw new StartError(toDiskFullSentence(home), { cause: error });
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartError(`The data folder cannot be used: ${reason}. Set DATA_DIR to a folder you may write to.`);
  }
}

async function waitUntilListening({ listening }: Attachment, { version, onProgress }: AttachOptions): Promise<number> {
  const startedAt = Date.now();
  const timer = setInterval(() => {
    onProgress(`Starting Neo4j ${version}`, `${Math.round((Date.now() - startedAt) / 1000)} s`);
  }, 1_000);
  try {
    return await listening;
  } finally {
    clearInterval(timer);
  }
}

/** Bolt accepts connections a little before databases and users are there. */
async function waitForLogin(connection: Connection, { home, onProgress }: AttachOptions): Promise<void> {
  const database = openDatabase(connection);
  const deadline = Date.now() + LOGIN_PATIENCE_MS;
  try {
    for (;;) {
      try {
        await readRecords(database, 'RETURN 1');
        return;
      } catch (error) {
        if (error instanceof AppError && error.code === 'neo4j-credentials') {
          throw new StartError(
            `Neo4j refuses the password in ${findPasswordFile(home)}: put the right one there, or delete the folder ${home} and import your logs again.`,
            { cause: error },
          );
        }
        if (Date.now() > deadline) throw error;
        onProgress('Waiting until Neo4j accepts a login');
        await wait(250);
      }
    }
  } finally {
    await closeDatabase(database);
  }
}

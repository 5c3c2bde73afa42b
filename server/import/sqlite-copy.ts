/** Opens a SQLite database that others may be writing, without touching it. */
import { constants, copyFile, open, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { ImportError, TruncatedError } from './record.ts';
import { createTemporaryFolder } from './temporary.ts';

const MAGIC = 'SQLite format 3\0';
/** Holds what is not in the database yet (sqlite.org/wal.html). */
const WRITE_AHEAD = '-wal';
/** Holds what a change that is not finished has to put back (sqlite.org/fileformat2.html, 3). */
const ROLLBACK = '-journal';
const ROLLBACK_MAGIC = 'd9d505f920a163d7';
const ATTEMPTS = 10;
const BETWEEN_ATTEMPTS_MS = 500;

type Sqlite = typeof import('node-sqlite3-wasm');

/** A CommonJS module whose names Node.js does not see; loaded where it is needed, for its 1 MB of WebAssembly. */
export function loadSqlite(): Sqlite {
  return createRequire(import.meta.url)('node-sqlite3-wasm') as Sqlite;
}

export type SqliteCopy = {
  database: InstanceType<Sqlite['Database']>;
  /** In write-ahead mode, but without a journal: what its writer has not moved into the file yet is missing. */
  lacksJournal: boolean;
  close(): Promise<void>;
};

export function isSqlite(octets: Buffer): boolean {
  return octets.subarray(0, MAGIC.length).toString('latin1') === MAGIC;
}

async function readHeader(file: string): Promise<{ header: Buffer; size: number }> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(100), 0, 100, 0);
    return { header: buffer.subarray(0, bytesRead), size: (await handle.stat()).size };
  } finally {
    await handle.close();
  }
}

/** What can be copied as it is now. */
type State = { stamp: string; hasWriteAhead: boolean; isChanging: boolean };

/** `stamp` is sizes and times: the same before and after a copy, nothing was written meanwhile. */
async function readState(file: string): Promise<State> {
  const [main, writeAhead, rollback] = await Promise.all(
    ['', WRITE_AHEAD, ROLLBACK].map((suffix) => stat(file + suffix, { bigint: true }).catch(() => undefined)),
  );
  const stamp = [main, writeAhead, rollback].map((stats) => `${stats?.size} ${stats?.mtimeNs}`).join();
  const hasWriteAhead = (writeAhead?.size ?? 0n) > 0n;
  if ((rollback?.size ?? 0n) === 0n) return { stamp, hasWriteAhead, isChanging: false };
  // A journal that is kept for the next change has zeros at its beginning.
  const { header } = await readHeader(file + ROLLBACK).catch(() => ({ header: Buffer.alloc(0) }));
  return { stamp, hasWriteAhead, isChanging: header.subarray(0, 8).toString('hex') === ROLLBACK_MAGIC };
}

/** Answers whether a write-ahead journal was copied with it. Throws ImportError where the database never rests. */
async function copyAtRest(file: string, copy: string): Promise<boolean> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const before = await readState(file);
    if (!before.isChanging) {
      await rm(copy + WRITE_AHEAD, { force: true });
      await copyFile(file, copy, constants.COPYFILE_FICLONE);
      // The journal may go away at any time; then the state has changed.
      if (before.hasWriteAhead) await copyFile(file + WRITE_AHEAD, copy + WRITE_AHEAD).catch(() => undefined);
      if ((await readState(file)).stamp === before.stamp) return before.hasWriteAhead;
    }
    await setTimeout(BETWEEN_ATTEMPTS_MS);
  }
  throw new ImportError(
    'The database is in the middle of a change: try again later, or import a copy made with sqlite3 FILE ".backup COPY".',
  );
}

/** Throws TruncatedError where the file has fewer pages than its header says (sqlite.org/fileformat2.html, 1.3). */
function checkPages(header: Buffer, size: number): void {
  const pageSize = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16);
  const isCountValid = header.readUInt32BE(24) === header.readUInt32BE(92);
  if (isCountValid && size < header.readUInt32BE(28) * pageSize) throw new TruncatedError('the database ends early');
}

/**
 * Copies the database into a folder of its own and opens that. SQLite's own locks would not do: this build of it locks by
 * making a folder beside the file, which other programs do not heed, which is left behind by a crash, and which keeps it
 * from undoing a change that was not finished.
 * Throws ImportError where the file is no database or never rests, TruncatedError where it ends early.
 */
export async function openSqliteCopy(file: string): Promise<SqliteCopy> {
  const folder = await createTemporaryFolder(os.tmpdir(), 'sqlite');
  try {
    const copy = path.join(folder.path, 'copy.db');
    const hasWriteAhead = await copyAtRest(file, copy);
    const { header, size } = await readHeader(copy);
    if (!isSqlite(header)) throw new ImportError('The file is no SQLite database.');
    if (header.length < 100) throw new TruncatedError('the database ends early');
    if (!hasWriteAhead) checkPages(header, size);
    const { Database } = loadSqlite();
    const database = new Database(copy, { fileMustExist: true });
    // Without shared memory, which this build lacks, a write-ahead journal can be read by its only user.
    database.exec('PRAGMA locking_mode = EXCLUSIVE');
    return {
      database,
      lacksJournal: header[18] === 2 && !hasWriteAhead,
      async close() {
        database.close();
        await folder.remove();
      },
    };
  } catch (error) {
    await folder.remove();
    throw error;
  }
}

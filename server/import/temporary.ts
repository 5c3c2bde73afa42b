/**
 * What an import keeps on disk while it runs. Beside it lies a socket at which its process listens: the system ends that
 * with the process, however it ends, so that the next import knows what a killed one has left behind. A process id would
 * be another's after a while, and in another container at once.
 */
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { lstat, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';

export type Temporary = {
  path: string;
  /** Removes what lies there. */
  remove(): Promise<void>;
};

/** In each name: over a disk that machines share, the socket of another looks like one whose process is gone. */
const HOST = createHash('sha256').update(os.hostname()).digest('hex').slice(0, 8);
const OWNER = '.owner';
const OWNED = new RegExp(`^((?:whoasked-[a-z]+|stdin)-${HOST}-[\\da-f]{12}(?:\\.spool)?)\\${OWNER}$`);

/** What macOS takes as the path of a socket, the shortest of all; a longer one may be cut without a word. */
const MAX_SOCKET_PATH = 103;

/** Answers how to stop; undefined where the disk takes no sockets: what lies there then stays after a kill. */
async function listen(owner: string): Promise<(() => Promise<void>) | undefined> {
  const unfinished = `${owner}-`;
  if (Buffer.byteLength(unfinished) > MAX_SOCKET_PATH) return undefined;
  const server = createServer((visitor) => visitor.destroy()).unref();
  // A visitor that cannot be let in disturbs no import.
  server.on('error', () => undefined);
  try {
    server.listen(unfinished);
    await once(server, 'listening');
    // Between its making and its listening it would look like one whose process is gone.
    await rename(unfinished, owner);
  } catch {
    server.close();
    return undefined;
  }
  return async () => {
    await rm(owner, { force: true });
    server.close();
  };
}

/** True only where it is certain that the process is gone. */
async function isAbandoned(owner: string): Promise<boolean> {
  const visitor = connect(owner);
  try {
    await once(visitor, 'connect');
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ECONNREFUSED';
  } finally {
    visitor.destroy();
  }
}

/** Of this user, or not there. Folders of temporary files are everybody's. */
async function isOwn(file: string): Promise<boolean> {
  const found = await lstat(file).catch(() => undefined);
  return found === undefined || found.uid === process.getuid?.();
}

async function removeAbandoned(parent: string): Promise<void> {
  for (const name of await readdir(parent).catch(() => [])) {
    const owned = OWNED.exec(name)?.[1];
    if (owned === undefined) continue;
    const owner = path.join(parent, name);
    const left = path.join(parent, owned);
    try {
      if (!(await isOwn(owner)) || !(await isOwn(left)) || !(await isAbandoned(owner))) continue;
      await rm(left, { recursive: true, force: true });
      await rm(owner, { force: true });
    } catch {
      // What cannot be removed now is left to the next import.
    }
  }
}

function toPath(parent: string, purpose: string): string {
  return path.join(parent, `${purpose}-${HOST}-${randomBytes(6).toString('hex')}`);
}

/** The socket is there before what it is for, so that a kill at any moment leaves nothing behind that is nobody's. */
async function own(file: string, make?: () => Promise<unknown>): Promise<Temporary> {
  const stop = await listen(file + OWNER);
  try {
    await make?.();
  } catch (error) {
    await stop?.();
    throw error;
  }
  return {
    path: file,
    async remove() {
      await rm(file, { recursive: true, force: true });
      await stop?.();
    },
  };
}

/** A new folder that no other user can read; whatever killed imports have left in the same place is gone. */
export async function createTemporaryFolder(
  parent: string,
  purpose: 'import' | 'sqlite' | 'unpacked',
): Promise<Temporary> {
  await removeAbandoned(parent);
  const folder = toPath(parent, `whoasked-${purpose}`);
  return own(folder, () => mkdir(folder, { mode: 0o700 }));
}

/** The path of a file for standard input, which the caller writes; otherwise the same. */
export async function claimSpool(parent: string): Promise<Temporary> {
  await removeAbandoned(parent);
  return own(`${toPath(parent, 'stdin')}.spool`);
}

/** Files that were uploaded and wait for their import, each in a folder of its own with what its import writes beside it. */
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, utimes } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import path from 'node:path';
import { AppError } from '../errors.ts';
import { receiveBody } from './receive-body.ts';

/** An upload that nobody imports is removed after a day, or when there are so many. */
const MAX_AGE_MS = 24 * 3_600_000;
const MAX_WAITING = 100;

export type UploadedFile = {
  id: string;
  /** As the sender calls it, without folders. */
  name: string;
  path: string;
  octets: number;
  arrivedAt: number;
  /** An import waits for it or reads it. */
  isUsed: boolean;
};

export type Uploads = {
  /** Takes the body as a file. Throws AppError `upload-too-large`, `disk-full` and `busy`. */
  receive(body: IncomingMessage, name: string, modifiedAt: number | undefined): Promise<UploadedFile>;
  /** Throws AppError `not-found`. */
  get(id: string): UploadedFile;
  /** Settles when the file is gone; an unknown id is gone already. */
  remove(id: string): Promise<void>;
  /** The same at the sender's wish. Throws AppError `busy` where an import reads it. */
  discard(id: string): Promise<void>;
  close(): Promise<void>;
};

/** The last part of a path of any system, without what would garble a terminal or a header. */
function toPlainName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  return last.replace(/\p{C}/gu, '').trim().slice(0, 200) || 'upload';
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Removes what servers left that were killed. A container gives every server the same process id. */
async function removeAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const pid = Number.parseInt(name, 10);
    if (pid === process.pid || !isAlive(pid)) await rm(path.join(folder, name), { recursive: true, force: true });
  }
}

/** `folder` is shared by the servers of one data folder. */
export async function openUploads(folder: string, limit: number): Promise<Uploads> {
  await removeAbandoned(folder);
  const own = path.join(folder, `${process.pid}-${randomUUID()}`);
  const files = new Map<string, UploadedFile>();
  let arriving = 0;

  async function remove(id: string): Promise<void> {
    const file = files.get(id);
    files.delete(id);
    if (file) await rm(path.dirname(file.path), { recursive: true, force: true });
  }

  async function removeStale(): Promise<void> {
    const oldest = Date.now() - MAX_AGE_MS;
    const stale = [...files.values()].filter(({ arrivedAt, isUsed }) => !isUsed && arrivedAt < oldest);
    for (const { id } of stale) await remove(id);
  }

  return {
    async receive(body, name, modifiedAt) {
      await removeStale();
      if (files.size + arriving >= MAX_WAITING) {
        body.resume();
        throw new AppError('busy', `${MAX_WAITING} uploads wait for their import: import or cancel some first.`);
      }
      const id = randomUUID();
      const folderOfFile = path.join(own, id);
      await mkdir(folderOfFile, { recursive: true, mode: 0o700 });
      const file = path.join(folderOfFile, 'content');
      arriving += 1;
      let octets: number;
      try {
        octets = await receiveBody(body, file, limit);
      } catch (error) {
        await rm(folderOfFile, { recursive: true, force: true });
        throw error;
      } finally {
        arriving -= 1;
      }
      // Formats whose times have no year take it from here.
      if (modifiedAt !== undefined) await utimes(file, modifiedAt / 1000, modifiedAt / 1000);
      const upload = { id, name: toPlainName(name), path: file, octets, arrivedAt: Date.now(), isUsed: false };
      files.set(id, upload);
      return upload;
    },
    get(id) {
      const file = files.get(id);
      if (file) return file;
      throw new AppError('not-found', 'There is no such upload any more: send the file again.');
    },
    remove,
    async discard(id) {
      if (files.get(id)?.isUsed) throw new AppError('busy', 'The upload is being imported: cancel the import instead.');
      await remove(id);
    },
    async close() {
      files.clear();
      await rm(own, { recursive: true, force: true });
    },
  };
}

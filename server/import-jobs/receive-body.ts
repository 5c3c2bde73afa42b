/** Writes the body of a request to a file as it arrives: never more of it in memory than one piece. */
import { type FileHandle, open, rm, statfs } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import path from 'node:path';
import { AppError } from '../errors.ts';

/** A sender that is silent for this long has gone. */
const SILENT_MS = 120_000;
/** What a full disk is left, so that Neo4j beside it can still write. */
const RESERVE = 64 * 1024 * 1024;

function toSize(octets: number): string {
  return `${Math.round(octets / (1024 * 1024)).toLocaleString('en')} MB`;
}

function toTooLarge(limit: number): AppError {
  return new AppError('upload-too-large', `The file is larger than ${toSize(limit)}, which MAX_UPLOAD_MB allows.`);
}

function toWriteError(error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== 'ENOSPC' && code !== 'EDQUOT' && code !== 'EFBIG') return error;
  return new AppError('disk-full', 'The disk of the server is full; what had arrived of the file was removed.', {
    cause: error,
  });
}

/** Refuses at once what is known to be too large. */
async function checkAnnounced(body: IncomingMessage, file: string, limit: number): Promise<void> {
  const announced = Number(body.headers['content-length'] ?? 0);
  if (announced > limit) throw toTooLarge(limit);
  const { bavail, bsize } = await statfs(path.dirname(file));
  if (announced + RESERVE > bavail * bsize) {
    throw new AppError('disk-full', 'The disk of the server has no room for the file.');
  }
}

async function write(body: IncomingMessage, handle: FileHandle, limit: number): Promise<number> {
  let octets = 0;
  // The request outlives a failure, so that it can be answered.
  for await (const piece of body.iterator({ destroyOnReturn: false })) {
    octets += (piece as Buffer).length;
    if (octets > limit) throw toTooLarge(limit);
    await handle.appendFile(piece as Buffer);
  }
  return octets;
}

/**
 * Answers the number of octets. The file must not exist; it is readable by this user alone, and it is removed when the body does
 * not arrive whole. Throws AppError `upload-too-large` and `disk-full`.
 */
export async function receiveBody(body: IncomingMessage, file: string, limit: number): Promise<number> {
  body.setTimeout(SILENT_MS, () => body.destroy());
  try {
    await checkAnnounced(body, file, limit);
    const handle = await open(file, 'wx', 0o600);
    try {
      return await write(body, handle, limit);
    } finally {
      await handle.close();
    }
  } catch (error) {
    await rm(file, { force: true });
    // Read and thrown away: a browser shows an answer only once it has sent all.
    body.resume();
    throw toWriteError(error);
  } finally {
    body.setTimeout(0);
  }
}

/** Opens an input file: plain, gzip or Zstandard by its first octets; octets come out decompressed. */
import { createReadStream, createWriteStream, type ReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Decompress } from 'fzstd';
import { ImportError, TruncatedError } from './record.ts';
import { createTemporaryFolder, type Temporary } from './temporary.ts';
import { findZstdWindow } from './zstd-window.ts';

export type Source = {
  /** Throws ImportError where they are far more than the file, so that it must be a decompression bomb. */
  chunks: AsyncIterable<Buffer>;
  /** Octets of the file read so far, compressed as they are: progress is measured by them. */
  octetsRead(): number;
  /** Path of the decompressed content: the file itself, else a copy that `close` removes. */
  openFile(): Promise<string>;
  close(): Promise<void>;
};

const CHUNK_OCTETS = 256 * 1024;
/** Zstandard can unfold four octets to 128 KB: it is fed in small pieces, so that memory stays small. */
const ZSTD_PIECE_OCTETS = 1024;
/** No log unpacks to as many times its size; only beyond a size that does no harm is it asked. */
const MAX_EXPANSION = 200;
const FREE_OCTETS = 256 * 1024 ** 2;
const MAX_WINDOW = 128 * 1024 ** 2;

function toReadError(file: string, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT') return new ImportError(`There is no file ${file}.`);
  if (code === 'EACCES' || code === 'EPERM') return new ImportError(`${file} may not be read by this user.`);
  if (code === 'EISDIR') return new ImportError(`${file} is a folder; name the files in it.`);
  return error;
}

/** Size in octets; ImportError where there is nothing to read. */
export async function getFileSize(file: string): Promise<number> {
  try {
    const found = await stat(file);
    if (found.isDirectory()) throw new ImportError(`${file} is a folder; name the files in it.`);
    if (!found.isFile()) throw new ImportError(`${file} is no regular file; pipe it in and name - as the file.`);
    return found.size;
  } catch (error) {
    throw toReadError(file, error);
  }
}

async function readBeginning(file: string): Promise<Buffer> {
  try {
    const handle = await open(file);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(18), 0, 18, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw toReadError(file, error);
  }
}

async function readMagic(file: string): Promise<string> {
  return (await readBeginning(file)).toString('hex', 0, 4);
}

/** Other unpackers refuse a larger window too, unless told; ours would take hours. */
async function checkWindow(file: string): Promise<void> {
  const window = findZstdWindow(await readBeginning(file));
  if (window === undefined || window <= MAX_WINDOW) return;
  throw new ImportError(
    `${file} needs ${Math.ceil(window / 1024 ** 2)} MB of memory to unpack; unpack it with zstd -d --long=31 and import that.`,
  );
}

const GZIP = '1f8b';
const ZSTANDARD = '28b52ffd';

export async function isCompressed(file: string): Promise<boolean> {
  const magic = await readMagic(file);
  return magic.startsWith(GZIP) || magic === ZSTANDARD;
}

async function* gunzip(input: ReadStream): AsyncGenerator<Buffer> {
  const gunzipper = createGunzip({ chunkSize: CHUNK_OCTETS });
  input.on('error', (error) => gunzipper.destroy(error));
  try {
    for await (const chunk of input.pipe(gunzipper)) yield chunk;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code === 'Z_BUF_ERROR') throw new TruncatedError('the gzip file ends early', { cause: error });
    if (code.startsWith('Z_')) throw new TruncatedError('the gzip file is damaged', { cause: error });
    throw error;
  } finally {
    // A reader that stops early ends the decompressor, not what feeds it.
    input.destroy();
  }
}

async function* unzstd(input: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const out: Buffer[] = [];
  const decompress = new Decompress((chunk) => {
    if (chunk.length > 0) out.push(Buffer.from(chunk));
  });
  try {
    for await (const chunk of input) {
      for (let at = 0; at < chunk.length; at += ZSTD_PIECE_OCTETS) {
        // fzstd keeps what it is given: a view of a pooled buffer would change under it.
        decompress.push(Uint8Array.from(chunk.subarray(at, at + ZSTD_PIECE_OCTETS)));
        while (out.length > 0) yield out.shift() as Buffer;
      }
    }
    decompress.push(new Uint8Array(0), true);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall !== undefined) throw error;
    throw new TruncatedError('the Zstandard file ends early or is damaged', { cause: error });
  }
  yield* out;
}

/** Ends what unpacks without end before it fills a disk or a day. */
async function* limit(file: string, input: ReadStream, chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let octets = 0;
  for await (const chunk of chunks) {
    octets += chunk.length;
    if (octets > FREE_OCTETS && octets > MAX_EXPANSION * input.bytesRead) {
      throw new ImportError(
        `${file} unpacks to more than ${MAX_EXPANSION} times its size, as no log does; if it is one, unpack it and import that.`,
      );
    }
    yield chunk;
  }
}

function openChunks(file: string, magic: string): { input: ReadStream; chunks: AsyncIterable<Buffer> } {
  const input = createReadStream(file, { highWaterMark: CHUNK_OCTETS });
  const unpacked = magic.startsWith(GZIP) ? gunzip(input) : magic === ZSTANDARD ? unzstd(input) : undefined;
  return { input, chunks: unpacked ? limit(file, input, unpacked) : input };
}

/** The caller closes it. Throws ImportError where there is nothing to read. */
export async function openSource(file: string): Promise<Source> {
  await getFileSize(file);
  const magic = await readMagic(file);
  if (magic === ZSTANDARD) await checkWindow(file);
  const { input, chunks } = openChunks(file, magic);
  let folder: Temporary | undefined;
  return {
    chunks,
    octetsRead: () => input.bytesRead,
    async openFile() {
      if (!(await isCompressed(file))) return file;
      folder ??= await createTemporaryFolder(os.tmpdir(), 'unpacked');
      const copy = path.join(folder.path, 'content');
      await pipeline(openChunks(file, magic).chunks, createWriteStream(copy, { mode: 0o600 }));
      return copy;
    },
    async close() {
      input.destroy();
      await folder?.remove();
    },
  };
}

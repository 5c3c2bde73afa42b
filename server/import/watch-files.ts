/** Imports files again whenever they have changed, until it is told to stop. */
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ImportError } from './record.ts';

/** A pass over large files is not repeated at once: reading is at most a fifth of the time. */
const REST_FACTOR = 4;

export type Watch = {
  /** Which files there are now. */
  find(): Promise<string[]>;
  /** Imports what is new in the file. */
  importFile(file: string): Promise<void>;
  /** At least this long between two passes. */
  everyMs: number;
  signal: AbortSignal;
};

/** Regular files of a folder in the order of their last change, so that a rotated log comes before the one begun anew. */
export async function findFilesIn(folder: string): Promise<string[]> {
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const fault = code === 'ENOENT' ? 'There is no folder' : code === 'ENOTDIR' ? 'This is no folder:' : 'Cannot read';
    throw new ImportError(`${fault} ${folder}.`);
  }
  const found: { file: string; changed: number }[] = [];
  for (const name of names) {
    if (name.startsWith('.') || name.endsWith('.rejected.jsonl')) continue;
    const file = path.join(folder, name);
    const state = await stat(file).catch(() => undefined);
    if (state?.isFile()) found.push({ file, changed: state.mtimeMs });
  }
  return found.sort((a, b) => a.changed - b.changed || (a.file < b.file ? -1 : 1)).map(({ file }) => file);
}

/** What tells that a file has changed; undefined where it is gone, as a log is for a moment while it is rotated. */
async function readState(file: string): Promise<string | undefined> {
  const found = await stat(file, { bigint: true }).catch(() => undefined);
  return found && `${found.dev} ${found.ino} ${found.size} ${found.mtimeNs}`;
}

/** Goes on until the signal is given. What `importFile` throws ends it. */
export async function watchFiles({ find, importFile, everyMs, signal }: Watch): Promise<void> {
  const states = new Map<string, string>();
  while (!signal.aborted) {
    const started = performance.now();
    for (const file of await find()) {
      if (signal.aborted) return;
      const state = await readState(file);
      if (state === undefined || states.get(file) === state) continue;
      await importFile(file);
      states.set(file, state);
    }
    const rest = Math.max(everyMs, (performance.now() - started) * REST_FACTOR);
    await sleep(rest, undefined, { signal }).catch(() => undefined);
  }
}

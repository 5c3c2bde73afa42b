/** Keeps rejected lines beside the input as `FILE.rejected.jsonl`: one `{line, reason, text}` each. */
import { closeSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { toWriteError } from './write-error.ts';

/** A longer line is cut in the file of rejected lines; its number leads to the rest. */
const MAX_TEXT = 10_000;
const FLUSH_AT = 64 * 1024;

export type RejectedFile = {
  add(line: number, reason: string, text: string): void;
  /** The path, if any line was rejected. Throws ImportError, as `add` does, where the disk is full. */
  close(): string | undefined;
};

/** `fallbackFolder` takes the file where the input's own folder cannot be written. */
export function createRejectedFile(file: string, fallbackFolder: string): RejectedFile {
  let handle: number | undefined;
  let target: string | undefined;
  let waiting = '';

  function openTarget(): number {
    const beside = `${file}.rejected.jsonl`;
    try {
      target = beside;
      return openSync(beside, 'w');
    } catch {
      mkdirSync(fallbackFolder, { recursive: true });
      target = path.join(fallbackFolder, path.basename(beside));
      return openSync(target, 'w');
    }
  }

  function flush(): void {
    const text = waiting;
    waiting = '';
    try {
      handle ??= openTarget();
      writeFileSync(handle, text);
    } catch (error) {
      throw toWriteError(error, `The list of rejected lines ${target}`, 'move the file to a folder on another disk');
    }
  }

  return {
    add(line, reason, text) {
      const cut = text.length > MAX_TEXT;
      const entry = { line, reason, text: cut ? text.slice(0, MAX_TEXT) : text, ...(cut ? { cut: text.length } : {}) };
      waiting += `${JSON.stringify(entry)}\n`;
      if (waiting.length > FLUSH_AT) flush();
    },
    close() {
      try {
        if (waiting !== '') flush();
      } finally {
        if (handle !== undefined) closeSync(handle);
      }
      // What an earlier run of the same file rejected is out of date.
      if (handle === undefined) rmSync(`${file}.rejected.jsonl`, { force: true });
      return target;
    },
  };
}

/** Keeps rejected lines beside the input as `FILE.rejected.jsonl`: one `{line, reason, text}` each. */
import { closeSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { withholdText } from './client-privacy.ts';
import { toWriteError } from './write-error.ts';

/** A longer line is cut in the file of rejected lines; its number leads to the rest. */
const MAX_TEXT = 10_000;
const FLUSH_AT = 64 * 1024;

export type RejectedFile = {
  add(line: number, reason: string, text: string): void;
  /** The path, if any line was rejected. Throws ImportError, as `add` does, where the disk is full. */
  close(): string | undefined;
};

/**
 * `fallbackFolder` takes the file where the input's own folder cannot be written. `withhold`: the row's text is not kept
 * and its reason quotes nothing of it, for imports that must not leave clients' addresses behind.
 */
export function createRejectedFile(file: string, fallbackFolder: string, withhold = false): RejectedFile {
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

  function write(entry: Record<string, unknown>): void {
    waiting += `${JSON.stringify(entry)}\n`;
    if (waiting.length > FLUSH_AT) flush();
  }

  return {
    add(line, reason, text) {
      if (withhold) {
        write({ line, reason: withholdText(reason), text: '', withheld: true });
        return;
      }
      const cut = text.length > MAX_TEXT;
      write({ line, reason, text: cut ? text.slice(0, MAX_TEXT) : text, ...(cut ? { cut: text.length } : {}) });
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

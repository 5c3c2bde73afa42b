/** Keeps rejected lines beside the input as `FILE.rejected.jsonl`: one `{line, reason, text}` each. */
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';

/** A longer line is cut in the file of rejected lines; its number leads to the rest. */
const MAX_TEXT = 10_000;
const FLUSH_AT = 64 * 1024;

export type RejectedFile = {
  add(line: number, reason: string, text: string): void;
  /** The path, if any line was rejected. */
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
    handle ??= openTarget();
    writeSync(handle, waiting);
    waiting = '';
  }

  return {
    add(line, reason, text) {
      const cut = text.length > MAX_TEXT;
      const entry = { line, reason, text: cut ? text.slice(0, MAX_TEXT) : text, ...(cut ? { cut: text.length } : {}) };
      waiting += `${JSON.stringify(entry)}\n`;
      if (waiting.length > FLUSH_AT) flush();
    },
    close() {
      if (waiting !== '') flush();
      if (handle !== undefined) closeSync(handle);
      // What an earlier run of the same file rejected is out of date.
      else rmSync(`${file}.rejected.jsonl`, { force: true });
      return target;
    },
  };
}

/** Keeps the rejected lines of uploaded files, by the import's id in the ledger, so that they can be downloaded later. */
import { access, chmod, mkdir, readdir, rename } from 'node:fs/promises';
import path from 'node:path';

const SUFFIX = '.jsonl';
const IMPORT_ID = /^[0-9a-f]{32}$/;

export type RejectedLines = {
  /** Moves the file here and answers its new path. */
  keep(importId: string, file: string): Promise<string>;
  /** The path of what was kept, undefined where nothing was. */
  find(importId: string): Promise<string | undefined>;
  list(): Promise<string[]>;
};

/** What a download is called: `dns.log.rejected.jsonl`. */
export function toKeptName(file: string): string {
  return `${path.basename(file)}.rejected${SUFFIX}`;
}

export function createRejectedLines(folder: string): RejectedLines {
  const toPath = (importId: string) => path.join(folder, `${importId}${SUFFIX}`);
  return {
    async keep(importId, file) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await chmod(file, 0o600);
      await rename(file, toPath(importId));
      return toPath(importId);
    },
    async find(importId) {
      if (!IMPORT_ID.test(importId)) return undefined;
      return access(toPath(importId)).then(
        () => toPath(importId),
        () => undefined,
      );
    },
    async list() {
      const names = await readdir(folder).catch(() => []);
      return names.filter((name) => name.endsWith(SUFFIX)).map((name) => name.slice(0, -SUFFIX.length));
    },
  };
}

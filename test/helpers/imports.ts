/** What tests of the import share: a folder for their files, and the database, empty before each test. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, inject } from 'vitest';
import { importFiles } from '../../server/import/import-files.ts';
import type { ImportOptions, OnProgress } from '../../server/import/import-options.ts';
import { setUpDatabase } from './database.ts';
import { toEnvironment } from './import-process.ts';

/** Runs the import with what stops it after the batch of this number. */
export async function stopAfter(
  batches: number,
  run: (options: ImportOptions, onProgress: OnProgress) => Promise<unknown>,
): Promise<void> {
  const stop = new AbortController();
  let seen = 0;
  const watch: OnProgress = ({ phase }) => {
    if (phase !== 'writing') return;
    seen += 1;
    if (seen > batches) stop.abort();
  };
  await expect(run({ signal: stop.signal }, watch)).rejects.toThrow(/cancelled/);
}

/** The folder, which says what the tests are about, is removed after all tests of the file. */
export function setUpImports(about: string) {
  const folder = mkdtempSync(path.join(os.tmpdir(), `whoasked-${about}-`));
  const database = setUpDatabase();
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return {
    database,
    folder,
    /** Where the command imports to, and what it leaves behind. */
    environment: { ...toEnvironment(inject('neo4j')), DATA_DIR: folder },
    /** The path of a file of the folder with this content, or of these lines. */
    write(name: string, content: string | Buffer | readonly string[]): string {
      const file = path.join(folder, name);
      writeFileSync(file, Array.isArray(content) ? `${content.join('\n')}\n` : (content as string | Buffer));
      return file;
    },
    importAll: (files: readonly string[], options: ImportOptions = {}, onProgress?: OnProgress) =>
      importFiles(database, files, { rejectedFolder: folder, ...options }, onProgress),
  };
}

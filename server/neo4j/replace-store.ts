/**
 * Puts a store that was made beside the real one into its place. All of it lies below `bulk/` in the home folder, so that
 * a process that is killed at any moment leaves either the old store or, once the marker is there, the new one.
 */
import { existsSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/** The one database that a Community server has beside its system database. */
export const DATABASE = 'neo4j';

const KINDS = ['databases', 'transactions'];

/** The home of the import tool, with a `data` folder of its own. */
export function findBulkHome(home: string): string {
  return path.join(home, 'bulk');
}

function findMarker(home: string): string {
  return path.join(findBulkHome(home), 'complete');
}

/** Makes the folder anew and answers where the files to be loaded go. */
export async function createBulkHome(home: string): Promise<string> {
  const bulkHome = findBulkHome(home);
  await rm(bulkHome, { recursive: true, force: true });
  const files = path.join(bulkHome, 'files');
  for (const folder of [files, path.join(bulkHome, 'conf')]) await mkdir(folder, { recursive: true, mode: 0o700 });
  return files;
}

/** Replaces the store by the one that the tool has completed. Neither may be in use. */
export async function replaceStore(home: string): Promise<void> {
  const marker = await open(findMarker(home), 'w', 0o600);
  await marker.sync();
  await marker.close();
  await finishReplacing(home);
}

/** Ends what a killed process may have left: a store that is complete takes its place, any other is removed. */
export async function finishReplacing(home: string): Promise<void> {
  const bulkHome = findBulkHome(home);
  if (existsSync(findMarker(home))) {
    const old = path.join(bulkHome, 'old');
    await mkdir(old, { recursive: true, mode: 0o700 });
    for (const kind of KINDS) {
      const made = path.join(bulkHome, 'data', kind, DATABASE);
      const used = path.join(home, 'data', kind, DATABASE);
      if (!existsSync(made)) continue;
      if (existsSync(used)) await rename(used, path.join(old, kind));
      await rename(made, used);
    }
    await rm(findMarker(home), { force: true });
  }
  await rm(bulkHome, { recursive: true, force: true });
}

/** run.json: where the supervisor of a data folder listens and what it runs. Mode 0600, as it holds the token. */
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { writePrivateFile } from './configure.ts';

export const RunFile = z.strictObject({
  /** The supervisor. */
  pid: z.int(),
  port: z.int(),
  token: z.string(),
  version: z.string(),
  boltPort: z.int(),
  neo4jPid: z.int().optional(),
});
export type RunFile = z.infer<typeof RunFile>;

/** The folder of the managed server below DATA_DIR. */
export function findHome(dataDir: string): string {
  return path.join(dataDir, 'neo4j');
}

/** Undefined when there is none or none that can be read: nobody runs, or somebody died while writing. */
export function readRunFile(home: string): RunFile | undefined {
  try {
    return RunFile.parse(JSON.parse(readFileSync(path.join(home, 'run.json'), 'utf8')));
  } catch {
    return undefined;
  }
}

export async function writeRunFile(home: string, run: RunFile): Promise<void> {
  await writePrivateFile(path.join(home, 'run.json'), JSON.stringify(run));
}

export async function removeRunFile(home: string): Promise<void> {
  await rm(path.join(home, 'run.json'), { force: true });
}

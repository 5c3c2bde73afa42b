/** Runs one way of a comparison in a process of its own, with nothing of the others in its memory. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Connection } from '../../../server/graph/database.ts';
import type { ImportSummary } from '../../../shared/import-summary.ts';

export type Way = 'dry-run' | 'import' | 'create';

/** Seconds begin once the process has loaded its modules and prepared what is not to be measured. */
export type WayResult = { seconds: number; summary?: ImportSummary };

/** The environment in which a process of ours finds this Neo4j. */
export function toEnvironment({ uri, user, password, database }: Connection): NodeJS.ProcessEnv {
  const name = database === undefined ? {} : { NEO4J_DATABASE: database };
  return { ...process.env, NEO4J_URI: uri, NEO4J_USER: user, NEO4J_PASSWORD: password, ...name };
}

/** Rows that are prepared beforehand need room. */
const HEAP_MB = 8192;

export async function runWay(way: Way, file: string, connection: Connection): Promise<WayResult> {
  const script = fileURLToPath(new URL('way-process.ts', import.meta.url));
  const heap = way === 'create' ? [`--max-old-space-size=${HEAP_MB}`] : [];
  const args = [...heap, '--import', 'tsx', script, way, file];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env: toEnvironment(connection) });
  return JSON.parse(stdout) as WayResult;
}

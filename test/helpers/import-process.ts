/** The import command as a process of its own, to be killed or to be kept short of disk. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type Connection, type Database, readRecords } from '../../server/graph/database.ts';
import { ROOT } from './source-tree.ts';

export type Ended = { code: number | null; signal: NodeJS.Signals | null; out: string; err: string };

export type ImportProcess = { child: ChildProcess; ended: Promise<Ended> };

export function toEnvironment({ uri, user, password }: Connection): NodeJS.ProcessEnv {
  return { NEO4J_URI: uri, NEO4J_USER: user, NEO4J_PASSWORD: password };
}

/** `limitKb`: no file may become larger (`ulimit -f`), as on a disk that is full. */
export function startImport(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  { limitKb, input }: { limitKb?: number; input?: string } = {},
): ImportProcess {
  const command = [process.execPath, '--import', 'tsx', 'scripts/import.ts', ...args];
  const limited =
    limitKb === undefined ? command : ['bash', '-c', `ulimit -f ${limitKb}; exec "$@"`, 'bash', ...command];
  const [program = '', ...rest] = limited;
  const child = spawn(program, rest, { cwd: ROOT, env: { ...process.env, ...env } });
  const output = { out: '', err: '' };
  child.stdout?.on('data', (chunk) => {
    output.out += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    output.err += chunk;
  });
  // A process that ends before it has read all of its input.
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(input ?? '');
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal, ...output }));
  return { child, ended };
}

/** Batches that are in Neo4j, of imports that are not done. */
export async function countCommits(database: Database): Promise<number> {
  const [record] = await readRecords<{ commits: bigint }>(
    database,
    'MATCH (lane:_Lane) RETURN sum(lane.position) AS commits',
  );
  return Number(record?.get('commits') ?? 0n);
}

/** What is left of the bookkeeping when every import is done: `done` for each, and no lane. */
export async function readLedger(database: Database): Promise<{ statuses: string[]; lanes: number; holders: number }> {
  const [record] = await readRecords<{ statuses: string[]; lanes: bigint; holders: bigint }>(
    database,
    `RETURN
       COLLECT { MATCH (entry:_Import) RETURN entry.status ORDER BY entry.id } AS statuses,
       COUNT { (:_Lane) } AS lanes,
       COUNT { MATCH (dataset:_Dataset) WHERE dataset.holder IS NOT NULL } AS holders`,
  );
  if (!record) throw new Error('Neo4j answered nothing.');
  const { statuses, lanes, holders } = record.toObject();
  return { statuses, lanes: Number(lanes), holders: Number(holders) };
}

/** Batches of a log of `toZeekLog(12_000)`, about. */
export const BATCHES = 8;

/** Few repeats and many pairs, so that an import takes many batches. `network`: of the clients, 198.18.0.0 or 198.19.0.0. */
export function toZeekLog(rows: number, network: 18 | 19 = 18): string {
  const lines = Array.from({ length: rows }, (_, at) => {
    const client = `198.${network}.${at % 200}.${(at * 7) % 250}`;
    const answers = at % 3 ? `203.0.113.${at % 200}` : `c${at % 50}.alpha.example,203.0.113.${at % 200}`;
    const name = `n${(at * 13) % 9_973}.alpha.example`;
    return `${1_772_438_400 + (at % 90_000)}.5\t${client}\t53\t${name}\tA\tNOERROR\t${answers}\n`;
  });
  return `#separator \\x09\n#fields\tts\tid.orig_h\tid.resp_p\tquery\tqtype_name\trcode_name\tanswers\n${lines.join('')}`;
}

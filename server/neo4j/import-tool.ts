/** `neo4j-admin database import full`, which makes a store from files without a running server. */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Memory } from './configure.ts';
import { findServerProblem } from './problems.ts';
import { findProcesses } from './processes.ts';
import { DATABASE, findBulkHome } from './replace-store.ts';
import { findLogs, type Launch, toJavaArguments } from './server-process.ts';

/** On the command line of each import tool, so that one whose supervisor was killed is found. */
function toMark(home: string): string {
  return `-Dwhoasked.bulk=${findBulkHome(home)}`;
}

/** Every import tool that runs on this home, whoever started it. */
export function findImportTools(home: string): number[] {
  return findProcesses(`${toMark(home)} `, 'org.neo4j.cli.AdminTool');
}

export type ImportTool = { kill(): void; ended: Promise<void> };

/**
 * Loads the files of the folder into a new store below `bulk/`. `args` name them, and what each holds. `ended` rejects
 * with a sentence where the tool fails, its output is in the log folder.
 */
export function startImportTool(launch: Launch, memory: Memory, folder: string, args: readonly string[]): ImportTool {
  const { home, java, version } = launch;
  const bulkHome = findBulkHome(home);
  const logFile = path.join(findLogs(home), 'bulk-import.log');
  const output = openSync(logFile, 'w', 0o600);
  let child: ChildProcess;
  try {
    child = spawn(
      java,
      [
        ...toJavaArguments(launch),
        `-Xmx${memory.heapMb}m`,
        '-XX:+UseParallelGC',
        toMark(home),
        'org.neo4j.cli.AdminTool',
        'database',
        'import',
        'full',
        ...args,
        '--bad-tolerance=0',
        '--id-type=string',
        '--high-parallel-io=on',
        `--max-off-heap-memory=${memory.heapMb + memory.pageCacheMb}m`,
        `--report-file=${path.join(findLogs(home), 'bulk-import.report')}`,
        DATABASE,
      ],
      {
        cwd: folder,
        stdio: ['ignore', output, output],
        env: { ...process.env, NEO4J_HOME: bulkHome, NEO4J_CONF: path.join(bulkHome, 'conf') },
      },
    );
  } finally {
    closeSync(output);
  }
  const code = new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  const ended = code.then(async (found) => {
    if (found === 0) return;
    const known = findServerProblem(await readFile(logFile, 'utf8'), version, home);
    throw new Error(known ?? `neo4j-admin ended with code ${found}: see ${logFile} for the reason.`);
  });
  return { kill: () => void child.kill('SIGKILL'), ended };
}

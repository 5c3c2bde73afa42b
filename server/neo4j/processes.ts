/** Processes of this machine: who lives, what it runs, how it is ended. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return readProcessState(pid) !== 'Z';
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** The processes of this user whose command line holds each of the given texts. */
export function findProcesses(...texts: string[]): number[] {
  return listCommandLines()
    .filter(({ commandLine }) => texts.every((text) => commandLine.includes(text)))
    .map(({ pid }) => pid);
}

/** Asks the process to end, then insists. Returns once it is gone. */
export async function stopProcess(pid: number, patienceMs: number): Promise<void> {
  signal(pid, 'SIGTERM');
  const deadline = Date.now() + patienceMs;
  while (isRunning(pid)) {
    if (Date.now() > deadline) signal(pid, 'SIGKILL');
    await wait(100);
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended by itself meanwhile.
  }
}

/** A killed child whose parent has not looked yet is a zombie (`Z`): it runs no more. Linux only. */
function readProcessState(pid: number): string | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2)[0];
  } catch {
    return undefined;
  }
}

function listCommandLines(): { pid: number; commandLine: string }[] {
  if (process.platform === 'linux') {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => {
        try {
          const commandLine = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
          return [{ pid: Number(name), commandLine }];
        } catch {
          return [];
        }
      });
  }
  const output = execFileSync('ps', ['-axww', '-o', 'pid=,command='], { encoding: 'utf8', maxBuffer: 64e6 });
  return output.split('\n').flatMap((line) => {
    const match = /^\s*(\d+) (.*)$/.exec(line);
    return match ? [{ pid: Number(match[1]), commandLine: match[2] ?? '' }] : [];
  });
}

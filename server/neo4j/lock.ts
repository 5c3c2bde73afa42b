/**
 * One supervisor per data folder. The lock is the file `lock.N` with the highest N. A lock whose holder is dead is never
 * deleted to be made again (two starters could each delete the other's new one): the next one creates `lock.N+1`,
 * which only one can, and then removes the older ones.
 */
import { linkSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { findProcesses } from './processes.ts';

const Holder = z.object({ pid: z.int(), id: z.string() });

/**
 * Takes the lock, or answers undefined when a living process holds it. `id` is a text on the holder's command line, so
 * that another process with the same number is not taken for it. The answer gives the lock back.
 */
export function takeLock(home: string, id: string): (() => void) | undefined {
  const found = listGenerations(home);
  if (found.some((generation) => isHeld(home, generation))) return undefined;
  const mine = Math.max(0, ...found) + 1;
  if (!createLock(home, mine, id)) return undefined;
  const release = () => rmSync(toFile(home, mine), { force: true });
  const others = listGenerations(home).filter((generation) => generation !== mine);
  if (others.some((generation) => generation > mine || isHeld(home, generation))) {
    release();
    return undefined;
  }
  for (const generation of others) rmSync(toFile(home, generation), { force: true });
  return release;
}

/** False when another process was faster. Linked, so that the file is never seen without its content. */
function createLock(home: string, generation: number, id: string): boolean {
  const unfinished = path.join(home, `unfinished-lock.${process.pid}`);
  writeFileSync(unfinished, JSON.stringify({ pid: process.pid, id }), { mode: 0o600 });
  try {
    linkSync(unfinished, toFile(home, generation));
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(unfinished, { force: true });
  }
}

/** A file that is gone was given back. */
function isHeld(home: string, generation: number): boolean {
  try {
    const { pid, id } = Holder.parse(JSON.parse(readFileSync(toFile(home, generation), 'utf8')));
    return findProcesses(id).includes(pid);
  } catch {
    return false;
  }
}

function toFile(home: string, generation: number): string {
  return path.join(home, `lock.${generation}`);
}

function listGenerations(home: string): number[] {
  return readdirSync(home).flatMap((name) => {
    const match = /^lock\.(\d+)$/.exec(name);
    return match ? [Number(match[1])] : [];
  });
}

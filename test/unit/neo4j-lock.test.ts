import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeLock } from '../../server/neo4j/lock.ts';
import { stopProcess } from '../../server/neo4j/processes.ts';

let home: string;
let holder: ChildProcess;
const id = randomBytes(12).toString('hex');

beforeEach(async () => {
  home = mkdtempSync(path.join(os.tmpdir(), 'whoasked-lock-'));
  holder = spawn(process.execPath, ['-e', 'console.log("up"); setInterval(() => {}, 1000)', id], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await new Promise((resolve) => holder.stdout?.once('data', resolve));
});

afterEach(async () => {
  if (holder.pid) await stopProcess(holder.pid, 5_000);
  rmSync(home, { recursive: true });
});

function writeLock(generation: number, content: object): void {
  writeFileSync(path.join(home, `lock.${generation}`), JSON.stringify(content));
}

describe('takeLock', () => {
  it('takes a free lock and gives it back', () => {
    const release = takeLock(home, id);
    expect(readdirSync(home)).toEqual(['lock.1']);
    release?.();
    expect(readdirSync(home)).toEqual([]);
  });

  it('leaves a lock whose holder lives', () => {
    writeLock(3, { pid: holder.pid, id });
    expect(takeLock(home, id)).toBeUndefined();
    expect(readdirSync(home)).toEqual(['lock.3']);
  });

  it('leaves a living holder of an older lock', () => {
    writeLock(2, { pid: holder.pid, id });
    writeLock(3, { pid: 2 ** 22 + 1, id });
    expect(takeLock(home, id)).toBeUndefined();
  });

  it('follows a holder that is dead', async () => {
    writeLock(3, { pid: holder.pid, id });
    await stopProcess(holder.pid ?? 0, 5_000);
    expect(takeLock(home, id)).toBeTypeOf('function');
    expect(readdirSync(home)).toEqual(['lock.4']);
  });

  it('does not take another process with the number of a dead holder for it', () => {
    writeLock(1, { pid: holder.pid, id: randomBytes(12).toString('hex') });
    expect(takeLock(home, id)).toBeTypeOf('function');
  });
});

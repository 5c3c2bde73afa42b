/** What an import keeps on disk goes with it, and what a killed one has left goes when the next one begins. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimSpool, createTemporaryFolder } from '../../server/import/temporary.ts';
import { startImport } from '../helpers/import-process.ts';
import { ROOT } from '../helpers/source-tree.ts';

const root = mkdtempSync(path.join(os.tmpdir(), 'whoasked-temporary-'));
const folder = path.join(root, 'tmp');
const children: ChildProcess[] = [];

beforeEach(() => mkdirSync(folder));
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});
afterAll(() => rmSync(root, { recursive: true }));

function launch(args: string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', ...args], { cwd: ROOT, env: { ...process.env, ...env } });
  children.push(child);
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  if (child.signalCode === null) await once(child, 'exit');
  expect(child.signalCode).toBe('SIGKILL');
}

/** A process that keeps a folder and a file, and where they lie. */
async function startOwner(): Promise<{ child: ChildProcess; kept: string[] }> {
  const child = launch(['test/helpers/temporary-owner.ts', folder]);
  const [line] = await once(child.stdout ?? child, 'data');
  return { child, kept: JSON.parse(String(line)) };
}

async function makeAndRemove(): Promise<void> {
  const own = await createTemporaryFolder(folder, 'import');
  await own.remove();
}

describe('a temporary folder', () => {
  it('is for its user alone, and nothing is left of it', async () => {
    const own = await createTemporaryFolder(folder, 'import');
    expect(statSync(own.path).mode & 0o777).toBe(0o700);
    writeFileSync(path.join(own.path, 'run'), 'rows');
    const spool = await claimSpool(folder);
    writeFileSync(spool.path, 'input');
    await own.remove();
    await spool.remove();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('stays while its process lives, also where it does nothing, and goes once it is killed', async () => {
    const { child, kept } = await startOwner();
    child.kill('SIGSTOP');
    await makeAndRemove();
    expect(kept.map(existsSync)).toEqual([true, true]);
    await kill(child);
    expect(kept.map(existsSync)).toEqual([true, true]);
    await makeAndRemove();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('of this process stays', async () => {
    const own = await createTemporaryFolder(folder, 'import');
    await makeAndRemove();
    expect(existsSync(own.path)).toBe(true);
    await own.remove();
  });

  it('of another machine, or of which it is not known whose it is, stays', async () => {
    const { child, kept } = await startOwner();
    await kill(child);
    const [left = ''] = kept;
    const elsewhere = left.replace(/-[\da-f]{8}-/, '-00000000-');
    renameSync(left, elsewhere);
    renameSync(`${left}.owner`, `${elsewhere}.owner`);
    const unowned = left.replace(/\w+$/, '000000000000');
    const foreign = path.join(folder, 'whoasked-import-abcdef');
    for (const name of [unowned, foreign]) mkdirSync(name);
    await makeAndRemove();
    expect([elsewhere, unowned, foreign].map(existsSync)).toEqual([true, true, true]);
  });

  it('is there also where a path is too long for a socket', async () => {
    const deep = path.join(folder, 'd'.repeat(100));
    mkdirSync(deep);
    const own = await createTemporaryFolder(deep, 'import');
    expect(readdirSync(folder, { recursive: true })).toEqual([path.basename(deep), path.relative(folder, own.path)]);
    await own.remove();
    expect(readdirSync(deep)).toEqual([]);
  });
});

describe('the command, killed', () => {
  const log = path.join(root, 'large.csv');
  const rows = Array.from({ length: 300_000 }, (_, at) => `198.51.100.7,n${at}.alpha.example,${1772438400 + at}\n`);
  writeFileSync(log, `client,name,time\n${rows.join('')}`);
  const small = path.join(root, 'small.csv');
  writeFileSync(small, 'client,name,time\n198.51.100.7,a.alpha.example,1772438400\n');

  /** tsx keeps something there too. */
  const listKept = () => readdirSync(folder).filter((name) => !name.startsWith('tsx-'));

  /** Kills the command once it keeps something of this name. */
  async function killWhileItKeeps(args: string[], kept: RegExp): Promise<void> {
    const child = launch(['scripts/import.ts', '--dry-run', ...args], { TMPDIR: folder, DATA_DIR: folder });
    while (!readdirSync(folder).some((name) => kept.test(name))) await wait(2);
    await kill(child);
    expect(readdirSync(folder).filter((name) => kept.test(name))).toHaveLength(1);
  }

  it.each([
    ['a file', [log], /^whoasked-import-[\w-]+$/],
    ['standard input', ['-'], /^stdin-[\w-]+\.spool$/],
  ])('over %s leaves nothing that the next one does not remove', async (_, args, kept) => {
    await killWhileItKeeps(args, kept);
    const options = { TMPDIR: folder, DATA_DIR: folder };
    for (const next of [[small], ['-']]) {
      const { code, err } = await startImport(['--dry-run', ...next], options, { input: 'client,name,time\n' }).ended;
      expect({ code, err }).toMatchObject({ code: 0 });
    }
    expect(listKept()).toEqual([]);
  });
});

/** `npm start` as a user runs it: what it says when it cannot start, and that a signal stops all of it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { findServers } from '../../server/neo4j/server-process.ts';
import { ROOT } from '../helpers/source-tree.ts';

const dataDir = mkdtempSync(path.join(realpathSync(os.tmpdir()), 'whoasked-start-'));
const { uri, user, password } = inject('neo4j');

type Run = { child: ChildProcess; output: () => string; ended: Promise<number | null> };

function run(command: string, args: string[], env: Record<string, string>): Run {
  const child = spawn(command, args, {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, HOST: '127.0.0.1', PORT: '0', SAMPLE: '0', DATA_DIR: dataDir, NEO4J_URI: '', ...env },
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
  }
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return { child, output: () => text, ended };
}

function runServer(env: Record<string, string>): Run {
  return run(process.execPath, ['--import', 'tsx', 'server/index.ts'], env);
}

async function waitFor(text: string, { child, output, ended }: Run): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const look = () => {
      if (output().includes(text)) resolve();
    };
    child.stdout?.on('data', look);
    void ended.then((code) => reject(new Error(`It ended with code ${code}:\n${output()}`)));
  });
}

beforeAll(async () => {
  const build = run(process.execPath, ['--import', 'tsx', 'scripts/build-client.ts'], {});
  expect([await build.ended, build.output()]).toEqual([0, expect.any(String)]);
}, 180_000);

afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

describe('the server says in one sentence', { timeout: 120_000 }, () => {
  it.each([
    ['every bad variable', { PORT: 'x', SAMPLE: '2' }, /^Bad environment: PORT .*; SAMPLE /],
    [
      'that nobody answers at NEO4J_URI',
      { NEO4J_URI: 'bolt://127.0.0.1:1', NEO4J_PASSWORD: 'x' },
      /does not answer \(.*unset NEO4J_URI/,
    ],
    [
      'that Neo4j refuses the password',
      { NEO4J_URI: uri, NEO4J_USER: user, NEO4J_PASSWORD: 'wrong' },
      /refused the user neo4j: check NEO4J_USER/,
    ],
    [
      'that there is no such database',
      { NEO4J_URI: uri, NEO4J_USER: user, NEO4J_PASSWORD: password, NEO4J_DATABASE: 'nowhere' },
      /correct NEO4J_URI or NEO4J_DATABASE/,
    ],
    ['that HOST is no address of this machine', { HOST: '192.0.2.1' }, /^192\.0\.2\.1 is no address of this machine/],
  ])('%s', async (_, env, sentence) => {
    const { ended, output } = runServer(env as Record<string, string>);
    expect(await ended).toBe(1);
    const lines = output()
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('Connecting to '));
    expect(lines).toEqual([expect.stringMatching(sentence)]);
  });

  it('that the port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const { ended, output } = runServer({ PORT: String(port) });
    expect(await ended).toBe(1);
    expect(output()).toContain(`Port ${port} of 127.0.0.1 is taken`);
    other.close();
  });
});

describe('npm start', { timeout: 240_000 }, () => {
  it('starts all of it, and a SIGTERM stops all of it', async () => {
    const start = run('npm', ['start'], {});
    await waitFor('Whoasked is ready at http://127.0.0.1:', start);
    const url = /ready at (http:\S+)/.exec(start.output())?.[1];
    expect(await (await fetch(`${url}/api/health`)).json()).toMatchObject({ status: 'ok' });
    const page = await (await fetch(`${url}/`)).text();
    expect(page).toContain('<div id="root">');
    start.child.kill('SIGTERM');
    expect(await start.ended).toBe(0);
    expect(findServers(path.join(dataDir, 'neo4j'))).toEqual([]);
  });
});

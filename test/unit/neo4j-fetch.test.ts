/** The fetch with a stand-in for `mvn`, so that it can be slow, broken or cut off. */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fetchServer } from '../../server/neo4j/fetch.ts';

const VERSION = '5.26.30';
const { PATH } = process.env;
let root: string;

beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'whoasked-fetch-'));
  mkdirSync(path.join(root, 'bin'));
});

afterEach(() => {
  process.env.PATH = PATH;
  rmSync(root, { recursive: true });
});

/** `$out` is the folder the jars are wanted in. */
function setMaven(...lines: string[]): void {
  const script = [
    '#!/bin/sh',
    'for each; do case $each in -DoutputDirectory=*) out=$(echo "$each" | cut -d= -f2-);; esac; done',
    ...lines,
  ];
  const file = path.join(root, 'bin/mvn');
  writeFileSync(file, `${script.join('\n')}\n`);
  chmodSync(file, 0o755);
  process.env.PATH = `${path.join(root, 'bin')}${path.delimiter}${PATH}`;
}

const COPY_JARS = ['mkdir -p "$out"', 'touch "$out/a.jar" "$out/b.jar"'];

function fetch(): Promise<string> {
  return fetchServer({ version: VERSION, cacheDir: path.join(root, 'cache'), onProgress: () => {} });
}

function listCache(): string[] {
  return readdirSync(path.join(root, 'cache'));
}

describe('fetchServer', () => {
  it('fetches once', async () => {
    setMaven(...COPY_JARS);
    const folder = await fetch();
    expect(readdirSync(folder).sort()).toEqual(['a.jar', 'b.jar', 'complete.json']);
    setMaven('exit 1');
    expect(await fetch()).toBe(folder);
    expect(listCache()).toEqual([`neo4j-${VERSION}`]);
  });

  it('leaves nothing behind when Maven fails halfway', async () => {
    setMaven(...COPY_JARS, 'echo "[ERROR] Could not transfer artifact x: Connection refused"', 'exit 1');
    await expect(fetch()).rejects.toThrow('cannot be reached');
    expect(listCache()).toEqual([]);
  });

  it.each([
    ['without its marker', (folder: string) => rmSync(path.join(folder, 'complete.json'))],
    ['with a jar missing', (folder: string) => rmSync(path.join(folder, 'a.jar'))],
  ])('does not take a folder %s', async (_, damage) => {
    setMaven(...COPY_JARS);
    const folder = await fetch();
    damage(folder);
    expect(await fetch()).toBe(folder);
    expect(readdirSync(folder).sort()).toEqual(['a.jar', 'b.jar', 'complete.json']);
  });

  it('removes what a killed fetch left, and leaves one that runs', async () => {
    const dead = path.join(root, 'cache', `.neo4j-${VERSION}.${2 ** 22 + 1}.0123abcd`);
    const running = path.join(root, 'cache', `.neo4j-${VERSION}.${process.pid}.0123abcd`);
    for (const folder of [dead, running]) mkdirSync(folder, { recursive: true });
    setMaven(...COPY_JARS);
    await fetch();
    expect(existsSync(dead)).toBe(false);
    expect(existsSync(running)).toBe(true);
  });

  it('gives two at once the same whole folder', async () => {
    setMaven(...COPY_JARS, 'sleep 0.2');
    const [one, other] = await Promise.all([fetch(), fetch()]);
    expect(one).toBe(other);
    expect(listCache()).toEqual([`neo4j-${VERSION}`]);
  });

  it('says what to do without Maven', async () => {
    process.env.PATH = path.join(root, 'bin');
    await expect(fetch()).rejects.toThrow(/^Maven, .* cannot be run: install it .*`docker compose up`.* NEO4J_URI/);
  });
});

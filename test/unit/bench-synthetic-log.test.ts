/** The benchmarks' log is the same every time, names nobody, and has the repetition it promises. */
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGrowingDay, SEED, writeSparseLog } from '../../scripts/bench/import/synthetic-log.ts';
import { createPairs, createPermutation, toDayShape } from '../../scripts/bench/import/synthetic-pairs.ts';
import { importFiles } from '../../server/import/import-files.ts';
import { findRealNames } from '../helpers/reserved.ts';

const ROWS = 20_000;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'whoasked-bench-test-'));
});

afterAll(() => rm(folder, { recursive: true }));

async function write(name: string, seed: number): Promise<string> {
  const file = path.join(folder, name);
  await writeSparseLog(file, ROWS, seed);
  return file;
}

async function toSha256(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
}

async function readPairs(file: string): Promise<Set<string>> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Set(
    lines.map((line) => {
      const cells = line.split('\t');
      return `${cells[2]} ${cells[9]}`;
    }),
  );
}

function countBy(pairs: readonly (readonly [number, number])[], end: 0 | 1): number[] {
  const counts = new Map<number, number>();
  for (const pair of pairs) counts.set(pair[end], (counts.get(pair[end]) ?? 0) + 1);
  return [...counts.values()].sort((a, b) => b - a);
}

describe('a log with hardly any repetition', () => {
  it('is the same for the same seed, and another for another', async () => {
    const [one, same, other] = [await write('one', SEED), await write('same', SEED), await write('other', SEED + 1)];
    expect(await toSha256(same)).toBe(await toSha256(one));
    expect(await toSha256(other)).not.toBe(await toSha256(one));
  });

  it('has 1.7 pairs to 2 rows and names nobody', async () => {
    const file = await write('counted', SEED);
    const [summary] = await importFiles(undefined, [file], { dryRun: true });
    expect(summary).toMatchObject({ format: 'zeek-tsv', read: ROWS, accepted: ROWS, pairs: 17_000, names: 9_000 });
    expect(summary?.firstSeen?.slice(0, 13)).toBe('2026-02-03T00');
    expect(summary?.lastSeen?.slice(0, 13)).toBe('2026-02-03T23');
    expect(findRealNames((await readFile(file, 'utf8')).slice(0, 200_000))).toEqual([]);
  });

  it('promises what the issue asks for at its full size', () => {
    expect(toDayShape(2_000_000)).toEqual({ pairs: 1_700_000, names: 900_000, clients: 131_072 });
  });

  it('has busy clients and busy names, and most names of one client', () => {
    const shape = toDayShape(200_000);
    const { toPair } = createPairs(shape, SEED);
    const pairs = Array.from({ length: shape.pairs }, (_, pair) => toPair(pair));
    const [clients, names] = [countBy(pairs, 0), countBy(pairs, 1)];
    expect(new Set(pairs.map(([client, name]) => client * shape.names + name)).size).toBe(shape.pairs);
    expect(clients[0]).toBeGreaterThan(1_000);
    expect(names[0]).toBeGreaterThan(500);
    expect(names.filter((count) => count === 1).length / names.length).toBeGreaterThan(0.4);
    expect(pairs.every(([client]) => client < shape.clients)).toBe(true);
  });
});

describe('a day that grows', () => {
  it('has three hours with known pairs and new ones that nobody else has', async () => {
    const day = createGrowingDay(10_000, 1_000);
    expect(day).toMatchObject({ known: 600, added: 400 });
    const file = path.join(folder, 'day');
    await day.writeDay(file);
    const seen = await readPairs(file);
    expect(seen.size).toBe(10_000);
    for (const hour of [21, 22, 23] as const) {
      await day.writeHour(file, hour);
      const pairs = await readPairs(file);
      expect(pairs.size).toBe(1_000);
      expect([...pairs].filter((pair) => seen.has(pair))).toHaveLength(600);
      for (const pair of pairs) seen.add(pair);
    }
  });
});

describe('a permutation', () => {
  it.each([1, 2, 5, 16, 1_000, 65_537])('of %i numbers has each once', (size) => {
    const order = createPermutation(size, SEED);
    expect(new Set(Array.from({ length: size }, (_, index) => order(index)))).toEqual(
      new Set(Array.from({ length: size }, (_, index) => index)),
    );
  });
});

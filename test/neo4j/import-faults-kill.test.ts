/** `kill -9` of the importer at moments drawn by a seed: the totals are those of one clean import, every time. */
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Random } from '../../server/sample/random.ts';
import { clearDatabase } from '../helpers/database.ts';
import { chooseRounds, runRound } from '../helpers/fault-rounds.ts';
import {
  BATCHES,
  countCommits,
  type ImportProcess,
  readLedger,
  startImport,
  toZeekLog,
} from '../helpers/import-process.ts';
import { setUpImports } from '../helpers/imports.ts';
import { readGraph } from '../helpers/read-graph.ts';

const ROWS = chooseRounds(6_000, 30_000);
const KILLS = chooseRounds(2, 40);
const PAIRED_KILLS = chooseRounds(2, 10);
/** A machine that does nothing else takes a tenth. */
const PATIENCE_MS = 180_000;

const { database, folder, environment, write, importAll } = setUpImports('kills');
const first = write('first.log', toZeekLog(ROWS));
const second = write('second.log', toZeekLog(ROWS / 2, 19));

function start(file: string, dataset = 'sensor-1'): ImportProcess {
  return startImport(['--dataset', dataset, file], { ...environment, TMPDIR: folder });
}

async function readClean(imports: readonly (readonly [file: string, dataset: string])[]): Promise<string[]> {
  for (const [file, dataset] of imports) await importAll([file], { dataset });
  const graph = await readGraph(database);
  await clearDatabase(database);
  return graph;
}

/** Kills the process once this many batches are in, a moment later; answers false where it has ended before. */
async function killAfter({ child, ended }: ImportProcess, random: Random): Promise<boolean> {
  const commits = random.below(BATCHES);
  const moment = random.below(120);
  // What was in before this process began may be enough: then the moment is one of its start.
  if (commits > 0) while (child.exitCode === null && (await countCommits(database)) < commits) await wait(3);
  else await wait(random.below(2_500));
  await wait(moment);
  child.kill('SIGKILL');
  const { code, signal, err } = await ended;
  if (signal !== 'SIGKILL') expect(code, err).toBe(0);
  return signal === 'SIGKILL';
}

async function finish(file: string, dataset?: string): Promise<void> {
  const { code, err } = await start(file, dataset).ended;
  expect(code, err).toBe(0);
}

it(`killed ${KILLS} times, an import ends with the totals of a clean one`, {
  timeout: KILLS * PATIENCE_MS,
}, async () => {
  const clean = await readClean([[first, 'sensor-1']]);
  let kills = 0;
  for (let round = 0; kills < KILLS; round += 1) {
    await runRound('kill the importer', round, async (random) => {
      const killed = await killAfter(start(first), random);
      if (killed) kills += 1;
      if (killed && kills < KILLS && random.below(4) > 0) return;
      await finish(first);
      expect(await readLedger(database)).toEqual({ statuses: ['done'], lanes: 0, holders: 0 });
      expect(await readGraph(database)).toEqual(clean);
      await clearDatabase(database);
    });
  }
});

it.each([
  ['one data set', 'sensor-1'],
  ['two data sets of the same names', 'sensor-2'],
])(
  `two importers at once into %s, one of them killed, end with the same totals`,
  {
    timeout: PAIRED_KILLS * PATIENCE_MS,
  },
  async (_, other) => {
    const clean = await readClean([
      [first, 'sensor-1'],
      [second, other],
    ]);
    for (let round = 0; round < PAIRED_KILLS / 2; round += 1) {
      await runRound(`kill one of two, ${other}`, round, async (random) => {
        const survivor = start(second, other);
        await killAfter(start(first), random);
        const { code, err } = await survivor.ended;
        expect(code, err).toBe(0);
        await finish(first);
        expect(await readLedger(database)).toEqual({ statuses: ['done', 'done'], lanes: 0, holders: 0 });
        expect(await readGraph(database)).toEqual(clean);
        await clearDatabase(database);
      });
    }
  },
);

it('stops on Ctrl-C with a sentence, and goes on when it is run again', { timeout: PATIENCE_MS * 2 }, async () => {
  const clean = await readClean([[first, 'sensor-1']]);
  const { child, ended } = start(first);
  while (child.exitCode === null && (await countCommits(database)) < 2) await wait(3);
  child.kill('SIGINT');
  const { code, err } = await ended;
  expect({ code, err }).toEqual({
    code: 1,
    err: expect.stringMatching(/The import was cancelled; the same import goes on where it stopped\.\n$/),
  });
  expect(await readLedger(database)).toMatchObject({ statuses: ['interrupted'], holders: 0 });
  expect(await countCommits(database)).toBeGreaterThanOrEqual(2);
  await finish(first);
  expect(await readGraph(database)).toEqual(clean);
});

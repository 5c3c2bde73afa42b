/** Disks that take no more: one sentence says what could not be written, nothing is half-counted, and with room it goes on. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseConfig } from '../../server/config.ts';
import { closeDatabase, openDatabase } from '../../server/graph/database.ts';
import { ensureSchema } from '../../server/graph/ensure-schema.ts';
import { startManagedNeo4j } from '../../server/neo4j/managed.ts';
import { findProcesses } from '../../server/neo4j/processes.ts';
import { findHome } from '../../server/neo4j/run-file.ts';
import { clearDatabase } from '../helpers/database.ts';
import { IS_LONG } from '../helpers/fault-rounds.ts';
import { readLedger, startImport, toZeekLog } from '../helpers/import-process.ts';
import { setUpImports } from '../helpers/imports.ts';
import { readGraph } from '../helpers/read-graph.ts';

const TIMEOUT = 300_000;
const DATASET = 'zeek-dns';
const { database, folder, environment: own, write, importAll } = setUpImports('disk');
const temporary = path.join(folder, 'temporary');
const environment = { ...own, TMPDIR: temporary };

beforeEach(() => mkdirSync(temporary));
afterEach(() => rmSync(temporary, { recursive: true, force: true }));

async function expectNothingWritten(): Promise<void> {
  expect(await readGraph(database)).toEqual([]);
  expect((await readLedger(database)).statuses).not.toContain('done');
}

/** The same again with room: as if nothing had happened. */
async function expectTotalsOf(file: string, args: readonly string[], input?: string): Promise<void> {
  const { code, err } = await startImport(args, environment, input === undefined ? {} : { input }).ended;
  expect(code, err).toBe(0);
  expect(await readLedger(database)).toEqual({ statuses: ['done'], lanes: 0, holders: 0 });
  const found = await readGraph(database);
  await clearDatabase(database);
  await importAll([file], { dataset: DATASET });
  expect(found).toEqual(await readGraph(database));
}

const LOG = toZeekLog(6_000);
/** Above what is worth threads, which count into files on disk: it takes two cores. */
const LARGE = LOG + LOG.replace(/^#.*\n/gm, '').repeat(40);

describe('a file that may not grow', () => {
  it('of what does not fit into memory', { timeout: TIMEOUT }, async () => {
    const file = write('large.log', LARGE);
    const { code, err } = await startImport([file], environment, { limitKb: 500 }).ended;
    expect({ code, err }).toEqual({
      code: 1,
      err: expect.stringContaining(
        `What does not fit into memory, in ${temporary}, cannot be written: it is larger than a file may be. ` +
          'Free some space, or set TMPDIR to a folder on another disk, and import again.\n',
      ),
    });
    expect(readdirSync(temporary).filter((name) => name.startsWith('whoasked-'))).toEqual([]);
    await expectNothingWritten();
    await expectTotalsOf(file, [file]);
  });

  it('of rejected lines', { timeout: TIMEOUT }, async () => {
    const file = write('bad.log', `${toZeekLog(2_000)}${`${'no row '.repeat(40)}\n`.repeat(5_000)}`);
    const { code, err } = await startImport([file], environment, { limitKb: 500 }).ended;
    expect({ code, err }).toEqual({
      code: 1,
      err: expect.stringContaining(
        `The list of rejected lines ${file}.rejected.jsonl cannot be written: it is larger than a file may be. ` +
          'Free some space, or move the file to a folder on another disk, and import again.\n',
      ),
    });
    await expectNothingWritten();
    await expectTotalsOf(file, [file]);
  });

  it('of standard input', { timeout: TIMEOUT }, async () => {
    const input = LOG;
    const args = ['--dataset', DATASET, '-'];
    const { code, err } = await startImport(args, environment, { limitKb: 200, input }).ended;
    expect({ code, err }).toEqual({
      code: 1,
      err: expect.stringMatching(
        /^Standard input, in .*\.spool, cannot be written: it is larger than a file may be\. Free some space, or set DATA_DIR to a folder on another disk, and import again\.\n$/,
      ),
    });
    expect(readdirSync(folder).filter((name) => name.endsWith('.spool'))).toEqual([]);
    await expectNothingWritten();
    await expectTotalsOf(write('input.log', input), args, input);
  });
});

/** A disk of this size, for the tests of the group. */
function mountFor(disk: string, size: string): void {
  beforeAll(() => {
    mkdirSync(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', disk]);
  });
  afterAll(() => {
    if (existsSync(disk)) execFileSync('umount', [disk]);
  });
}

/** The long form has real disks that are full: it needs Linux and the right to mount. */
describe.each(IS_LONG ? ['1m'] : [])('a disk of %s', (size) => {
  const disk = path.join(folder, 'disk');

  mountFor(disk, size);

  it('takes no runs', { timeout: TIMEOUT }, async () => {
    const file = write('large.log', LARGE);
    const { code, err } = await startImport([file], { ...environment, TMPDIR: disk }).ended;
    expect({ code, err }).toMatchObject({ code: 1, err: expect.stringMatching(/, in .*disk, .*: the disk is full\./) });
    await expectNothingWritten();
    await expectTotalsOf(file, [file]);
  });

  it('takes no standard input', { timeout: TIMEOUT }, async () => {
    const input = LOG;
    const args = ['--dataset', DATASET, '-'];
    const { code, err } = await startImport(args, { ...environment, DATA_DIR: disk }, { input }).ended;
    expect({ code, err }).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^Standard input, .*: the disk is full\./),
    });
    // The loader of TypeScript keeps a cache where temporary files go.
    expect(readdirSync(disk).filter((name) => !name.startsWith('tsx-'))).toEqual([]);
    await expectNothingWritten();
    await expectTotalsOf(write('input.log', input), args, input);
  });
});

/** Free space that is left where Neo4j needs more than once for what the log holds. */
const LEFT_OCTETS = 4 * 1024 ** 2;

describe.each(IS_LONG ? ['3g'] : [])('a disk of %s under Neo4j', (size) => {
  const disk = path.join(folder, 'disk-of-neo4j');
  const dataDir = path.join(disk, 'data');
  const filler = path.join(disk, 'filler');

  mountFor(disk, size);

  it('that is full ends the import with a sentence; with room it goes on', { timeout: TIMEOUT * 2 }, async () => {
    const file = write('many.log', toZeekLog(60_000));
    await importAll([file], { dataset: DATASET });
    const clean = await readGraph(database);
    const managed = { ...environment, NEO4J_URI: '', DATA_DIR: dataDir };
    const importMany = () => startImport(['--no-bulk', file], managed).ended;
    const { neo4jVersion: version } = parseConfig(process.env);
    const startNeo4j = () => startManagedNeo4j({ dataDir, version, onProgress: () => undefined });
    const neo4j = await startNeo4j();
    const own = openDatabase(neo4j.connection);
    try {
      await ensureSchema(own);
      const { bavail, bsize } = statfsSync(disk);
      execFileSync('fallocate', ['-l', String(bavail * bsize - LEFT_OCTETS), filler]);
      const full = await importMany();
      expect(full).toMatchObject({ code: 1, err: expect.stringMatching(/disk is full|Neo4j/) });
      expect(full.err).not.toMatch(/\n\s+at /);
      rmSync(filler);
    } finally {
      await closeDatabase(own);
      await neo4j.release();
    }
    const { code, err } = await importMany();
    expect(code, err).toBe(0);
    const again = await startNeo4j();
    const found = openDatabase(again.connection);
    try {
      expect(await readGraph(found)).toEqual(clean);
    } finally {
      await closeDatabase(found);
      await again.release();
    }
    const home = findHome(dataDir);
    while (findProcesses('supervisor.ts', JSON.stringify(home)).length > 0) await wait(100);
  });
});

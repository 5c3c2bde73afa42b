/** Databases that grow in place, live or between two imports: the totals are those of one clean import of all rows. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import type { Database as SqliteDatabase } from 'node-sqlite3-wasm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listImports } from '../../server/graph/list-imports.ts';
import type { ImportOptions, OnProgress } from '../../server/import/import-options.ts';
import { loadSqlite } from '../../server/import/sqlite-copy.ts';
import { clearDatabase } from '../helpers/database.ts';
import { IS_LONG } from '../helpers/fault-rounds.ts';
import { readLedger } from '../helpers/import-process.ts';
import { setUpImports, stopAfter } from '../helpers/imports.ts';
import { addPiholeRows, type PiholeRow, writePiholeFile } from '../helpers/pihole.ts';
import { readGraph } from '../helpers/read-graph.ts';

const { Database } = loadSqlite();
const { database, folder, importAll } = setUpImports('continued');

/** Many names, so that there are several batches of names and of lookups. */
function toRows(from: number, to: number): PiholeRow[] {
  return Array.from({ length: to - from }, (_, index) => {
    const at = from + index;
    const domain = `n${(at * 7) % 2003}.alpha.example`;
    return {
      timestamp: 1_772_438_400 + at * 7,
      type: 1 + (at % 2),
      domain,
      client: `198.51.100.${at % 230}`,
      reply: 4,
    };
  });
}

const FILE = path.join(folder, 'pihole-FTL.db');
let writer: SqliteDatabase;

/** A database of rows, the last of which are in its write-ahead journal, and which its writer has open. */
function openWriter(file: string, rows: readonly PiholeRow[]): SqliteDatabase {
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
  writePiholeFile(file, rows);
  const opened = new Database(file);
  opened.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0');
  return opened;
}

function addRows(rows: readonly PiholeRow[]): void {
  writer.exec('BEGIN');
  addPiholeRows(writer, rows);
  writer.exec('COMMIT');
}

/** Moves what the journal holds into the file. */
function checkpoint(): void {
  writer.all('PRAGMA wal_checkpoint(TRUNCATE)');
}

beforeEach(() => {
  writer = openWriter(FILE, toRows(0, 1500));
});

afterEach(() => writer.close());

const importFile = (options: ImportOptions = {}, onProgress?: OnProgress) => importAll([FILE], options, onProgress);

/** Stops after the batch of this number. */
async function interrupt(batches: number): Promise<void> {
  await stopAfter(batches, importFile);
  expect((await listImports(database)).at(-1)).toMatchObject({ status: 'interrupted' });
}

/** What one clean import of these rows leaves behind; every import that led here is done. */
async function expectCleanGraph(rows: number, imports: number): Promise<void> {
  const found = await readGraph(database);
  expect(await readLedger(database)).toEqual({ statuses: Array(imports).fill('done'), lanes: 0, holders: 0 });
  await clearDatabase(database);
  const clean = path.join(folder, 'clean.db');
  rmSync(clean, { force: true });
  writePiholeFile(clean, toRows(0, rows));
  await importAll([clean]);
  expect(found).toEqual(await readGraph(database));
}

const GROWTHS: [string, () => void][] = [
  ['in its journal', () => undefined],
  ['in its file', checkpoint],
];

describe('a database that has grown', () => {
  it.each(GROWTHS)('%s goes on behind the last row', async (_, settle) => {
    expect(await importFile()).toMatchObject([{ read: 1500, alreadyImported: false }]);
    addRows(toRows(1500, 2300));
    settle();
    expect(await importFile()).toMatchObject([{ read: 800, alreadyImported: false }]);
    addRows(toRows(2300, 2600));
    expect(await importFile()).toMatchObject([{ read: 300, alreadyImported: false }]);
    expect(await importFile()).toMatchObject([{ read: 300, alreadyImported: true }]);
    checkpoint();
    expect(await importFile()).toMatchObject([{ read: 300, alreadyImported: true }]);
    await expectCleanGraph(2600, 3);
  });

  it('is not counted again where an older copy of it comes', async () => {
    checkpoint();
    await importFile();
    addRows(toRows(1500, 2300));
    await importFile();
    writer.close();
    writer = openWriter(FILE, toRows(0, 1500));
    expect(await importFile()).toMatchObject([{ read: 1500, alreadyImported: true }]);
    await expectCleanGraph(2300, 2);
  });
});

describe('an import that stopped', () => {
  for (const [where, settle] of GROWTHS) {
    it.each(IS_LONG ? [0, 1, 2] : [1])(
      `behind batch %i is finished first when the database has grown ${where}`,
      async (batches) => {
        await interrupt(batches);
        addRows(toRows(1500, 2600));
        settle();
        expect(await importFile()).toMatchObject([
          { read: 1500, alreadyImported: false },
          { read: 1100, alreadyImported: false },
        ]);
        await expectCleanGraph(2600, 2);
      },
    );
  }

  it('before its first batch is begun anew', async () => {
    const stop: OnProgress = ({ phase }) => {
      if (phase === 'writing') throw new Error('stopped');
    };
    await expect(importFile({}, stop)).rejects.toThrow('stopped');
    expect(await listImports(database)).toMatchObject([{ status: 'interrupted' }]);
    addRows(toRows(1500, 2600));
    expect(await importFile()).toMatchObject([{ read: 2600 }]);
    await expectCleanGraph(2600, 1);
  });

  it('is finished alone where nothing has been added', async () => {
    await interrupt(2);
    expect(await importFile()).toMatchObject([{ read: 1500, alreadyImported: false }]);
    await expectCleanGraph(1500, 1);
  });

  it('twice, as a later part of its database, is finished too', async () => {
    await importFile();
    addRows(toRows(1500, 2300));
    await interrupt(0);
    addRows(toRows(2300, 2600));
    await interrupt(0);
    checkpoint();
    expect(await importFile()).toMatchObject([{ read: 800 }, { read: 300 }]);
    await expectCleanGraph(2600, 3);
  });

  it('is finished where rows of earlier imports have been deleted', async () => {
    await importFile();
    addRows(toRows(1500, 2300));
    await interrupt(1);
    writer.run('DELETE FROM query_storage WHERE id <= 1500');
    addRows(toRows(2300, 2600));
    expect(await importFile()).toMatchObject([{ read: 800 }, { read: 300 }]);
    await expectCleanGraph(2600, 3);
  });

  it.each([
    ['the first of its rows are deleted', 'DELETE FROM query_storage WHERE id < 20'],
    ['its last row is deleted', 'DELETE FROM query_storage WHERE id = 1500'],
    ['one of its rows is another', 'UPDATE query_storage SET domain = 1 WHERE id = 70'],
  ])('is not finished with other rows where %s', async (_, change) => {
    await interrupt(2);
    const before = await readGraph(database);
    writer.exec(change);
    addRows(toRows(1500, 2600));
    await expect(importFile()).rejects.toThrow(/pihole-FTL\.db .*--remove-dataset pihole/);
    expect(await readGraph(database)).toEqual(before);
    expect(await listImports(database)).toMatchObject([{ status: 'interrupted' }]);
  });

  it('goes on only under the same options', async () => {
    await interrupt(2);
    const truncate = { clients: { type: 'truncate', 4: 24, 6: 48 } } as const;
    await expect(importFile(truncate)).rejects.toThrow(/under other options/);
    await importFile();
    await expectCleanGraph(1500, 1);
  });
});

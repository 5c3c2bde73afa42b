import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Database as SqliteDatabase } from 'node-sqlite3-wasm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { getFormat } from '../../../server/import/formats.ts';
import type { KeptRange } from '../../../server/import/record.ts';
import { loadSqlite, openSqliteCopy } from '../../../server/import/sqlite-copy.ts';
import {
  addPiholeRows,
  PIHOLE_RECORDS,
  PIHOLE_ROWS,
  type PiholeRow,
  toPiholeDatabase,
  writePiholeFile,
} from '../../helpers/pihole.ts';
import { collectRecords, NO_OPTIONS } from './collect-records.ts';

const { Database } = loadSqlite();
const format = getFormat('pihole-sqlite');
const [FIRST, SECOND, THIRD] = PIHOLE_ROWS as [PiholeRow, PiholeRow, PiholeRow];

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'whoasked-pihole-test-'));
  file = path.join(folder, 'pihole-FTL.db');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function toContent(rows: readonly PiholeRow[]): Buffer {
  return toPiholeDatabase((target) => writePiholeFile(target, rows));
}

/** Reads behind the states of times before, and answers what it keeps for the next. */
async function readAfter(content: Buffer, after: (string | undefined)[] = [], until?: string) {
  let range: KeptRange | undefined;
  const notes: string[] = [];
  const keep = (kept: KeptRange) => {
    range = kept;
  };
  const states = after.filter((state) => state !== undefined);
  const options = { ...NO_OPTIONS, after: states, keep, note: (text: string) => notes.push(text) };
  const { records, counts } = await collectRecords(
    format,
    content,
    until === undefined ? options : { ...options, until },
  );
  return { records, read: counts.read, after: range?.after, kept: range?.until, notes, counts };
}

describe('a database that grows', () => {
  it('is read from where the last import ended', async () => {
    const first = await readAfter(toContent([FIRST, SECOND]));
    expect(first.records).toEqual(PIHOLE_RECORDS.slice(0, 2));
    const second = await readAfter(toContent([FIRST, SECOND, THIRD]), [first.kept]);
    expect(second.records).toEqual(PIHOLE_RECORDS.slice(2, 3));
    expect(second.read).toBe(1);
    const third = await readAfter(toContent([FIRST, SECOND, THIRD]), [second.kept, first.kept]);
    expect(third).toMatchObject({ read: 0, after: second.kept, kept: second.kept });
  });

  it('is read whole where it is another one', async () => {
    const { kept } = await readAfter(toContent([FIRST, SECOND]));
    const other = await readAfter(toContent([FIRST, THIRD, SECOND]), [kept]);
    expect(other.read).toBe(3);
    expect(other.notes).toEqual(['another database than the last time, read whole']);
  });

  it('is read whole where it begins anew', async () => {
    const { kept } = await readAfter(toContent([FIRST, SECOND, THIRD]));
    expect((await readAfter(toContent([THIRD]), [kept])).read).toBe(1);
  });

  it('is read behind the last state it has where it went back to an older copy', async () => {
    const first = await readAfter(toContent([FIRST, SECOND]));
    const second = await readAfter(toContent([FIRST, SECOND, THIRD]), [first.kept]);
    const other = await readAfter(toContent([FIRST, SECOND, FIRST]), [second.kept, first.kept]);
    expect(other).toMatchObject({ read: 1, after: first.kept, notes: ['rows of the last import, passed over'] });
  });

  it('is read up to where an earlier import ended', async () => {
    const first = await readAfter(toContent([FIRST]));
    const second = await readAfter(toContent([FIRST, SECOND]), [first.kept]);
    const grown = toContent([FIRST, SECOND, THIRD]);
    const again = await readAfter(grown, [first.kept], second.kept);
    expect(again).toMatchObject({ read: 1, after: first.kept, kept: second.kept });
    expect(again.records).toEqual(PIHOLE_RECORDS.slice(1, 2));
    const changed = await readAfter(toContent([FIRST, { ...SECOND, reply: 7 }, THIRD]), [first.kept], second.kept);
    expect(changed.read).toBe(1);
    expect(changed.kept).not.toBe(second.kept);
  });

  it('keeps nothing while there is nothing', async () => {
    expect(await readAfter(toContent([]))).toMatchObject({ read: 0, kept: undefined });
  });
});

describe('older databases', () => {
  it('have one table, without types of replies', async () => {
    const content = toPiholeDatabase((target) => {
      const database = new Database(target);
      database.exec(`CREATE TABLE queries (id INTEGER PRIMARY KEY AUTOINCREMENT, timestamp INTEGER NOT NULL,
        type INTEGER NOT NULL, status INTEGER NOT NULL, domain TEXT NOT NULL, client TEXT NOT NULL, forward TEXT)`);
      const insert = 'INSERT INTO queries (timestamp, type, status, domain, client) VALUES (1772438400, 1, 2, ?, ?)';
      database.run(insert, ['Alpha.example', '198.51.100.7']);
      database.close();
    });
    const { records } = await collectRecords(format, content);
    expect(records).toEqual([['lookup', '198.51.100.7', 'alpha.example', 1772438400, 'A', '', 1]]);
  });

  it('may have texts beside numbers', async () => {
    const content = toPiholeDatabase((target) => {
      writePiholeFile(target, [FIRST]);
      const database = new Database(target);
      database.exec(`INSERT INTO query_storage (timestamp, type, status, domain, client)
        VALUES (1772438400, 1, 2, 'beta.example', '198.51.100.9')`);
      database.close();
    });
    const { records } = await collectRecords(format, content);
    expect(records[1]).toEqual(['lookup', '198.51.100.9', 'beta.example', 1772438400, 'A', '', 1]);
  });
});

it('rows whose texts are gone are accounted for', async () => {
  const rows = [
    { ...FIRST, domain: null },
    { ...FIRST, client: null },
  ];
  const { counts } = await collectRecords(format, toContent(rows));
  expect(Object.fromEntries(counts.leftOut)).toEqual({ 'no name': 1, 'client without an address': 1 });
});

it('another SQLite database is refused', async () => {
  const content = toPiholeDatabase((target) => {
    const database = new Database(target);
    database.exec('CREATE TABLE other (id INTEGER)');
    database.close();
  });
  await expect(collectRecords(format, content)).rejects.toThrow(/no table query_storage or queries/);
});

it('a file that is no database is refused', async () => {
  await expect(collectRecords(format, 'text '.repeat(100))).rejects.toThrow(/no SQLite database/);
});

it('a database with a damaged page is read as far as possible', async () => {
  const rows = Array.from({ length: 500 }, (_, i) => ({ ...FIRST, domain: `h${i}.example` }));
  const content = toContent(rows);
  const whole = Buffer.from(content);
  content.fill(0xff, content.length - 20 * 1024);
  const { counts, records, kept } = await readAfter(content);
  expect(counts.incomplete).toMatch(/^the database is damaged behind row \d+: /);
  expect(records.length).toBe(counts.accepted);
  expect((await readAfter(whole, [kept])).read).toBe(500 - records.length);
});

describe('a database that another program has open', () => {
  function countRows(database: SqliteDatabase): unknown {
    return database.get('SELECT count(*) AS n FROM query_storage')?.n;
  }

  it('is read with what is in its write-ahead journal, and nothing is left beside it', async () => {
    writePiholeFile(file, [FIRST]);
    const writer = new Database(file);
    writer.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0');
    addPiholeRows(writer, [SECOND, THIRD]);
    const before = readdirSync(folder);
    expect(before).toContain('pihole-FTL.db-wal');
    const { database, lacksJournal, close } = await openSqliteCopy(file);
    expect(countRows(database)).toBe(3);
    expect(lacksJournal).toBe(false);
    await close();
    expect(readdirSync(folder)).toEqual(before);

    const copy = path.join(folder, 'copy.db');
    copyFileSync(file, copy);
    const without = await openSqliteCopy(copy);
    expect(without.lacksJournal).toBe(true);
    await without.close();
    writer.close();
  });

  it('is waited for while a change is not finished', async () => {
    writePiholeFile(file, [FIRST]);
    const writer = new Database(file);
    writer.exec('PRAGMA cache_size = 1; BEGIN');
    addPiholeRows(
      writer,
      Array.from({ length: 300 }, (_, i) => ({ ...SECOND, domain: `h${i}.example` })),
    );
    expect(readdirSync(folder)).toContain('pihole-FTL.db-journal');
    const opened = openSqliteCopy(file);
    setTimeout(() => writer.exec('ROLLBACK'), 200);
    const { database, close } = await opened;
    expect(countRows(database)).toBe(1);
    await close();
    writer.close();
  });

  it('is given up where it never rests', async () => {
    writePiholeFile(file, [FIRST]);
    // A rollback journal that a writer has begun (https://www.sqlite.org/fileformat2.html, section 3) and never ends.
    writeFileSync(`${file}-journal`, Buffer.from('d9d505f920a163d7000000010000000000000000', 'hex'));
    await expect(openSqliteCopy(file)).rejects.toThrow(/middle of a change/);
    rmSync(`${file}-journal`);
  }, 20_000);
});

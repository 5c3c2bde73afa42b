/** Databases as Pi-hole makes them, of any rows. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Database as SqliteDatabase } from 'node-sqlite3-wasm';
import { loadSqlite } from '../../server/import/sqlite-copy.ts';

const { Database } = loadSqlite();

export type PiholeRow = {
  timestamp: number;
  type: number;
  domain: string | null;
  client: string | null;
  reply?: number;
};

/** 2026-03-02T08:00:00Z */
const EIGHT = 1_772_438_400;

export const PIHOLE_ROWS: readonly PiholeRow[] = [
  { timestamp: EIGHT, type: 1, domain: 'mail.alpha.example', client: '198.51.100.7', reply: 4 },
  { timestamp: EIGHT + 1, type: 2, domain: 'mail.alpha.example', client: '198.51.100.7', reply: 1 },
  { timestamp: EIGHT + 2, type: 16, domain: 'old.alpha.example', client: '2001:db8::1', reply: 2 },
  { timestamp: EIGHT + 3, type: 137, domain: 'alpha.example', client: '198.51.100.8', reply: 8 },
  { timestamp: EIGHT + 4, type: 14, domain: 'alpha.example', client: '198.51.100.8', reply: 0 },
  { timestamp: EIGHT + 5, type: 10, domain: 'example', client: 'pi.hole', reply: 11 },
  { timestamp: EIGHT + 6, type: 1, domain: 'hidden', client: '198.51.100.8', reply: 4 },
  { timestamp: EIGHT + 7, type: 1, domain: 'hidden', client: '0.0.0.0', reply: 4 },
  { timestamp: EIGHT + 8, type: 1, domain: 'alpha.example', client: 'printer.lan', reply: 7 },
];

/** As the contract of formats collects them. */
export const PIHOLE_RECORDS: readonly unknown[][] = [
  ['lookup', '198.51.100.7', 'mail.alpha.example', EIGHT, 'A', 'NOERROR', 1],
  ['lookup', '198.51.100.7', 'mail.alpha.example', EIGHT + 1, 'AAAA', 'NOERROR', 1],
  ['lookup', '2001:db8::1', 'old.alpha.example', EIGHT + 2, 'HTTPS', 'NXDOMAIN', 1],
  ['lookup', '198.51.100.8', 'alpha.example', EIGHT + 3, 'CERT', 'REFUSED', 1],
  ['lookup', '198.51.100.8', 'alpha.example', EIGHT + 4, '', '', 1],
];

/** Since 2021: texts in tables of their own. */
const TABLES = `
  CREATE TABLE query_storage (id INTEGER PRIMARY KEY AUTOINCREMENT, timestamp INTEGER NOT NULL, type INTEGER NOT NULL,
    status INTEGER NOT NULL, domain INTEGER NOT NULL, client INTEGER NOT NULL, forward INTEGER, reply_type INTEGER);
  CREATE TABLE domain_by_id (id INTEGER PRIMARY KEY, domain TEXT NOT NULL UNIQUE);
  CREATE TABLE client_by_id (id INTEGER PRIMARY KEY, ip TEXT NOT NULL UNIQUE, name TEXT);`;

/** Makes a database file in the new form. */
export function writePiholeFile(file: string, rows: readonly PiholeRow[]): void {
  const database = new Database(file);
  // Small pages make a small fixture.
  database.exec(`PRAGMA page_size = 1024; ${TABLES}`);
  // Each change alone would wait for the disk.
  database.exec('BEGIN');
  addPiholeRows(database, rows);
  database.exec('COMMIT');
  database.close();
}

export function addPiholeRows(database: SqliteDatabase, rows: readonly PiholeRow[]): void {
  for (const { timestamp, type, domain, client, reply = 0 } of rows) {
    database.run('INSERT OR IGNORE INTO domain_by_id (domain) VALUES (?)', [domain ?? 'none']);
    database.run('INSERT OR IGNORE INTO client_by_id (ip) VALUES (?)', [client ?? 'none']);
    database.run(
      `INSERT INTO query_storage (timestamp, type, status, domain, client, reply_type) VALUES (?, ?, 2,
        (SELECT id FROM domain_by_id WHERE domain = ?), (SELECT id FROM client_by_id WHERE ip = ?), ?)`,
      [timestamp, type, domain ?? 'none', client ?? 'none', reply],
    );
  }
  database.run("DELETE FROM domain_by_id WHERE domain = 'none'");
  database.run("DELETE FROM client_by_id WHERE ip = 'none'");
}

export function toPiholeDatabase(write: (file: string) => void): Buffer {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'whoasked-pihole-'));
  try {
    const file = path.join(folder, 'pihole-FTL.db');
    write(file);
    return readFileSync(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

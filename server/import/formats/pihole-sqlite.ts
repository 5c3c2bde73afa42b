import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import type { Database, SQLiteValue } from 'node-sqlite3-wasm';
import { toTypeName } from '../dns-types.ts';
import {
  ACCEPTED,
  type Format,
  ImportError,
  leaveOut,
  NO_NAME,
  type Outcome,
  type ParseOptions,
  RecordError,
  type Sink,
  TruncatedError,
  type Unit,
  type UnitSource,
} from '../record.ts';
import { isSqlite, loadSqlite, openSqliteCopy } from '../sqlite-copy.ts';
import { toSeconds } from '../times.ts';

/** Numbers of Pi-hole, not of the DNS (docs.pi-hole.net/database/query-database); 14 is "other". */
const TYPES = 'A AAAA ANY SRV SOA PTR TXT NAPTR MX DS RRSIG DNSKEY NS  SVCB HTTPS'.split(' ');
/** Other types are their DNS number and this. */
const TYPE_OFFSET = 100;

/** By `reply_type`: what the answer held says that there was one. Unknown, "other" and "none" say nothing. */
const RCODES: Readonly<Record<number, string>> = {
  1: 'NOERROR',
  2: 'NXDOMAIN',
  3: 'NOERROR',
  4: 'NOERROR',
  5: 'NOERROR',
  6: 'NOERROR',
  7: 'SERVFAIL',
  8: 'REFUSED',
  9: 'NOTIMP',
  11: 'NOERROR',
  13: 'NOERROR',
};

const OWN_QUESTION = leaveOut("Pi-hole's own question");
const OWN_CLIENTS = ['pi.hole', 'localhost', '::'];
const HIDDEN_CLIENT = leaveOut('client hidden by the privacy level');
const HIDDEN_NAME = leaveOut('name hidden by the privacy level');
const NO_ADDRESS = leaveOut('client without an address');

/** What is hashed at a time. */
const DIGEST_CHARACTERS = 32 * 1024;

type Row = { id: SQLiteValue } & Record<'timestamp' | 'type' | 'domain' | 'client' | 'reply_type', SQLiteValue>;

function toText(value: SQLiteValue | undefined): string {
  return value === null || value === undefined ? '' : String(value);
}

function toQtype(type: number): string {
  return type >= TYPE_OFFSET ? toTypeName(type - TYPE_OFFSET) : (TYPES[type - 1] ?? '');
}

function parseRow(row: Row, sink: Sink): Outcome {
  const name = toText(row.domain);
  const client = toText(row.client);
  if (OWN_CLIENTS.includes(client)) return OWN_QUESTION;
  if (client === '0.0.0.0') return HIDDEN_CLIENT;
  if (name === 'hidden') return HIDDEN_NAME;
  if (name === '') return NO_NAME;
  if (client === '' || (/[a-z]/i.test(client) && !client.includes(':'))) return NO_ADDRESS;
  if (typeof row.type !== 'number') throw new RecordError(`type "${toText(row.type).slice(0, 40)}" is no number`);
  const rcode = RCODES[Number(row.reply_type)] ?? '';
  sink.lookup(client, name, toSeconds(toText(row.timestamp)), toQtype(row.type), rcode, 1);
  return ACCEPTED;
}

type Select = (where: string) => string;

/**
 * The rows that meet a condition. Since 2021 texts are kept once, in tables of their own (`query_storage`); rows of before may still
 * hold them. Older databases have one table (`queries`), the oldest without `reply_type`. Throws ImportError.
 */
function toSelect(database: Database): Select {
  const readColumns = (table: string) => database.all(`PRAGMA table_info(${table})`).map(({ name }) => name);
  const table = ['query_storage', 'queries'].find((name) => readColumns(name).length > 0);
  const columns = table === undefined ? [] : readColumns(table);
  const missing = ['id', 'timestamp', 'type', 'domain', 'client'].filter((column) => !columns.includes(column));
  if (table === undefined || missing.length > 0) {
    throw new ImportError('The SQLite database has no table query_storage or queries as Pi-hole makes them.');
  }
  const toColumn = (column: string, text: string, from: string) =>
    table === 'queries'
      ? column
      : `CASE typeof(${column}) WHEN 'integer' THEN (SELECT ${text} FROM ${from} WHERE id = q.${column}) ELSE ${column} END`;
  const domain = toColumn('domain', 'domain', 'domain_by_id');
  const client = toColumn('client', 'ip', 'client_by_id');
  const reply = columns.includes('reply_type') ? 'reply_type' : 'NULL';
  return (where) =>
    `SELECT id, timestamp, type, ${domain} AS domain, ${client} AS client, ${reply} AS reply_type FROM ${table} q ${where}`;
}

/** What tells a row from the row of the same id in another database. */
function toFingerprint({ timestamp, domain, client }: Row): string {
  const text = JSON.stringify([timestamp, domain, client].map(toText));
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/** Where a range of rows ended: its last row, and a hash of all of them, since rows may be deleted or changed afterwards. */
type State = { id: number; row: string; rows: string };

/** The last of the rows up to which databases were read that this one still has: ids are never used again. */
function findLast(database: Database, select: Select, after: readonly string[]): string | undefined {
  const states = [...new Set(after)].map((text) => ({ text, state: JSON.parse(text) as State }));
  states.sort((a, b) => b.state.id - a.state.id);
  const found = states.find(({ state }) => {
    const row = database.get(select('WHERE id = ?'), [state.id]) as Row | null;
    return row && toFingerprint(row) === state.row;
  });
  return found?.text;
}

type Digest = { add(row: Row): void; finish(): string };

/** Rows are hashed many at a time, as each call costs more than the row. */
function createDigest(): Digest {
  const hash = createHash('sha256');
  let waiting = '';
  return {
    add({ id, timestamp, type, domain, client, reply_type }) {
      waiting += `${id}\0${timestamp}\0${type}\0${domain}\0${client}\0${reply_type}\n`;
      if (waiting.length < DIGEST_CHARACTERS) return;
      hash.update(waiting);
      waiting = '';
    },
    finish: () => hash.update(waiting).digest('hex'),
  };
}

async function* readQueries({ openFile }: UnitSource, options: ParseOptions): AsyncGenerator<Unit> {
  const file = await openFile();
  if ((await stat(file)).size === 0) return;
  const { database, lacksJournal, close } = await openSqliteCopy(file);
  const { after = [], until } = options;
  const digest = createDigest();
  let last: string | undefined;
  let row: Row | undefined;
  let id = 0;
  const keep = () => {
    const state: State | undefined = row && { id, row: toFingerprint(row), rows: digest.finish() };
    const reached = state ? JSON.stringify(state) : last;
    if (reached !== undefined) options.keep?.({ after: last, until: reached });
  };
  try {
    if (lacksJournal)
      options.note('database in write-ahead mode without its -wal file: its newest rows may be missing');
    const select = toSelect(database);
    // The row before a range that has to be read again may be deleted by now: the hash of the range says enough.
    last = until === undefined ? findLast(database, select, after) : after[0];
    if (after.length > 0) {
      options.note(last ? 'rows of the last import, passed over' : 'another database than the last time, read whole');
    }
    id = last === undefined ? 0 : (JSON.parse(last) as State).id;
    const end = until === undefined ? Number.MAX_SAFE_INTEGER : (JSON.parse(until) as State).id;
    for (const found of database.prepare(select('WHERE id > ? AND id <= ? ORDER BY id')).iterate([id, end])) {
      const current = found as Row;
      row = current;
      id = Number(current.id);
      digest.add(current);
      yield { number: id, toText: () => JSON.stringify(current), parse: (sink) => parseRow(current, sink) };
    }
    keep();
  } catch (error) {
    if (!(error instanceof loadSqlite().SQLite3Error)) throw error;
    // What stands before the damage is in: once the database is repaired, it must not be counted again.
    keep();
    throw new TruncatedError(`the database is damaged behind row ${id}: ${error.message}`, { cause: error });
  } finally {
    await close();
  }
}

/** Pi-hole's long-term database, pihole-FTL.db (docs.pi-hole.net/database/query-database; FTL's src/database/query-table.h). */
export const piholeSqlite: Format = {
  id: 'pihole-sqlite',
  title: 'Pi-hole database (pihole-FTL.db)',
  dataset: 'pihole',
  vantage: 'resolver',
  reference: { reference_url_info: 'https://docs.pi-hole.net/database/query-database/' },
  assumes: [],
  bringsPrefixes: false,
  continues: true,
  detect: ({ octets }) => isSqlite(octets),
  readUnits: readQueries,
};

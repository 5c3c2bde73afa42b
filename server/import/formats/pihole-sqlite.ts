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

/**
 * The rows from an id on. Since 2021 texts are kept once, in tables of their own (`query_storage`); rows of before may still
 * hold them. Older databases have one table (`queries`), the oldest without `reply_type`. Throws ImportError.
 */
function toSelect(database: Database): (where: string) => string {
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

type State = { id: number; row: string };

/** The last row that was read, where the database still has it: ids are never used again. */
function findLast(database: Database, select: (where: string) => string, after: string | undefined): State | undefined {
  if (after === undefined) return undefined;
  const state = JSON.parse(after) as State;
  const row = database.get(select('WHERE id = ?'), [state.id]) as Row | null;
  return row && toFingerprint(row) === state.row ? state : undefined;
}

async function* readQueries({ openFile }: UnitSource, options: ParseOptions): AsyncGenerator<Unit> {
  const file = await openFile();
  if ((await stat(file)).size === 0) return;
  const { database, lacksJournal, close } = await openSqliteCopy(file);
  let id = 0;
  try {
    if (lacksJournal)
      options.note('database in write-ahead mode without its -wal file: its newest rows may be missing');
    const select = toSelect(database);
    const last = findLast(database, select, options.after);
    if (options.after !== undefined) {
      options.note(last ? 'rows of the last import, passed over' : 'another database than the last time, read whole');
    }
    id = last?.id ?? 0;
    let row: Row | undefined;
    for (const found of database.prepare(select('WHERE id > ? ORDER BY id')).iterate([id])) {
      row = found as Row;
      const current = row;
      id = Number(current.id);
      yield { number: id, toText: () => JSON.stringify(current), parse: (sink) => parseRow(current, sink) };
    }
    const state = row ? { id, row: toFingerprint(row) } : last;
    if (state) options.keep?.(JSON.stringify(state));
  } catch (error) {
    if (!(error instanceof loadSqlite().SQLite3Error)) throw error;
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

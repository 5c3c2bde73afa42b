/** Every import in the ledger, as the API and the command show it. */
import { ImportEntry } from '../../shared/api.ts';
import { type Database, readRecords } from './database.ts';

/** A running import that has not been heard of for this long has ended without saying so. */
const SILENT_SECONDS = 120;

const LIST = `
  MATCH (entry:_Import)
  WHERE $id IS NULL OR entry.id = $id
  OPTIONAL MATCH (lane:_Lane)
  WHERE lane.id STARTS WITH entry.id + '/'
  WITH entry, sum(lane.nodesCreated) AS nodes, sum(lane.edgesCreated) AS edges, sum(lane.edgesUpdated) AS updates
  RETURN entry {
      .*,
      nodesCreated: coalesce(entry.nodesCreated, nodes),
      edgesCreated: coalesce(entry.edgesCreated, edges),
      edgesUpdated: coalesce(entry.edgesUpdated, updates)
    } AS entry,
    duration.inSeconds(entry.heartbeat, datetime()).seconds AS silentSeconds
  ORDER BY entry.startedAt, entry.id`;

const UNKNOWN_YET = { bytes: 0, read: 0, accepted: 0, rejected: 0, clients: 0, names: 0, pairs: 0, seconds: 0 };

/** Bookkeeping that nobody outside the ledger reads. */
const INTERNAL = [
  'plan',
  'heartbeat',
  'unitsBefore',
  'octets',
  'endOctets',
  'endSha256',
  'units',
  'state',
  'after',
  'until',
  'cut',
];

function parseCounts(text: unknown): Record<string, number> {
  return typeof text === 'string' ? JSON.parse(text) : {};
}

function toEntry(stored: Record<string, unknown>, silentSeconds: number): ImportEntry {
  const { leftOut, notes, gaps, from, ...rest } = stored;
  const shown = Object.entries(rest).filter(([name]) => !INTERNAL.includes(name));
  const numbers = shown.map(([name, value]) => [name, typeof value === 'bigint' ? Number(value) : value]);
  const properties = { moreGaps: 0, ...UNKNOWN_YET, ...Object.fromEntries(numbers) };
  const silent = properties.status === 'running' && silentSeconds > SILENT_SECONDS;
  return ImportEntry.parse({
    ...properties,
    status: silent ? 'interrupted' : properties.status,
    leftOut: parseCounts(leftOut),
    ...(notes === undefined ? {} : { notes: parseCounts(notes) }),
    ...(from === undefined || from === 0n ? {} : { continuesAt: Number(from) }),
    gaps: Array.isArray(gaps) ? gaps.map((gap) => ({ from: gap.split('/')[0], to: gap.split('/')[1] })) : [],
    alreadyImported: false,
    dryRun: false,
  });
}

async function readEntries(database: Database, id: string | null): Promise<ImportEntry[]> {
  type Found = { entry: Record<string, unknown>; silentSeconds: bigint };
  const records = await readRecords<Found>(database, LIST, { id });
  return records.map((record) => toEntry(record.get('entry'), Number(record.get('silentSeconds'))));
}

/** Every import, oldest first. One that stopped without a word is `interrupted`. */
export async function listImports(database: Database): Promise<ImportEntry[]> {
  return readEntries(database, null);
}

export async function findImport(database: Database, id: string): Promise<ImportEntry | undefined> {
  const [entry] = await readEntries(database, id);
  return entry;
}

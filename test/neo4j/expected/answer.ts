/** What the files with expected answers share: the log by pair of client and name, and how rows are put in order. */
import { groupBy, type LogRow, type SampleLog } from '../../helpers/sample-log.ts';

export const DATASET = 'whoasked.sample.lookups';
export const STORY = 'mail.tower.example';
export const SUCCESSOR = 'mx.spire.example';
export const BANK = 'Example Harbor Bank';
export const UNMAPPED = '(no known network)';
export const DAY = 86_400;

/** Expected cells by column; columns that only draw are left out. */
export type ExpectedRow = Record<string, unknown>;
/** The answer of a saved query with every parameter at its default, computed from the log. */
export type Expected = (log: SampleLog) => ExpectedRow[];

export type Pair = { client: string; name: string; rows: LogRow[] };

const pairsOf = new WeakMap<SampleLog, Pair[]>();

/** Every client with every name it looked up, the rows in the order of time. */
export function findPairs(log: SampleLog): Pair[] {
  const known = pairsOf.get(log);
  if (known) return known;
  const groups = groupBy(log.lookups, ({ client, name }) => `${client} ${name}`);
  const pairs = [...groups.values()].map((rows) => ({
    client: rows[0]?.client ?? '',
    name: rows[0]?.name ?? '',
    rows,
  }));
  pairsOf.set(log, pairs);
  return pairs;
}

/** To the millisecond, as the importer keeps times. */
export function toTime(rows: readonly LogRow[], which: 'first' | 'last'): string {
  const times = rows.map(({ time }) => time);
  const seconds = which === 'first' ? times.reduce((a, b) => Math.min(a, b)) : times.reduce((a, b) => Math.max(a, b));
  return new Date(Math.floor(seconds * 1000 + 0.0001)).toISOString();
}

export function countClients(rows: readonly LogRow[]): number {
  return new Set(rows.map(({ client }) => client)).size;
}

export function countNames(rows: readonly LogRow[]): number {
  return new Set(rows.map(({ name }) => name)).size;
}

/** Rows by these columns, in turn; `-column` is descending. Text compares by code unit, as in Cypher. */
export function sortBy<T extends ExpectedRow>(rows: T[], ...columns: string[]): T[] {
  return rows.sort((a, b) => {
    for (const column of columns) {
      const name = column.replace(/^-/, '');
      const [x, y] = [a[name], b[name]] as [string | number, string | number];
      if (x !== y) return x < y === column.startsWith('-') ? 1 : -1;
    }
    return 0;
  });
}

const parts = new Map<string, { day: string; weekday: number; hour: number }>();

/** Local day, weekday (1 is Monday) and hour of the hour a lookup fell in, by the platform's time zones. */
export function toLocal({ time }: LogRow, timeZone: string): { day: string; weekday: number; hour: number } {
  const epochHour = Math.floor(time / 3600);
  const key = `${timeZone} ${epochHour}`;
  const known = parts.get(key);
  if (known) return known;
  const [date = '', clock = ''] = new Date(epochHour * 3_600_000).toLocaleString('sv-SE', { timeZone }).split(' ');
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  const local = { day: date, weekday: weekday === 0 ? 7 : weekday, hour: Number(clock.slice(0, 2)) };
  parts.set(key, local);
  return local;
}

export function isOfficeHour(row: LogRow, timeZone: string): boolean {
  const { weekday, hour } = toLocal(row, timeZone);
  return weekday <= 5 && hour >= 8 && hour < 18;
}

export function isAddress(answer: string): boolean {
  return /^[\d.]+$/.test(answer) || answer.includes(':');
}

/** Names with the addresses they were answered with: the name asked for, and the alias the addresses belong to. */
export function findAnswers(log: SampleLog): { name: string; address: string; row: LogRow }[] {
  return log.lookups
    .filter(({ type, answers }) => (type === 'A' || type === 'AAAA') && answers.some(isAddress))
    .flatMap((row) => {
      const last = row.answers.filter((answer) => !isAddress(answer)).at(-1);
      const names = last === undefined || last === row.name ? [row.name] : [row.name, last];
      return names.flatMap((name) => row.answers.filter(isAddress).map((address) => ({ name, address, row })));
    });
}

/** The organization that most lookups of a name came from, and the time of the name's last answer in seconds. */
export function findMainAsker(log: SampleLog, name: string): { asker: string; stopped: number } {
  const rows = log.lookups.filter((row) => row.name === name);
  const holders = [...groupBy(rows, ({ client }) => log.findHolder(client) ?? '')].filter(([holder]) => holder !== '');
  const [first] = sortBy(
    holders.map(([holder, group]) => ({ holder, lookups: group.length })),
    '-lookups',
    'holder',
  );
  const answers = findAnswers(log).filter((answer) => answer.name === name);
  const times = (answers.length > 0 ? answers.map(({ row }) => row) : rows).map(({ time }) => time);
  return { asker: first?.holder ?? '', stopped: Math.max(...times) };
}

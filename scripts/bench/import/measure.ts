/** What the measures of an import share: a clock, turns, totals that have to agree, and rows of the table. */
import { type Database, readRecords, runAutoCommit } from '../../../server/graph/database.ts';

export type BenchRow = Record<string, string | number>;

/** Edges first: a node with very many of them would not fit into one transaction. */
const CLEAR = [
  'MATCH ()-[edge]->() CALL (edge) { DELETE edge } IN TRANSACTIONS OF 50000 ROWS',
  'MATCH (node) CALL (node) { DELETE node } IN TRANSACTIONS OF 50000 ROWS',
];

export async function clear(database: Database): Promise<void> {
  for (const cypher of CLEAR) await runAutoCommit(database, cypher);
}

const READ_TOTALS = `
  MATCH ()-[edge:LOOKED_UP]->()
  RETURN count(edge) AS pairs, sum(edge.count) AS lookups`;

export type Totals = { pairs: number; lookups: number };

const PATIENCE = { timeoutMs: 1_800_000 };

async function readNumbers<K extends string>(database: Database, cypher: string): Promise<Record<K, number>> {
  const [record] = await readRecords<Record<K, bigint>>(database, cypher, {}, PATIENCE);
  const entries = (record?.keys ?? []).map((key) => [key, Number(record?.get(key))]);
  return Object.fromEntries(entries) as Record<K, number>;
}

export function readTotals(database: Database): Promise<Totals> {
  return readNumbers<keyof Totals>(database, READ_TOTALS);
}

/** Everything an import of lookups without answers writes, apart from its own ledger, in numbers. */
const READ_CONTENT = `
  MATCH ()-[edge:LOOKED_UP]->()
  WITH count(edge) AS pairs, sum(edge.count) AS lookups, sum(size(keys(edge))) AS properties,
    sum(edge.first_seen.epochSeconds % 86400) AS first, sum(edge.last_seen.epochSeconds % 86400) AS last,
    sum(size(edge.hours)) AS hours, sum(edge.hours[0] % 24) AS firstHours, sum(edge.hour_counts[0]) AS hourCounts,
    sum(size(edge.qtypes)) AS qtypes, sum(edge.qtype_counts[0]) AS qtypeCounts,
    sum(size(edge.rcodes)) AS rcodes, sum(edge.rcode_counts[0]) AS rcodeCounts
  RETURN *,
    COUNT { (:IP) } AS clients, COUNT { (:HostName) } AS names, COUNT { (:DomainName) } AS domains,
    COUNT { ()-[:PART_OF]->() } AS parts`;

export function readContent(database: Database): Promise<Record<string, number>> {
  return readNumbers<string>(database, READ_CONTENT);
}

/** Throws where two sides of a comparison have not done the same. */
export function checkSame(what: string, ours: object, theirs: object): void {
  const [left, right] = [ours, theirs].map((side) => JSON.stringify(Object.fromEntries(Object.entries(side).sort())));
  if (left !== right) throw new Error(`${what} differs: ours ${left}, the baseline ${right}.`);
}

/** Seconds. */
export async function time(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

export type Timings = { median: number; all: number[] };

export function toTimings(all: number[]): Timings {
  const sorted = all.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(all.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.floor((all.length - 1) / 2)] ?? Number.NaN;
  return { median: (upper + lower) / 2, all };
}

/** Runs the ways in turn, so many times each: what loads the machine for a while loads all of them. Each answers its seconds. */
export async function takeTurns(runs: number, ways: readonly (() => Promise<number>)[]): Promise<Timings[]> {
  const seconds = ways.map((): number[] => []);
  for (let run = 0; run < runs; run += 1) {
    for (const [i, way] of ways.entries()) seconds[i]?.push(await way());
  }
  return seconds.map(toTimings);
}

export type Goal = { atLeast: number } | { atMost: number };

/** `ratio` is what the goal is about; a note says what the figures stand on. */
export type Comparison = {
  measure: string;
  ours: string;
  baseline: string;
  ratio: number;
  goal: Goal;
  note: string;
};

export function toBenchRow({ measure, ours, baseline, ratio, goal, note }: Comparison): BenchRow {
  const [sign, limit, met] =
    'atLeast' in goal ? ['≥', goal.atLeast, ratio >= goal.atLeast] : ['≤', goal.atMost, ratio <= goal.atMost];
  return {
    measure,
    ours,
    baseline,
    ratio: Number(ratio.toFixed(2)),
    goal: `${sign} ${limit}`,
    met: met ? 'yes' : 'no',
    note,
  };
}

export function toRate(rows: number, seconds: number): string {
  return `${Math.round(rows / seconds).toLocaleString('en')} rows/s`;
}

/** `1.20 s of 1.18, 1.20, 1.31`. */
export function toSecondsText({ median, all }: Timings): string {
  return `${median.toFixed(2)} s of ${all.map((seconds) => seconds.toFixed(2)).join(', ')}`;
}

/** Cuts a run into batches, always the same ones in the same order, phase by phase, for the ledger. */
import { findDomainName } from '../../shared/keys.ts';
import { NODE_TYPES } from '../../shared/ontology.ts';
import type { Batch, FactRow, HostRow, LookupRow, SeenFactRow } from '../graph/batch.ts';
import type { Key } from './counted.ts';
import type { Coverage } from './coverage.ts';
import { findDisplayName } from './display-names.ts';
import type { CountedHost, Run } from './run.ts';

/** Rows of one transaction. Larger ones gain nothing and cost memory on the server. */
const MAX_ROWS_PER_BATCH = 10_000;
/** Smaller ones take longer to begin and to commit than they save. */
const MIN_ROWS_PER_BATCH = 1_000;
/** So that a small content has a batch for each lane, by what logs have of nodes and pairs at least. */
const OCTETS_PER_ROW = 4096;
/** Each address asks for as many prefixes as there are lengths. */
export const ADDRESSES_PER_BATCH = 2_000;

/** By the size of the content alone, so that an interrupted import finds its batches again. */
export function chooseRowsPerBatch(octets: number): number {
  return Math.min(MAX_ROWS_PER_BATCH, Math.max(MIN_ROWS_PER_BATCH, Math.ceil(octets / OCTETS_PER_ROW)));
}

function* slice<T>(rows: Iterable<T>, size: number): Generator<T[]> {
  let batch: T[] = [];
  for (const row of rows) {
    batch.push(row);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Filled while the batches are taken. */
export type RunFigures = { clients: number; names: number; pairs: number };

export function createFigures(): RunFigures {
  return { clients: 0, names: 0, pairs: 0 };
}

function countHosts(rows: Iterable<CountedHost>, figures: RunFigures): void {
  for (const { asked } of rows) if (asked) figures.names += 1;
}

/** Answers a function to be given the rows in their order, in any pieces. */
function createLookupCounter(figures: RunFigures, coverage: Coverage): (rows: Iterable<LookupRow>) => void {
  let last: string | undefined;
  return (rows) => {
    for (const { client, first, last: lastSeen, hours } of rows) {
      coverage.add(first, lastSeen, hours);
      if (client !== last) figures.clients += 1;
      last = client;
      figures.pairs += 1;
    }
  };
}

/** What the batches of a run would fill in, without them. */
export function countRun(run: Run, figures: RunFigures, coverage: Coverage): void {
  countHosts(run.hosts, figures);
  createLookupCounter(figures, coverage)(run.lookups);
}

function toHostRow(name: string): HostRow {
  const domain = findDomainName(name);
  const domainDisplay = domain === undefined ? undefined : findDisplayName(domain);
  return { name, display: findDisplayName(name), domain, domainDisplay };
}

function* toHosts(run: Run, size: number, figures: RunFigures): Generator<Batch> {
  for (const rows of slice(run.hosts, size)) {
    countHosts(rows, figures);
    yield { type: 'hosts', rows: rows.map(({ name }) => toHostRow(name)) };
  }
}

function toDisplays(names: readonly Key[]): Map<string, string> {
  const displays = new Map<string, string>();
  for (const name of names) {
    const display = findDisplayName(String(name));
    if (display !== undefined) displays.set(String(name), display);
  }
  return displays;
}

function* toNodes(run: Run, size: number): Generator<Batch> {
  for (const { label, keys } of run.nodes) {
    for (const rows of slice(keys, size)) {
      const displays = 'display' in NODE_TYPES[label].properties ? { displays: toDisplays(rows) } : {};
      yield { type: 'nodes', label, rows, ...displays };
    }
  }
}

function* toLookups(run: Run, size: number, figures: RunFigures, coverage: Coverage): Generator<Batch> {
  const count = createLookupCounter(figures, coverage);
  for (const rows of slice<LookupRow>(run.lookups, size)) {
    count(rows);
    yield { type: 'lookups', rows };
  }
}

function* toFacts(run: Run, size: number): Generator<Batch> {
  for (const { type: edge, from, to, ...set } of run.facts) {
    const same = run.facts.filter((other) => other.type === edge && other.from === from && other.to === to);
    const ends = { edge, from, to, isOnly: same.length === 1 };
    if (set.counted) for (const rows of slice<SeenFactRow>(set.rows, size)) yield { type: 'seen-facts', ...ends, rows };
    else for (const rows of slice<FactRow>(set.rows, size)) yield { type: 'facts', ...ends, rows };
  }
}

function* toAddresses(run: Run): Generator<Batch> {
  const addresses = run.nodes.find(({ label }) => label === 'IP')?.keys ?? [];
  const hidden = new Map([...run.hidden].map((row) => [row.ip, row]));
  for (const rows of slice(addresses as Iterable<string>, ADDRESSES_PER_BATCH)) {
    yield { type: 'addresses', rows: rows.map((ip) => hidden.get(ip) ?? ip) };
  }
}

function* toLoneNodes(run: Run, size: number): Generator<Batch> {
  for (const { label, keys } of run.lone) {
    for (const rows of slice(keys, size)) yield { type: 'lone-nodes', label, rows };
  }
}

function* concat(...streams: Iterable<Batch>[]): Generator<Batch> {
  for (const stream of streams) yield* stream;
}

/**
 * Each phase needs what the ones before have written: nodes first, then edges, then the prefixes of the addresses, if there
 * are any. `octets` is the size of the content.
 */
export function toPhases(
  run: Run,
  octets: number,
  figures: RunFigures,
  coverage: Coverage,
  hasPrefixes: boolean,
): Iterable<Batch>[] {
  const size = chooseRowsPerBatch(octets);
  const phases = [
    concat(toHosts(run, size, figures), toNodes(run, size)),
    toLoneNodes(run, size),
    concat(toLookups(run, size, figures, coverage), toFacts(run, size)),
  ];
  return hasPrefixes ? [...phases, toAddresses(run)] : phases;
}

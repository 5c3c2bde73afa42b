/** Cuts a run into batches, always the same ones in the same order, phase by phase, for the ledger. */
import { findDomainName } from '../../shared/keys.ts';
import { NODE_TYPES } from '../../shared/ontology.ts';
import type { Batch, FactRow, HostRow, LookupRow, SeenFactRow } from '../graph/batch.ts';
import type { Key } from './counted.ts';
import type { Coverage } from './coverage.ts';
import { findDisplayName } from './display-names.ts';
import type { Run } from './run.ts';

/** Rows of one transaction. Larger ones gain nothing and cost memory on the server. */
export const ROWS_PER_BATCH = 10_000;
/** Each address asks for as many prefixes as there are lengths. */
export const ADDRESSES_PER_BATCH = 2_000;

function* slice<T>(rows: Iterable<T>, size = ROWS_PER_BATCH): Generator<T[]> {
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

function toHostRow(name: string): HostRow {
  const domain = findDomainName(name);
  const domainDisplay = domain === undefined ? undefined : findDisplayName(domain);
  return { name, display: findDisplayName(name), domain, domainDisplay };
}

function* toHosts(run: Run, figures: RunFigures): Generator<Batch> {
  for (const rows of slice(run.hosts)) {
    for (const { asked } of rows) if (asked) figures.names += 1;
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

function* toNodes(run: Run): Generator<Batch> {
  for (const { label, keys } of run.nodes) {
    for (const rows of slice(keys)) {
      const displays = 'display' in NODE_TYPES[label].properties ? { displays: toDisplays(rows) } : {};
      yield { type: 'nodes', label, rows, ...displays };
    }
  }
}

function* toLookups(run: Run, figures: RunFigures, coverage: Coverage): Generator<Batch> {
  let client: string | undefined;
  for (const rows of slice<LookupRow>(run.lookups)) {
    for (const row of rows) {
      coverage.add(row.first, row.last, row.hours);
      if (row.client !== client) figures.clients += 1;
      client = row.client;
    }
    figures.pairs += rows.length;
    yield { type: 'lookups', rows };
  }
}

function* toFacts(run: Run): Generator<Batch> {
  for (const { type: edge, from, to, ...set } of run.facts) {
    const same = run.facts.filter((other) => other.type === edge && other.from === from && other.to === to);
    const ends = { edge, from, to, isOnly: same.length === 1 };
    if (set.counted) for (const rows of slice<SeenFactRow>(set.rows)) yield { type: 'seen-facts', ...ends, rows };
    else for (const rows of slice<FactRow>(set.rows)) yield { type: 'facts', ...ends, rows };
  }
}

function* toAddresses(run: Run): Generator<Batch> {
  const addresses = run.nodes.find(({ label }) => label === 'IP')?.keys ?? [];
  const hidden = new Map([...run.hidden].map((row) => [row.ip, row]));
  for (const rows of slice(addresses as Iterable<string>, ADDRESSES_PER_BATCH)) {
    yield { type: 'addresses', rows: rows.map((ip) => hidden.get(ip) ?? ip) };
  }
}

/**
 * Each phase needs what the ones before have written: nodes first, then edges, then the prefixes of the addresses, if there
 * are any.
 */
function* toLoneNodes(run: Run): Generator<Batch> {
  for (const { label, keys } of run.lone) {
    for (const rows of slice(keys)) yield { type: 'lone-nodes', label, rows };
  }
}

export function toPhases(run: Run, figures: RunFigures, coverage: Coverage, hasPrefixes: boolean): Iterable<Batch>[] {
  const phases = [
    toHosts(run, figures),
    toNodes(run),
    toLoneNodes(run),
    toLookups(run, figures, coverage),
    toFacts(run),
  ];
  return hasPrefixes ? [...phases, toAddresses(run)] : phases;
}

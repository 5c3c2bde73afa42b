/** Several runs as one: each row once, what is counted added up. */
import type { FactRow, LookupRow, SeenFactRow } from '../graph/batch.ts';
import type { HiddenAddress } from '../graph/map-addresses.ts';
import { mergeSorted } from './merge-sorted.ts';
import {
  type CountedHost,
  compareEnds,
  compareKeys,
  compareLookups,
  type FactSet,
  type NodeSet,
  type Run,
  toSetName,
} from './run.ts';

/** Adds counts by key; keys come out in ascending order. */
export function addCounts<K extends string | number>(
  keys: readonly K[],
  counts: readonly number[],
  moreKeys: readonly K[],
  more: readonly number[],
): { keys: K[]; counts: number[] } {
  const sums = new Map<K, number>(keys.map((key, at) => [key, counts[at] ?? 0]));
  for (const [at, key] of moreKeys.entries()) sums.set(key, (sums.get(key) ?? 0) + (more[at] ?? 0));
  const sorted = [...sums.keys()].sort(compareKeys);
  return { keys: sorted, counts: sorted.map((key) => sums.get(key) ?? 0) };
}

export function addLookups(row: LookupRow, more: LookupRow): LookupRow {
  const hours = addCounts(row.hours, row.hourCounts, more.hours, more.hourCounts);
  const qtypes = addCounts(row.qtypes, row.qtypeCounts, more.qtypes, more.qtypeCounts);
  const rcodes = addCounts(row.rcodes, row.rcodeCounts, more.rcodes, more.rcodeCounts);
  return {
    client: row.client,
    host: row.host,
    count: row.count + more.count,
    first: Math.min(row.first, more.first),
    last: Math.max(row.last, more.last),
    hours: hours.keys,
    hourCounts: hours.counts,
    qtypes: qtypes.keys,
    qtypeCounts: qtypes.counts,
    rcodes: rcodes.keys,
    rcodeCounts: rcodes.counts,
  };
}

function addSeenRows(row: SeenFactRow, more: SeenFactRow): SeenFactRow {
  return {
    ...row,
    count: row.count + more.count,
    first: Math.min(row.first, more.first),
    last: Math.max(row.last, more.last),
    records: [...new Set([...row.records, ...more.records])].sort(),
  };
}

function mergeFactSets(sets: readonly FactSet[]): FactSet[] {
  const names = [...new Set(sets.map(toSetName))].sort();
  return names.map((name) => {
    const same = sets.filter((set) => toSetName(set) === name);
    const [first] = same as [FactSet];
    if (first.counted) {
      const rows = same.map((set) => set.rows as Iterable<SeenFactRow>);
      return { ...first, rows: toIterable(() => mergeSorted(rows, compareEnds, addSeenRows)) };
    }
    const rows = same.map((set) => set.rows as Iterable<FactRow>);
    const combine = (row: FactRow, more: FactRow) => (more.properties ? more : row);
    return { ...first, rows: toIterable(() => mergeSorted(rows, compareEnds, combine)) };
  });
}

function toIterable<T>(start: () => Generator<T>): Iterable<T> {
  return { [Symbol.iterator]: start };
}

function mergeNodeSets(sets: readonly NodeSet[]): NodeSet[] {
  const labels = [...new Set(sets.map(({ label }) => label))].sort();
  return labels.map((label) => {
    const keys = sets.filter((set) => set.label === label).map((set) => set.keys);
    return { label, keys: toIterable(() => mergeSorted(keys, compareKeys, (key) => key)) };
  });
}

export function mergeRuns(runs: readonly Run[]): Run {
  const [only] = runs;
  if (only && runs.length === 1) return only;
  const compareHidden = (a: HiddenAddress, b: HiddenAddress) => compareKeys(a.ip, b.ip);
  const compareHosts = (a: CountedHost, b: CountedHost) => compareKeys(a.place, b.place);
  const combineHosts = (a: CountedHost, b: CountedHost) => ({ ...a, asked: a.asked || b.asked });
  return {
    size: runs.reduce((sum, { size }) => sum + size, 0),
    hosts: toIterable(() =>
      mergeSorted(
        runs.map((run) => run.hosts),
        compareHosts,
        combineHosts,
      ),
    ),
    nodes: mergeNodeSets(runs.flatMap(({ nodes }) => nodes)),
    lone: mergeNodeSets(runs.flatMap(({ lone }) => lone)),
    lookups: toIterable(() =>
      mergeSorted(
        runs.map((run) => run.lookups),
        compareLookups,
        addLookups,
      ),
    ),
    facts: mergeFactSets(runs.flatMap(({ facts }) => facts)),
    hidden: toIterable(() =>
      mergeSorted(
        runs.map((run) => run.hidden),
        compareHidden,
        (row) => row,
      ),
    ),
  };
}

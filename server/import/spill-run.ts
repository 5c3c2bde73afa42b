/** Runs on disk, for content with more pairs than fit into memory: sorted rows as JSON lines, read back as streams. */
import { closeSync, mkdirSync, openSync, readSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import type { NodeLabel } from '../../shared/ontology.ts';
import type { FactRow, LookupRow, SeenFactRow } from '../graph/batch.ts';
import type { HiddenAddress } from '../graph/map-addresses.ts';
import type { Ends, Key } from './counted.ts';
import { type CountedHost, type FactSet, type NodeSet, type Run, toCountedHost } from './run.ts';

const BUFFER_OCTETS = 256 * 1024;

type Packed = [
  client: string,
  host: string,
  count: number,
  first: number,
  last: number,
  hours: number[],
  hourCounts: number[],
  qtypes: string[],
  qtypeCounts: number[],
  rcodes: string[],
  rcodeCounts: number[],
];

function pack(row: LookupRow): Packed {
  const { client, host, count, first, last, hours, hourCounts, qtypes, qtypeCounts, rcodes, rcodeCounts } = row;
  return [client, host, count, first, last, hours, hourCounts, qtypes, qtypeCounts, rcodes, rcodeCounts];
}

function unpack(row: Packed): LookupRow {
  const [client, host, count, first, last, hours, hourCounts, qtypes, qtypeCounts, rcodes, rcodeCounts] = row;
  return { client, host, count, first, last, hours, hourCounts, qtypes, qtypeCounts, rcodes, rcodeCounts };
}

function writeRows<T>(file: string, rows: Iterable<T>, toJson: (row: T) => unknown): void {
  const handle = openSync(file, 'wx', 0o600);
  try {
    let waiting = '';
    for (const row of rows) {
      waiting += `${JSON.stringify(toJson(row))}\n`;
      if (waiting.length < BUFFER_OCTETS) continue;
      // A disk that is nearly full takes the beginning and reports no error: this writes all of it or throws.
      writeFileSync(handle, waiting);
      waiting = '';
    }
    writeFileSync(handle, waiting);
  } finally {
    closeSync(handle);
  }
}

function* readRows<J, T>(file: string, fromJson: (row: J) => T): Generator<T> {
  const handle = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(BUFFER_OCTETS);
    const decoder = new StringDecoder('utf8');
    let rest = '';
    for (;;) {
      const octets = readSync(handle, buffer, 0, BUFFER_OCTETS, null);
      if (octets === 0) return;
      const lines = (rest + decoder.write(buffer.subarray(0, octets))).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) yield fromJson(JSON.parse(line) as J);
    }
  } finally {
    closeSync(handle);
  }
}

function same<T>(row: T): T {
  return row;
}

/** What a folder of a run holds, in its file `run.json`. */
type Contents = { size: number; labels: NodeLabel[]; lone: NodeLabel[]; facts: (Ends & { counted: boolean })[] };

function toLabels(sets: readonly NodeSet[]): NodeLabel[] {
  return sets.map(({ label }) => label);
}

/** Writes the run into the folder, which must be new. */
export function spillRun(run: Run, folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const write = <T>(name: string, rows: Iterable<T>, toJson: (row: T) => unknown) => {
    writeRows(path.join(folder, name), rows, toJson);
  };
  write('hosts', run.hosts, ({ name, asked }) => [name, asked]);
  for (const { label, keys } of run.nodes) write(`nodes-${label}`, keys, same);
  for (const { label, keys } of run.lone) write(`lone-${label}`, keys, same);
  write('lookups', run.lookups, pack);
  for (const [at, { rows }] of run.facts.entries()) write<unknown>(`facts-${at}`, rows, same);
  write('hidden', run.hidden, same);
  const facts = run.facts.map(({ type, from, to, counted }) => ({ type, from, to, counted }));
  const contents: Contents = { size: run.size, labels: toLabels(run.nodes), lone: toLabels(run.lone), facts };
  writeRows(path.join(folder, 'run.json'), [contents], same);
}

/** The run in a folder, read from there as often as it is asked for. */
export function openRun(folder: string): Run {
  const read = <J, T>(name: string, fromJson: (row: J) => T): Iterable<T> => {
    return { [Symbol.iterator]: () => readRows(path.join(folder, name), fromJson) };
  };
  const [contents] = read<Contents, Contents>('run.json', same);
  const { size = 0, labels = [], lone = [], facts = [] } = contents ?? {};
  return {
    size,
    hosts: read<[string, boolean], CountedHost>('hosts', ([name, asked]) => toCountedHost(name, asked)),
    nodes: labels.map((label) => ({ label, keys: read<Key, Key>(`nodes-${label}`, same) })),
    lone: lone.map((label) => ({ label, keys: read<Key, Key>(`lone-${label}`, same) })),
    lookups: read('lookups', unpack),
    hidden: read<HiddenAddress, HiddenAddress>('hidden', same),
    facts: facts.map(({ counted, ...ends }, at): FactSet => {
      if (counted) return { ...ends, counted, rows: read<SeenFactRow, SeenFactRow>(`facts-${at}`, same) };
      return { ...ends, counted, rows: read<FactRow, FactRow>(`facts-${at}`, same) };
    }),
  };
}

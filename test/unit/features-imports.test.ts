import { expect, test } from 'vitest';
import { toFileName, toImportState, toRange, toReasons } from '../../client/features/imports/import-facts.ts';
import {
  findFraction,
  formatOctets,
  formatSeconds,
  sayProgress,
} from '../../client/features/imports/import-progress.ts';
import { sayJudged, toProblemText } from '../../client/features/imports/preview-words.ts';
import type { ImportEntry } from '../../shared/api.ts';
import type { ImportJob, Preview, Progress } from '../../shared/api-imports.ts';
import { importEntry } from '../helpers/import-entry.ts';

test.each<[Partial<ImportEntry>, string]>([
  [{}, 'Done'],
  [{ rejected: 2 }, 'Done, some rejected'],
  [{ incomplete: 'The gzip file ends early.', rejected: 2 }, 'Incomplete'],
  [{ status: 'running' }, 'Running'],
  [{ status: 'interrupted' }, 'Interrupted'],
])('toImportState: %j', (rest, word) => {
  expect(toImportState({ ...importEntry, ...rest }).word).toBe(word);
});

test('toReasons lists what was left out, most rows first', () => {
  expect(toReasons({ 'port-5353': 2, 'no-name': 30, none: 0 })).toEqual([
    { reason: 'no name', count: 30 },
    { reason: 'port 5353', count: 2 },
  ]);
});

test('toRange says days in UTC, or nothing', () => {
  expect(toRange({ firstSeen: '2016-05-03T23:59:00Z', lastSeen: '2016-06-01T00:00:00Z' })).toBe(
    '3 May 2016 – 1 Jun 2016',
  );
  expect(toRange({ firstSeen: undefined, lastSeen: undefined })).toBeUndefined();
});

test.each([
  ['/logs/dns.log.gz', 'dns.log.gz'],
  ['C:\\logs\\dns.log', 'dns.log'],
  ['-', '-'],
])('toFileName: %s', (path, name) => {
  expect(toFileName(path)).toBe(name);
});

const reading: Progress = {
  phase: 'reading',
  rows: 12_000,
  rowsPerSecond: 4_000,
  octets: 25,
  totalOctets: 100,
  seconds: 3,
};
const job: ImportJob = { id: '1', state: 'running', file: 'dns.log' };

test.each<[Partial<ImportJob>, string, string[]]>([
  [{ state: 'waiting', ahead: 2 }, 'Waiting for 2 imports', []],
  [{}, 'Beginning', []],
  [{ progress: reading }, 'Reading rows', ['12,000 rows', '4,000 rows/s', '9 s left']],
  [
    { progress: { ...reading, phase: 'writing', written: { done: 500, total: 2_000 } } },
    'Writing to Neo4j',
    ['12,000 rows', '500 of 2,000 nodes and edges', '9 s left'],
  ],
  [
    { progress: { ...reading, phase: 'mapping', written: { done: 1 } } },
    'Mapping addresses to networks',
    ['12,000 rows', '1 address'],
  ],
  [
    { progress: { ...reading, phase: 'hashing', rows: 0, seconds: 0.1 } },
    'Reading the file through',
    ['25 B of 100 B'],
  ],
])('sayProgress: %j', (rest, phase, facts) => {
  expect(sayProgress({ ...job, ...rest })).toEqual({ phase, facts });
});

test('findFraction is of the phase, and of an empty file the whole', () => {
  expect(findFraction(reading)).toBe(0.25);
  expect(findFraction({ ...reading, octets: 0, totalOctets: 0 })).toBe(1);
  expect(findFraction({ ...reading, phase: 'mapping' })).toBeUndefined();
});

test.each([
  [812, '812 B'],
  [48_200, '48 kB'],
  [3_440_000, '3.4 MB'],
  [1_250_000_000, '1,250 MB'],
])('formatOctets: %i', (octets, text) => {
  expect(formatOctets(octets)).toBe(text);
});

test.each([
  [47.6, '48 s'],
  [200, '3 min 20 s'],
])('formatSeconds: %d', (seconds, text) => {
  expect(formatSeconds(seconds)).toBe(text);
});

test('sayJudged says how much was read and what became of it', () => {
  const preview: Preview = {
    format: 'csv',
    rows: [],
    depends: [],
    read: 2_310,
    accepted: 2_289,
    leftOut: { 'no name': 20 },
    rejected: 1,
    rejectedLines: [],
    notes: {},
    whole: false,
  };
  expect(sayJudged(preview)).toBe(
    'The first 2,310 rows: 2,289 rows accepted, 20 rows left out: no name, 1 row rejected',
  );
  expect(sayJudged({ ...preview, whole: true, leftOut: {}, rejected: 0 })).toBe('All 2,310 rows: 2,289 rows accepted');
});

test.each([
  ['The format of a.bin is not recognized; say --format with one of csv.', 'The format of a.bin is not recognized.'],
  ['The header (a, b) names no client: say --map client=COLUMN.', 'The header (a, b) names no client.'],
  ['a.log is empty: there is nothing to import.', 'a.log is empty: there is nothing to import.'],
])('toProblemText leaves out what only the command can do: %s', (problem, text) => {
  expect(toProblemText(problem)).toBe(text);
});

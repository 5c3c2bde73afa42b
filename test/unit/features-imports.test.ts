import { expect, test } from 'vitest';
import { toFileName, toImportState, toRange, toReasons } from '../../client/features/imports/import-facts.ts';
import type { ImportEntry } from '../../shared/api.ts';

const entry: ImportEntry = {
  id: '1',
  status: 'done',
  startedAt: '2026-01-01T00:00:00Z',
  file: '/logs/dns.log.gz',
  sha256: 'ab',
  bytes: 1,
  format: 'zeek-dns-tsv',
  dataset: 'sensor',
  read: 10,
  accepted: 10,
  leftOut: {},
  rejected: 0,
  clients: 1,
  names: 1,
  pairs: 1,
  nodesCreated: 1,
  edgesCreated: 1,
  edgesUpdated: 0,
  seconds: 1,
  alreadyImported: false,
  dryRun: false,
  gaps: [],
  moreGaps: 0,
};

test.each<[Partial<ImportEntry>, string]>([
  [{}, 'Done'],
  [{ rejected: 2 }, 'Done, some rejected'],
  [{ incomplete: 'The gzip file ends early.', rejected: 2 }, 'Incomplete'],
  [{ status: 'running' }, 'Running'],
  [{ status: 'interrupted' }, 'Interrupted'],
])('toImportState: %j', (rest, word) => {
  expect(toImportState({ ...entry, ...rest }).word).toBe(word);
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

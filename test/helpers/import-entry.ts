/** An import of the list in which nothing is remarkable; tests change what they are about. */
import type { ImportEntry } from '../../shared/api.ts';

export const importEntry: ImportEntry = {
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

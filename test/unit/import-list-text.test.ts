import { describe, expect, it } from 'vitest';
import { toImportListText } from '../../scripts/import-list-text.ts';
import type { ImportEntry } from '../../shared/api.ts';

const ENTRY: ImportEntry = {
  id: '1',
  file: 'dns.log',
  sha256: '0123456789abcdef'.repeat(4),
  bytes: 1,
  format: 'zeek-tsv',
  dataset: 'sensor-1',
  read: 12_345,
  accepted: 12_000,
  leftOut: { 'no name': 300, 'port 5353': 40 },
  rejected: 5,
  clients: 3,
  names: 4,
  pairs: 5,
  nodesCreated: 0,
  edgesCreated: 0,
  edgesUpdated: 0,
  seconds: 1,
  alreadyImported: false,
  dryRun: false,
  status: 'done',
  startedAt: '2026-03-09T10:11:12.000Z',
  gaps: [{ from: '2026-03-02T09:00:00.000Z', to: '2026-03-02T13:00:00.000Z' }],
  moreGaps: 2,
  firstSeen: '2026-03-02T08:00:00.000Z',
  lastSeen: '2026-03-08T23:59:59.000Z',
};

describe('the list of imports', () => {
  it('says so where there is none', () => {
    expect(toImportListText([], '2026-01-02T03:04:05Z')).toBe(
      'Nothing has been imported.\nDomains by the public suffix list of 2026-01-02 at the latest.\n',
    );
  });

  it('has a block for each data set, with columns of one width', () => {
    const { firstSeen, lastSeen, ...undated } = ENTRY;
    const text = toImportListText(
      [
        { ...ENTRY, vantage: 'resolver', clientMode: 'truncate:24,48' },
        { ...undated, dataset: 'a-table', file: 'table.tsv', format: 'iptoasn', clients: 0, gaps: [], moreGaps: 0 },
        { ...ENTRY, file: 'cut.log.gz', status: 'interrupted' },
      ],
      '2026-01-02T03:04:05Z',
    );
    expect(text.split('\n')).toEqual([
      'a-table',
      '  file        format    status         rows  accepted  left out  rejected  covers (UTC)                         gaps  sha256        imported (UTC)',
      '  table.tsv   iptoasn   done         12,345    12,000       340         5                                          0  0123456789ab  2026-03-09 10:11',
      '',
      'sensor-1 (vantage resolver; clients: networks of /24 and /48, each by its first address)',
      '  file        format    status         rows  accepted  left out  rejected  covers (UTC)                         gaps  sha256        imported (UTC)',
      '  dns.log     zeek-tsv  done         12,345    12,000       340         5  2026-03-02 08:00 – 2026-03-08 23:59     3  0123456789ab  2026-03-09 10:11',
      '  cut.log.gz  zeek-tsv  interrupted  12,345    12,000       340         5  2026-03-02 08:00 – 2026-03-08 23:59     3  0123456789ab  2026-03-09 10:11',
      '',
      'Domains by the public suffix list of 2026-01-02 at the latest.',
      '',
    ]);
  });
});

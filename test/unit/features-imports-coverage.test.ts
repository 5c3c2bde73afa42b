import { describe, expect, test } from 'vitest';
import { sayCoverage, toCoverage } from '../../client/features/imports/coverage.ts';
import type { ImportEntry } from '../../shared/api.ts';
import { importEntry } from '../helpers/import-entry.ts';

const toEntry = (id: string, rest: Partial<ImportEntry>): ImportEntry => ({ ...importEntry, id, ...rest });

const january = toEntry('january', { firstSeen: '2026-01-01T00:00:00Z', lastSeen: '2026-01-11T00:00:00Z' });
const later = toEntry('later', {
  firstSeen: '2026-01-06T00:00:00Z',
  lastSeen: '2026-01-21T00:00:00Z',
  gaps: [{ from: '2026-01-09T00:00:00Z', to: '2026-01-11T00:00:00Z' }],
});

describe('toCoverage', () => {
  test('puts all bars on one axis, from the first row of any import to the last', () => {
    const coverage = toCoverage([later, january]);
    expect([coverage?.from, coverage?.to]).toEqual(['2026-01-01T00:00:00.000Z', '2026-01-21T00:00:00.000Z']);
    expect(coverage?.datasets).toEqual([
      {
        dataset: 'sensor',
        bars: [
          { entry: january, covered: [{ start: 0, length: 500 }], holes: [] },
          {
            entry: later,
            covered: [
              { start: 250, length: 150 },
              { start: 500, length: 500 },
            ],
            holes: [{ ...later.gaps[0], start: 400, length: 100 }],
          },
        ],
      },
    ]);
  });

  test('groups by data set, in the order of time', () => {
    const office = toEntry('office', { ...january, id: 'office', dataset: 'office' });
    const coverage = toCoverage([later, office, toEntry('more', { ...later, id: 'more', dataset: 'office' })]);
    expect(coverage?.datasets.map(({ dataset, bars }) => [dataset, bars.map(({ entry }) => entry.id)])).toEqual([
      ['office', ['office', 'more']],
      ['sensor', ['later']],
    ]);
  });

  test('shows an import of a moment, also at the end of the axis and alone', () => {
    const moment = { firstSeen: '2026-01-21T00:00:00Z', lastSeen: '2026-01-21T00:00:00Z' };
    expect(toCoverage([january, toEntry('moment', moment)])?.datasets[0]?.bars[1]?.covered).toEqual([
      { start: 996, length: 4 },
    ]);
    expect(toCoverage([toEntry('moment', moment)])?.datasets[0]?.bars[0]?.covered).toEqual([
      { start: 0, length: 1000 },
    ]);
  });

  test('leaves out holes that are too narrow to be seen, and imports without a time', () => {
    const gaps = [{ from: '2026-01-02T00:00:00Z', to: '2026-01-02T00:20:00Z' }];
    const bar = toCoverage([toEntry('narrow', { ...january, gaps }), toEntry('timeless', {})])?.datasets[0]?.bars;
    expect(bar).toMatchObject([{ covered: [{ start: 0, length: 1000 }], holes: [] }]);
    expect(toCoverage([toEntry('timeless', {})])).toBeUndefined();
  });
});

test('sayCoverage says times and gaps in the zone', () => {
  expect(sayCoverage(january, 'UTC')).toBe('1 Jan 2026, 00:00 – 11 Jan 2026, 00:00 (UTC), no gaps');
  expect(sayCoverage({ ...later, moreGaps: 2 }, 'Europe/Berlin')).toBe(
    '6 Jan 2026, 01:00 – 21 Jan 2026, 01:00 (Europe/Berlin), 3 gaps: 9 Jan 2026, 01:00 – 11 Jan 2026, 01:00 …',
  );
});

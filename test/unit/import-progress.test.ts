import { describe, expect, it } from 'vitest';
import { toFigures } from '../../scripts/import-progress.ts';
import type { ImportProgress } from '../../server/import/import-options.ts';

const FILE = { file: 'dns.log', octets: 250, totalOctets: 1000, rows: 5000 };

describe('the figures of an import under way', () => {
  it.each<[string, ImportProgress, number, string]>([
    ['nothing but the time while hashing', { ...FILE, phase: 'hashing' }, 10, '30 s left'],
    ['rows, rate and time left while reading', { ...FILE, phase: 'reading' }, 10, '5,000 rows, 500 rows/s, 30 s left'],
    ['no rate in the first moments', { ...FILE, phase: 'reading' }, 0.1, '5,000 rows'],
    [
      'what is written, and the time that writing takes',
      { ...FILE, octets: 1000, phase: 'writing', written: { done: 2000, total: 8000 } },
      40,
      '5,000 rows, 2,000 of 8,000 nodes and edges, 2 min 0 s left',
    ],
    [
      'no time left before anything is written',
      { ...FILE, octets: 1000, phase: 'writing', written: { done: 0, total: 8000 } },
      5,
      '5,000 rows, 0 of 8,000 nodes and edges',
    ],
    [
      'addresses while mapping, whose end is not known',
      { ...FILE, phase: 'mapping', written: { done: 4000 } },
      5,
      '5,000 rows, 4,000 addresses',
    ],
  ])('are %s', (_, progress, seconds, expected) => {
    expect(toFigures(progress, seconds)).toBe(expected);
  });
});

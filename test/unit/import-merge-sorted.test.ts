import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mergeSorted } from '../../server/import/merge-sorted.ts';

type Row = { key: number; from: number[] };

const compare = (a: Row, b: Row) => a.key - b.key;
const combine = (into: Row, more: Row) => ({ key: into.key, from: [...into.from, ...more.from] });

it('gives every row once, in order, equal ones combined in the order of their streams', () => {
  const stream = fc.uniqueArray(fc.nat(30)).map((keys) => keys.sort((a, b) => a - b));
  fc.assert(
    fc.property(fc.array(stream, { maxLength: 12 }), (streams) => {
      const rows = streams.map((keys, at) => keys.map((key) => ({ key, from: [at] })));
      const keys = [...new Set(streams.flat())].sort((a, b) => a - b);
      const expected = keys.map((key) => ({
        key,
        from: [...streams.keys()].filter((at) => streams[at]?.includes(key)),
      }));
      expect([...mergeSorted(rows, compare, combine)]).toEqual(expected);
    }),
  );
});

it('closes its streams where nobody takes the rest', () => {
  const closed: number[] = [];
  function* count(at: number): Generator<Row> {
    try {
      for (let key = 0; ; key += 1) yield { key, from: [at] };
    } finally {
      closed.push(at);
    }
  }
  for (const { key } of mergeSorted([count(0), count(1)], compare, combine)) if (key === 3) break;
  expect(closed.sort()).toEqual([0, 1]);
});

/** Many sorted streams as one. */

type Head<T> = { rows: Iterator<T>; row: T; order: number };

/**
 * Merges streams that ascend by `compare`; rows that compare equal are combined into that of the first stream, in the order
 * of the streams. The heads of the streams are a binary heap: a large log has some hundred.
 */
export function* mergeSorted<T>(
  streams: readonly Iterable<T>[],
  compare: (a: T, b: T) => number,
  combine: (into: T, more: T) => T,
): Generator<T> {
  const heads: Head<T>[] = [];

  function isBefore(a: Head<T>, b: Head<T>): boolean {
    const difference = compare(a.row, b.row);
    return difference === 0 ? a.order < b.order : difference < 0;
  }

  function sink(from: number): void {
    const head = heads[from] as Head<T>;
    let at = from;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heads.length) break;
      if (child + 1 < heads.length && isBefore(heads[child + 1] as Head<T>, heads[child] as Head<T>)) child += 1;
      if (!isBefore(heads[child] as Head<T>, head)) break;
      heads[at] = heads[child] as Head<T>;
      at = child;
    }
    heads[at] = head;
  }

  /** Takes the least row, and the next of its stream in its place. */
  function take(): T {
    const head = heads[0] as Head<T>;
    const { row } = head;
    const next = head.rows.next();
    if (next.done) {
      const last = heads.pop() as Head<T>;
      if (heads.length > 0) heads[0] = last;
    } else head.row = next.value;
    if (heads.length > 1) sink(0);
    return row;
  }

  try {
    for (const [order, stream] of streams.entries()) {
      const rows = stream[Symbol.iterator]();
      const next = rows.next();
      if (!next.done) heads.push({ rows, row: next.value, order });
    }
    for (let at = (heads.length >> 1) - 1; at >= 0; at -= 1) sink(at);
    while (heads.length > 0) {
      let merged = take();
      while (heads.length > 0 && compare((heads[0] as Head<T>).row, merged) === 0) merged = combine(merged, take());
      yield merged;
    }
  } finally {
    // Streams from disk hold their files open.
    for (const { rows } of heads) rows.return?.();
  }
}

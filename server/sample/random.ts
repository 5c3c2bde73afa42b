/** A seeded source of numbers, so that the sample is the same on every machine and day. */

export type Random = {
  /** At least 0, below 1. */
  next: () => number;
  /** A whole number, at least 0, below `limit`. */
  below: (limit: number) => number;
  pick: <T>(list: readonly T[]) => T;
};

/** mulberry32 by Tommy Ettinger (public domain): 32 bits of state are enough for a sample. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  const pick = <T>(list: readonly T[]): T => {
    const picked = list[below(list.length)];
    if (picked === undefined) throw new Error('nothing to pick from');
    return picked;
  };
  return { next, below, pick };
}

/** Running sums of weights, for `drawIndex`. */
export function toRunningSums(weights: readonly number[]): Float64Array {
  const sums = new Float64Array(weights.length);
  let sum = 0;
  for (const [i, weight] of weights.entries()) {
    sum += weight;
    sums[i] = sum;
  }
  return sums;
}

/** An index from `from` up to but without `until`, each as likely as its weight. */
export function drawIndex(sums: Float64Array, random: Random, from = 0, until = sums.length): number {
  const least = from === 0 ? 0 : (sums[from - 1] ?? 0);
  const target = least + random.next() * ((sums[until - 1] ?? 0) - least);
  let low = from;
  let high = until - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sums[middle] ?? 0) > target) high = middle;
    else low = middle + 1;
  }
  return low;
}

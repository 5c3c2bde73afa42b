/**
 * A made-up day of lookups with hardly any repetition: which client asked for which name. Every pair is computed from its
 * number alone, so that a log of any size is written without holding it.
 */
import { toIpv4Text } from '../../../shared/ipv4.ts';

/** What the log has: 2,000,000 rows, 1,700,000 pairs, 900,000 names, as many clients as 198.18.0.0/15 has addresses. */
const ROWS = 2_000_000;
const PAIRS_PER_ROW = 0.85;
const NAMES_PER_ROW = 0.45;
const MAX_CLIENTS = 131_072;
const FIRST_CLIENT = 0xc612_0000;
const NAMES_PER_DOMAIN = 4;

/** A name of rank r is asked for about as often as (r + FLATTEN) ** -EXPONENT says: some by thousands of clients, most by one. */
const EXPONENT = 0.85;
const FLATTEN = 5;

const WORDS = ['www', 'mail', 'api', 'cdn', 'img', 'static', 'login', 'updates', 'telemetry', 'edge', 'video', 'shop'];
const PLACES = ['harbor', 'meadow', 'lantern', 'quarry', 'orchard', 'beacon', 'copper', 'juniper', 'tundra', 'willow'];

/** 32 bits that look like chance, the same for the same two numbers. */
export function toHash(value: number, seed: number): number {
  let mixed = Math.imul(value ^ Math.imul(seed, 0x9e37_79b1), 0x85eb_ca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0xc2b2_ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0x27d4_eb2f);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/**
 * Each of the numbers below `size` once, in an order that looks like chance: a Feistel network over the next power of
 * four, walked on until the number is small enough.
 */
export function createPermutation(size: number, seed: number): (index: number) => number {
  let bits = 1;
  while (4 ** bits < size) bits += 1;
  const mask = 2 ** bits - 1;
  return (index) => {
    let value = index;
    do {
      let left = (value >>> bits) & mask;
      let right = value & mask;
      for (let round = 1; round <= 4; round += 1) {
        const next = left ^ (toHash(right, seed * 4 + round) & mask);
        left = right;
        right = next;
      }
      value = ((left << bits) | right) >>> 0;
    } while (value >= size);
    return value;
  };
}

export type DayShape = { pairs: number; names: number; clients: number };

/**
 * How many pairs, names and clients a log of so many rows has. Beyond 2,000,000 rows names grow more slowly than rows
 * (Heaps' law), and the network gets no more clients.
 */
export function toDayShape(rows: number): DayShape {
  const names = NAMES_PER_ROW * (rows <= ROWS ? rows : ROWS * (rows / ROWS) ** 0.7);
  return {
    pairs: Math.round(rows * PAIRS_PER_ROW),
    names: Math.max(1, Math.round(names)),
    clients: Math.max(1, Math.min(MAX_CLIENTS, Math.ceil((rows / ROWS) * MAX_CLIENTS))),
  };
}

/** For each name by rank, the number of pairs of it and all before it: each at least one, together all. */
function toEnds({ pairs, names, clients }: DayShape): Uint32Array {
  const sums = new Float64Array(names);
  let sum = 0;
  for (let rank = 0; rank < names; rank += 1) {
    sum += (rank + FLATTEN) ** -EXPONENT;
    sums[rank] = sum;
  }
  const ends = new Uint32Array(names);
  for (let rank = 0; rank < names; rank += 1) {
    ends[rank] = rank + 1 + Math.floor((pairs - names) * ((sums[rank] ?? 0) / sum));
  }
  const most = (ends[0] ?? 0) + 1;
  if (most > clients)
    throw new Error(`${pairs} pairs are too many: one name would need ${most} of ${clients} clients.`);
  return ends;
}

export type SyntheticPairs = {
  /** The numbers of client and name of the pair with this number; no two pairs have both in common. */
  toPair(pair: number): [client: number, name: number];
};

export function createPairs(shape: DayShape, seed: number): SyntheticPairs {
  const ends = toEnds(shape);
  function findName(pair: number): number {
    let low = 0;
    let high = ends.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) > pair) high = middle;
      else low = middle + 1;
    }
    return low;
  }
  return {
    toPair(pair) {
      const name = findName(pair);
      const start = name === 0 ? 0 : (ends[name - 1] ?? 0);
      const asked = (ends[name] ?? 0) - start;
      const position = pair - start;
      // The square favours the first clients; the position that is added keeps the clients of one name apart.
      const place = (position + toHash(name, seed) / 2 ** 32) / asked;
      return [Math.floor((shape.clients - asked) * place * place) + position, name];
    },
  };
}

/** The busy clients lie scattered over 198.18.0.0/15 (RFC 2544). */
export function toClientAddress(client: number): string {
  return toIpv4Text(FIRST_CLIENT + ((Math.imul(client, 40_503) + 12_345) & (MAX_CLIENTS - 1)));
}

/** Four names to a domain on average, all below `.example` (RFC 2606). */
export function toHostName(name: number, names: number): string {
  const hash = toHash(name, names);
  const domain = hash % Math.max(1, Math.floor(names / NAMES_PER_DOMAIN));
  const place = PLACES[domain % PLACES.length] ?? '';
  const word = WORDS[(hash >>> 8) % WORDS.length] ?? '';
  return `${word}-${name.toString(36)}.${place}-${domain.toString(36)}.example`;
}

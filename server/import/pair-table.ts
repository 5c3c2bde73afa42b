/** Lookups counted per (client, name) in typed columns: some 60 octets a pair, and no object for the collector to visit. */

/** Indices into the texts of whoever fills the table; seconds since 1970 UTC. */
export type PairTable = {
  add(client: number, host: number, seconds: number, lastSeconds: number, kind: number, count: number): void;
  readonly size: number;
  /** Octets the table takes, roughly. */
  readonly octets: number;
  /** Index of the pair, -1 where there is none. */
  find(client: number, host: number): number;
  readonly columns: PairColumns;
};

export type PairColumns = {
  client: Int32Array;
  host: Int32Array;
  count: Float64Array;
  first: Float64Array;
  last: Float64Array;
  /** The first hour (epoch hours) and kind of a pair with their counts; most pairs have no other. */
  hour: Int32Array;
  hourCount: Float64Array;
  kind: Int32Array;
  kindCount: Float64Array;
  /** All hours, or kinds, of pairs that have several: value and count in turn, hours ascending. */
  hours: Map<number, number[]>;
  kinds: Map<number, number[]>;
};

const FIRST_CAPACITY = 4096;
/** Of a pair in the columns and, on average, in the slots. */
const OCTETS_PER_PAIR = 72;
/** Of a value with its count in an array of numbers. */
const OCTETS_PER_EXTRA = 24;

function grow<T extends Int32Array | Float64Array>(old: T, capacity: number): T {
  const larger = new (old.constructor as new (length: number) => T)(capacity);
  larger.set(old as never);
  return larger;
}

function createColumns(capacity: number): PairColumns {
  return {
    client: new Int32Array(capacity),
    host: new Int32Array(capacity),
    count: new Float64Array(capacity),
    first: new Float64Array(capacity),
    last: new Float64Array(capacity),
    hour: new Int32Array(capacity),
    hourCount: new Float64Array(capacity),
    kind: new Int32Array(capacity),
    kindCount: new Float64Array(capacity),
    hours: new Map(),
    kinds: new Map(),
  };
}

/** Adds to the hour's count; logs are nearly in order of time, so the search begins at the end. */
function addHour(hours: number[], hour: number, count: number): boolean {
  let at = hours.length - 2;
  while (at >= 0 && (hours[at] ?? 0) > hour) at -= 2;
  if (at >= 0 && hours[at] === hour) {
    hours[at + 1] = (hours[at + 1] ?? 0) + count;
    return false;
  }
  if (at === hours.length - 2) hours.push(hour, count);
  else hours.splice(at + 2, 0, hour, count);
  return true;
}

function addKind(kinds: number[], kind: number, count: number): boolean {
  for (let at = 0; at < kinds.length; at += 2) {
    if (kinds[at] !== kind) continue;
    kinds[at + 1] = (kinds[at + 1] ?? 0) + count;
    return false;
  }
  kinds.push(kind, count);
  return true;
}

export function createPairTable(): PairTable {
  let capacity = FIRST_CAPACITY;
  let columns = createColumns(capacity);
  /** Pair index + 1 by hash; 0 is empty. */
  let slots = new Int32Array(capacity * 2);
  let size = 0;
  let extras = 0;

  function findSlot(client: number, host: number): number {
    const mask = slots.length - 1;
    let at = (Math.imul(client, 0x9e3779b1) ^ Math.imul(host, 0x85ebca6b)) >>> 0;
    at = (at ^ (at >>> 15)) & mask;
    for (;;) {
      const pair = (slots[at] as number) - 1;
      if (pair < 0 || (columns.client[pair] === client && columns.host[pair] === host)) return at;
      at = (at + 1) & mask;
    }
  }

  function enlarge(): void {
    capacity *= 2;
    const { hours, kinds } = columns;
    const { client, host, count, first, last, hour, hourCount, kind, kindCount } = columns;
    columns = {
      client: grow(client, capacity),
      host: grow(host, capacity),
      count: grow(count, capacity),
      first: grow(first, capacity),
      last: grow(last, capacity),
      hour: grow(hour, capacity),
      hourCount: grow(hourCount, capacity),
      kind: grow(kind, capacity),
      kindCount: grow(kindCount, capacity),
      hours,
      kinds,
    };
    slots = new Int32Array(capacity * 2);
    for (let pair = 0; pair < size; pair += 1) {
      slots[findSlot(columns.client[pair] as number, columns.host[pair] as number)] = pair + 1;
    }
  }

  function addToExisting(pair: number, hour: number, kind: number, count: number): void {
    const several = columns.hours.get(pair);
    if (several) {
      if (addHour(several, hour, count)) extras += 1;
    } else if (columns.hour[pair] === hour) {
      columns.hourCount[pair] = (columns.hourCount[pair] as number) + count;
    } else {
      const hours = [columns.hour[pair] as number, columns.hourCount[pair] as number];
      addHour(hours, hour, count);
      columns.hours.set(pair, hours);
      extras += 4;
    }
    const mixed = columns.kinds.get(pair);
    if (mixed) {
      if (addKind(mixed, kind, count)) extras += 1;
    } else if (columns.kind[pair] === kind) {
      columns.kindCount[pair] = (columns.kindCount[pair] as number) + count;
    } else {
      columns.kinds.set(pair, [columns.kind[pair] as number, columns.kindCount[pair] as number, kind, count]);
      extras += 4;
    }
  }

  return {
    add(client, host, seconds, lastSeconds, kind, count) {
      const hour = Math.floor(seconds / 3600);
      const slot = findSlot(client, host);
      const known = (slots[slot] as number) - 1;
      if (known >= 0) {
        columns.count[known] = (columns.count[known] as number) + count;
        if (seconds < (columns.first[known] as number)) columns.first[known] = seconds;
        if (lastSeconds > (columns.last[known] as number)) columns.last[known] = lastSeconds;
        addToExisting(known, hour, kind, count);
        return;
      }
      const pair = size;
      size += 1;
      slots[slot] = pair + 1;
      columns.client[pair] = client;
      columns.host[pair] = host;
      columns.count[pair] = count;
      columns.first[pair] = seconds;
      columns.last[pair] = lastSeconds;
      columns.hour[pair] = hour;
      columns.hourCount[pair] = count;
      columns.kind[pair] = kind;
      columns.kindCount[pair] = count;
      if (size >= capacity) enlarge();
    },
    find: (client, host) => (slots[findSlot(client, host)] as number) - 1,
    get size() {
      return size;
    },
    get octets() {
      return size * OCTETS_PER_PAIR + extras * OCTETS_PER_EXTRA;
    },
    get columns() {
      return columns;
    },
  };
}

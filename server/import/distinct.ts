/** Counts distinct keys of a file larger than memory by 53-bit hashes: 16 octets a key at most, no key is kept. */

export type DistinctCounter = { add(key: string): void; readonly size: number };

/** cyrb53, a public-domain hash; two of 20 million keys collide with a chance of about 2 in 100. */
function hash(text: string): number {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return 4294967296 * (2097151 & b) + (a >>> 0) + 1;
}

export function createDistinctCounter(): DistinctCounter {
  let slots = new Float64Array(1024);
  let size = 0;

  function insert(value: number): boolean {
    const mask = slots.length - 1;
    let at = (value % 4294967291) & mask;
    for (;;) {
      if (slots[at] === value) return false;
      if (slots[at] === 0) {
        slots[at] = value;
        return true;
      }
      at = (at + 1) & mask;
    }
  }

  return {
    add(key) {
      if (!insert(hash(key))) return;
      size += 1;
      if (size * 2 <= slots.length) return;
      const old = slots;
      slots = new Float64Array(old.length * 2);
      for (const value of old) if (value !== 0) insert(value);
    },
    get size() {
      return size;
    },
  };
}

/** Texts of cells, found by their octets: of the few that a log repeats, each is made once. */

export type OctetTexts = {
  /** The text of the octets from `from` up to `to`, which are UTF-8. What the column held last is tried first. */
  get(column: number, octets: Buffer, from: number, to: number): string;
};

const SLOTS = 1 << 17;
/** Beyond as many the texts are forgotten, so that memory stays small where nothing is repeated. */
const MAX_TEXTS = SLOTS / 2;
const MAX_OCTETS = 4 * 1024 * 1024;
const LONGEST_TEXT = 1024;
/** Where so many other texts stand in a text's places, it is made anew: whoever writes a log cannot make this slow. */
const MAX_TRIES = 16;

function toView(octets: Buffer): DataView {
  return new DataView(octets.buffer, octets.byteOffset, octets.length);
}

/** FNV-1a, by four octets at once. */
function toHash(octets: Buffer, view: DataView, from: number, to: number): number {
  let hash = 0x811c9dc5;
  let at = from;
  for (; at + 4 <= to; at += 4) hash = Math.imul(hash ^ view.getUint32(at), 0x01000193);
  for (; at < to; at += 1) hash = Math.imul(hash ^ (octets[at] as number), 0x01000193);
  return hash ^ (hash >>> 15);
}

export function createOctetTexts(): OctetTexts {
  /** Index of a text + 1, by hash; 0 is empty. */
  const slots = new Int32Array(SLOTS);
  const hashes = new Int32Array(MAX_TEXTS);
  /** Where the octets of a text begin among all; they end where the next begin. */
  const starts = new Int32Array(MAX_TEXTS + 1);
  let all = Buffer.alloc(64 * 1024);
  let allView = toView(all);
  let texts: string[] = [];
  /** Index of the text that each column held last. */
  let lasts: number[] = [];
  let current: Buffer = all;
  let view = allView;

  function forgetAll(): void {
    slots.fill(0);
    texts = [];
    lasts = [];
  }

  function add(column: number, slot: number, hash: number, octets: Buffer, from: number, to: number): string {
    const text = octets.toString('utf8', from, to);
    const index = texts.length;
    const start = starts[index] as number;
    const end = start + to - from;
    if (end > all.length) {
      const larger = Buffer.alloc(all.length * 2);
      all.copy(larger, 0, 0, start);
      all = larger;
      allView = toView(all);
    }
    octets.copy(all, start, from, to);
    starts[index + 1] = end;
    hashes[index] = hash;
    slots[slot] = index + 1;
    texts.push(text);
    lasts[column] = index;
    if (texts.length >= MAX_TEXTS || end > MAX_OCTETS) forgetAll();
    return text;
  }

  function isSame(index: number, octets: Buffer, from: number, to: number): boolean {
    const start = starts[index] as number;
    if ((starts[index + 1] as number) - start !== to - from) return false;
    const shift = start - from;
    let at = from;
    for (; at + 4 <= to; at += 4) if (allView.getUint32(at + shift) !== view.getUint32(at)) return false;
    for (; at < to; at += 1) if (all[at + shift] !== octets[at]) return false;
    return true;
  }

  return {
    get(column, octets, from, to) {
      if (from >= to) return '';
      if (octets !== current) {
        current = octets;
        view = toView(octets);
      }
      const last = lasts[column];
      if (last !== undefined && isSame(last, octets, from, to)) return texts[last] as string;
      if (to - from > LONGEST_TEXT) return octets.toString('utf8', from, to);
      const hash = toHash(octets, view, from, to);
      let slot = hash & (SLOTS - 1);
      for (let tries = 0; tries < MAX_TRIES; tries += 1) {
        const index = (slots[slot] as number) - 1;
        if (index < 0) return add(column, slot, hash, octets, from, to);
        if (hashes[index] === hash && isSame(index, octets, from, to)) {
          lasts[column] = index;
          return texts[index] as string;
        }
        slot = (slot + 1) & (SLOTS - 1);
      }
      return octets.toString('utf8', from, to);
    },
  };
}

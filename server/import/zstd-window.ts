/** How much of what it has unpacked a Zstandard frame has to be remembered, by its header (RFC 8878 §3.1.1.1). */

const DICTIONARY_OCTETS = [0, 1, 2, 4];

/** In octets, of the frame at the beginning; undefined where it is none or cut. */
export function findZstdWindow(octets: Buffer): number | undefined {
  const descriptor = octets[4];
  if (descriptor === undefined || octets.readUInt32LE(0) !== 0xfd2fb528) return undefined;
  const isSingleSegment = (descriptor & 32) !== 0;
  if (!isSingleSegment) {
    const window = octets[5];
    if (window === undefined) return undefined;
    const base = 2 ** (10 + (window >> 3));
    return base + (base / 8) * (window & 7);
  }
  // The whole content, whose length is written in 1, 2, 4 or 8 octets, is the window.
  const at = 5 + (DICTIONARY_OCTETS[descriptor & 3] ?? 0);
  const length = 2 ** (descriptor >> 6);
  if (octets.length < at + length) return undefined;
  if (length === 8) return Number(octets.readBigUInt64LE(at));
  return octets.readUIntLE(at, length) + (length === 2 ? 256 : 0);
}

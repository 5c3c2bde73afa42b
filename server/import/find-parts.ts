/** Which parts of a content are still to be imported, by what the ledger knows of its beginnings. */
import type { KnownImport } from '../graph/ledger-entries.ts';
import type { Inspection } from './inspect-file.ts';

/** Imported on its own; `sha256` is of the content up to `to`. */
export type Part = { from: number; to: number; units: number; sha256: string };

export type Parts =
  /** The very content is in, by this import. */
  { type: 'known'; id: string } | { type: 'parts'; parts: Part[] };

/** Lengths of content at which the ledger knows a hash. */
export function toOffsets(known: readonly KnownImport[]): number[] {
  return known.flatMap(({ octets, end }) => [octets, ...(end ? [end.endOctets] : [])]);
}

/**
 * A content that begins as a finished import did goes on behind it: a log that has grown, the whole file after a truncated
 * one. Imports of its beginnings that were interrupted are finished first, each under its own hash.
 */
export function findParts(known: readonly KnownImport[], { sha256, octets, prefixes }: Inspection): Parts {
  const same = known.find((each) => each.sha256 === sha256 && each.status === 'done');
  if (same) return { type: 'known', id: same.id };
  const isDone = (each: KnownImport) =>
    each.status === 'done' &&
    each.end !== undefined &&
    each.end.endOctets > 0 &&
    each.end.endOctets <= octets &&
    prefixes.get(each.end.endOctets) === each.end.endSha256;
  const begun = known.filter(
    (each) =>
      each.status !== 'done' &&
      (each.octets === octets ? each.sha256 === sha256 : prefixes.get(each.octets) === each.sha256),
  );
  let from = 0;
  let units = 0;
  for (const { end } of known.filter(isDone)) {
    if (!end || end.endOctets <= from) continue;
    from = end.endOctets;
    units = end.units;
  }
  const parts: Part[] = begun
    .filter((each) => each.octets > from)
    .map((each) => ({ from: each.from, to: each.octets, units: each.unitsBefore, sha256: each.sha256 }));
  const last = parts.at(-1);
  if (last?.to !== octets) {
    // Where the unfinished part ends is known once it is done: it may leave its last line for the next.
    parts.push({ from: last?.to ?? from, to: octets, units: last ? Number.NaN : units, sha256 });
  }
  return { type: 'parts', parts };
}

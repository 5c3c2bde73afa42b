/** The times that imports cover, as bars on one axis. */
import type { ImportEntry } from '../../../shared/api.ts';
import { formatCounted, formatTime } from '../../ui/format.ts';

/** In per mille of the axis. */
export type Span = { start: number; length: number };
export type CoverageBar = {
  entry: ImportEntry;
  /** Where rows are; what lies between are the holes. */
  covered: Span[];
  holes: (Span & { from: string; to: string })[];
};
export type Coverage = { from: string; to: string; datasets: { dataset: string; bars: CoverageBar[] }[] };

const WIDTH = 1000;
/** A shorter bar is not seen. */
const MIN_LENGTH = 4;
/** A shorter hole is not seen, and a thousand of them take long to draw. */
const MIN_HOLE = 2;

type Timed = ImportEntry & { firstSeen: string; lastSeen: string };

function isTimed(entry: ImportEntry): entry is Timed {
  return entry.firstSeen !== undefined && entry.lastSeen !== undefined;
}

function toBar(entry: Timed, from: number, length: number): CoverageBar {
  const toPlace = (time: string) => (length === 0 ? 0 : ((Date.parse(time) - from) / length) * WIDTH);
  const start = toPlace(entry.firstSeen);
  const end = length === 0 ? WIDTH : toPlace(entry.lastSeen);
  if (end - start < MIN_LENGTH) {
    return { entry, covered: [{ start: Math.min(start, WIDTH - MIN_LENGTH), length: MIN_LENGTH }], holes: [] };
  }
  const holes = entry.gaps
    .map((gap) => ({ ...gap, start: toPlace(gap.from), length: toPlace(gap.to) - toPlace(gap.from) }))
    .filter((hole) => hole.length >= MIN_HOLE);
  const edges = [start, ...holes.flatMap((hole) => [hole.start, hole.start + hole.length]), end];
  const covered = Array.from({ length: edges.length / 2 }, (_, at) => {
    const [first = 0, last = 0] = edges.slice(at * 2, at * 2 + 2);
    return { start: first, length: Math.max(1, last - first) };
  });
  return { entry, covered, holes };
}

/** By data set, in the order of their first times; undefined where no import names a time. */
export function toCoverage(entries: readonly ImportEntry[]): Coverage | undefined {
  const timed = entries.filter(isTimed);
  if (timed.length === 0) return undefined;
  const from = Math.min(...timed.map(({ firstSeen }) => Date.parse(firstSeen)));
  const to = Math.max(...timed.map(({ lastSeen }) => Date.parse(lastSeen)));
  const byDataset = new Map<string, CoverageBar[]>();
  for (const entry of timed.toSorted((a, b) => Date.parse(a.firstSeen) - Date.parse(b.firstSeen))) {
    byDataset.set(entry.dataset, [...(byDataset.get(entry.dataset) ?? []), toBar(entry, from, to - from)]);
  }
  return {
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    datasets: [...byDataset].map(([dataset, bars]) => ({ dataset, bars })),
  };
}

const MAX_NAMED_GAPS = 3;

/** `3 May 2016, 00:00 – 23 Sep 2016, 23:00 (UTC), 2 gaps: …`. */
export function sayCoverage({ firstSeen = '', lastSeen = '', gaps, moreGaps }: ImportEntry, timezone: string): string {
  const toRange = (from: string, to: string) => `${formatTime(from, timezone)} – ${formatTime(to, timezone)}`;
  const count = gaps.length + moreGaps;
  const named = gaps.slice(0, MAX_NAMED_GAPS).map(({ from, to }) => toRange(from, to));
  const gapText =
    count === 0 ? 'no gaps' : `${formatCounted(count, 'gap')}: ${named.join('; ')}${count > named.length ? ' …' : ''}`;
  return `${toRange(firstSeen, lastSeen)} (${timezone}), ${gapText}`;
}

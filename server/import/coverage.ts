/** Which time a log covers: first and last row, and hours between without any. */
import type { Gaps } from '../graph/ledger-entries.ts';

/** As many ranges are kept; that there are more is said. */
const MAX_GAPS = 1000;

export type Coverage = {
  add(first: number, last: number, hours: readonly number[]): void;
  firstSeen(): string | undefined;
  lastSeen(): string | undefined;
  findGaps(): Gaps;
};

function toHourText(hour: number): string {
  return new Date(hour * 3_600_000).toISOString();
}

export function createCoverage(): Coverage {
  const hours = new Set<number>();
  let earliest = Number.POSITIVE_INFINITY;
  let latest = Number.NEGATIVE_INFINITY;
  const toTime = (time: number) => (Number.isFinite(time) ? new Date(time).toISOString() : undefined);
  return {
    add(first, last, more) {
      if (first < earliest) earliest = first;
      if (last > latest) latest = last;
      for (const hour of more) hours.add(hour);
    },
    firstSeen: () => toTime(earliest),
    lastSeen: () => toTime(latest),
    findGaps() {
      const sorted = [...hours].sort((a, b) => a - b);
      const gaps: Gaps['gaps'] = [];
      let moreGaps = 0;
      for (const [at, hour] of sorted.entries()) {
        const next = sorted[at + 1];
        if (next === undefined || next === hour + 1) continue;
        if (gaps.length < MAX_GAPS) gaps.push({ from: toHourText(hour + 1), to: toHourText(next) });
        else moreGaps += 1;
      }
      return { gaps, moreGaps };
    },
  };
}

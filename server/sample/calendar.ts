/** The weeks the sample covers, and when people and machines in each time zone ask. */
import { drawIndex, type Random, toRunningSums } from './random.ts';

/** Monday, 2 February 2026, 00:00 UTC, as hours since 1970. */
export const FIRST_HOUR = Date.UTC(2026, 1, 2) / 3_600_000;
export const WEEKS = 20;
export const HOURS = WEEKS * 7 * 24;

/** Hours since the first hour of the sample. */
export function toSampleHour(isoTime: string): number {
  return Date.parse(isoTime) / 3_600_000 - FIRST_HOUR;
}

/**
 * Offsets from UTC in hours, before and after the one change within the sample's weeks. Written out and not asked of the
 * platform, so that a newer time zone database does not change the sample.
 */
const ZONES = {
  'America/Halifax': { before: -4, after: -3, changes: toSampleHour('2026-03-08T06:00Z') },
  'Europe/Berlin': { before: 1, after: 2, changes: toSampleHour('2026-03-29T01:00Z') },
  'Asia/Tokyo': { before: 9, after: 9, changes: 0 },
  'Pacific/Auckland': { before: 13, after: 12, changes: toSampleHour('2026-04-04T14:00Z') },
} as const;
export type Zone = keyof typeof ZONES;

/** The weekday (1 is Monday, 7 Sunday) and hour in the zone. */
export function toLocal(zone: Zone, sampleHour: number): { weekday: number; hour: number } {
  const { before, after, changes } = ZONES[zone];
  const local = sampleHour + (sampleHour < changes ? before : after);
  const weekday = ((Math.floor(local / 24) % 7) + 7) % 7;
  return { weekday: weekday + 1, hour: ((local % 24) + 24) % 24 };
}

const OFFICE_DAY = [0.6, 1, 1, 1, 0.6, 0.9, 1, 1, 0.9, 0.5];

/** How much is asked at a local weekday and hour, relative to other hours of the same rhythm. */
const RHYTHMS = {
  /** Monday to Friday, 08:00 to 18:00, nothing else. */
  office: (weekday: number, hour: number) => (weekday <= 5 ? (OFFICE_DAY[hour - 8] ?? 0) : 0),
  /** Staff by day, their machines around the clock. */
  business: (weekday: number, hour: number) => RHYTHMS.office(weekday, hour) + 0.22,
  /** At home: evenings, and weekends from the late morning. */
  home: (weekday: number, hour: number) => {
    if (hour < 7) return 0.08;
    if (weekday > 5) return hour < 10 ? 0.4 : 0.9;
    return hour >= 18 ? 1.2 : 0.35;
  },
  /** A newsroom: early to late, every day. */
  newsroom: (_weekday: number, hour: number) => (hour >= 6 && hour < 23 ? 1 : 0.15),
  /** Machines. */
  flat: () => 1,
} as const;
export type Rhythm = keyof typeof RHYTHMS;

/** Running sums of the weights of all hours of the sample. */
export type Clock = Float64Array;

export function createClock(zone: Zone, rhythm: Rhythm): Clock {
  const weights = Array.from({ length: HOURS }, (_, i) => {
    const { weekday, hour } = toLocal(zone, i);
    return RHYTHMS[rhythm](weekday, hour);
  });
  return toRunningSums(weights);
}

/** A moment within the hours `from` (included) to `until` (not included), in seconds since 1970, whole microseconds. */
export function drawMoment(clock: Clock, random: Random, from = 0, until = HOURS): number {
  const hour = drawIndex(clock, random, Math.max(0, from), Math.min(HOURS, until));
  return toMoment(hour, random);
}

/** A moment within one hour of the sample. */
export function toMoment(sampleHour: number, random: Random): number {
  return (FIRST_HOUR + sampleHour) * 3600 + random.below(3_600_000_000) / 1_000_000;
}

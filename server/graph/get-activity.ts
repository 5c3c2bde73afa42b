import type { Activity } from '../../shared/api.ts';
import { AppError } from '../errors.ts';
import { type Database, readRecords } from './database.ts';
import { getNodeById } from './find-nodes-by-id.ts';
import { toPropertyValue } from './to-property-value.ts';

const TOTALS = `
MATCH (n)
WHERE elementId(n) = $node
MATCH (n)-[r:LOOKED_UP]-(other)
RETURN count(r) AS edges,
  count(DISTINCT other) AS neighbors,
  collect(DISTINCT coalesce(r.reference_name, '')) AS datasets,
  sum(r.count) AS lookups,
  min(r.first_seen) AS firstSeen,
  max(r.last_seen) AS lastSeen
`;

const HOURS = `
MATCH (n)
WHERE elementId(n) = $node
MATCH (n)-[r:LOOKED_UP]-()
UNWIND range(0, coalesce(size(r.hours), 0) - 1) AS i
RETURN r.hours[i] AS hour, sum(r.hour_counts[i]) AS lookups
ORDER BY hour
`;

type Totals = {
  edges: bigint;
  neighbors: bigint;
  datasets: string[];
  lookups: bigint;
  firstSeen: unknown;
  lastSeen: unknown;
};

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

type LocalHour = { day: string; weekday: number; hour: number };

/** Reads the clock on the wall of a zone, daylight saving included. Throws `invalid-request` where there is no such zone. */
export function createLocalClock(timezone: string): (epochHour: number) => LocalHour {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: timezone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      weekday: 'short',
      hour: '2-digit',
      hourCycle: 'h23',
    });
  } catch (cause) {
    const message = `timezone: "${timezone}" is no IANA time zone such as Europe/Berlin.`;
    throw new AppError('invalid-request', message, { details: { field: 'timezone' }, cause });
  }
  return (epochHour) => {
    const parts = Object.fromEntries(
      format.formatToParts(epochHour * 3_600_000).map(({ type, value }) => [type, value]),
    );
    return {
      day: `${parts.year?.padStart(4, '0')}-${parts.month}-${parts.day}`,
      weekday: WEEKDAYS.indexOf(parts.weekday ?? ''),
      hour: Number(parts.hour),
    };
  };
}

/**
 * When a name was looked up, or a client looked names up, in the local time of a zone. In zones that are off by part of an
 * hour, a counted UTC hour falls into the local hour in which it begins.
 */
export async function getActivity(database: Database, id: string, timezone: string): Promise<Activity> {
  const toLocal = createLocalClock(timezone);
  const { elementId: node } = await getNodeById(database, id);
  const [[totals], hours] = await Promise.all([
    readRecords<Totals>(database, TOTALS, { node }),
    readRecords<{ hour: bigint; lookups: bigint }>(database, HOURS, { node }),
  ]);
  const days = new Map<string, number>();
  const week = WEEKDAYS.map(() => Array.from({ length: 24 }, () => 0));
  for (const record of hours) {
    const lookups = Number(record.get('lookups'));
    const { day, weekday, hour } = toLocal(Number(record.get('hour')));
    days.set(day, (days.get(day) ?? 0) + lookups);
    const row = week[weekday];
    if (row) row[hour] = (row[hour] ?? 0) + lookups;
  }
  const toText = (value: unknown) => (value ? String(toPropertyValue(value)) : undefined);
  return {
    timezone,
    lookups: Number(totals?.get('lookups') ?? 0n),
    edges: Number(totals?.get('edges') ?? 0n),
    neighbors: Number(totals?.get('neighbors') ?? 0n),
    datasets: (totals?.get('datasets') ?? []).sort(),
    firstSeen: toText(totals?.get('firstSeen')),
    lastSeen: toText(totals?.get('lastSeen')),
    days: [...days].map(([day, lookups]) => ({ day, lookups })),
    week,
  };
}

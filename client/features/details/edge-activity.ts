/** When the lookups of one edge were made, from its `hours` and `hour_counts`, in a time zone. */
import type { Properties } from '../../../shared/graph.ts';

export type EdgeActivity = { days: { day: string; lookups: number }[]; week: number[][] };

const HOUR_MS = 3_600_000;
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

function toNumbers(value: unknown): number[] {
  return Array.isArray(value) ? value.map(Number) : [];
}

/** Undefined where the edge carries no hours. An hour belongs to the local day and hour in which it begins. */
export function toEdgeActivity(properties: Properties, timezone: string): EdgeActivity | undefined {
  const hours = toNumbers(properties.hours);
  const counts = toNumbers(properties.hour_counts);
  if (hours.length === 0) return undefined;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    weekday: 'short',
    hour: '2-digit',
    hourCycle: 'h23',
  });
  const days = new Map<string, number>();
  const week = WEEKDAYS.map(() => Array<number>(24).fill(0));
  for (const [index, hour] of hours.entries()) {
    const count = counts[index] ?? 0;
    const parts = new Map(format.formatToParts(hour * HOUR_MS).map(({ type, value }) => [type, value]));
    const day = `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`;
    days.set(day, (days.get(day) ?? 0) + count);
    const row = week[WEEKDAYS.indexOf(parts.get('weekday') ?? '')];
    const at = Number(parts.get('hour'));
    if (row) row[at] = (row[at] ?? 0) + count;
  }
  return { days: [...days].sort().map(([day, lookups]) => ({ day, lookups })), week };
}

/** `A 1,204 · AAAA 310`, most first: of two lists of equal length. */
export function toSplit(names: unknown, counts: unknown): { name: string; count: number }[] {
  const numbers = toNumbers(counts);
  return (Array.isArray(names) ? names.map(String) : [])
    .map((name, index) => ({ name, count: numbers[index] ?? 0 }))
    .sort((a, b) => b.count - a.count);
}

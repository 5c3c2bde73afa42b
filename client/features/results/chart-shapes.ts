/** Recognises answers that read better as a picture: hours of the week, and days. */
import type { CypherAnswer } from '../../../shared/api.ts';
import type { PropertyValue } from '../../../shared/graph.ts';

/** Monday first, as ISO 8601 and Cypher's `dayOfWeek` (1–7) count. */
export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** `cells`: seven rows, Monday first, of 24 hours; hours the answer does not name are 0. */
export type HeatMap = { cells: number[][]; max: number; total: number; countName: string };
/** Days in ascending order; days between the first and last that the answer does not name are there with 0. */
export type DayBars = { days: { day: string; count: number }[]; max: number; total: number; countName: string };

type Table = Pick<CypherAnswer, 'columns' | 'rows'>;

const COUNT_NAMES = /^(lookups|count|queries|n|total|value|clients|names)$/i;

function findColumns(answer: Table, names: readonly RegExp[]): number[] | undefined {
  const indexes = names.map((name) => answer.columns.findIndex((column) => name.test(column)));
  return indexes.every((index) => index >= 0) ? indexes : undefined;
}

function toWeekday(value: PropertyValue | undefined): number | undefined {
  if (typeof value === 'number') return value >= 1 && value <= 7 ? value - 1 : undefined;
  if (typeof value !== 'string' || value.length < 3) return undefined;
  const index = WEEKDAYS.findIndex((day) => day.toLowerCase().startsWith(value.toLowerCase()));
  return index >= 0 ? index : undefined;
}

/** Undefined unless every row is one hour of one weekday with one count: nothing is left out of the picture unseen. */
export function findHeatMap(answer: Table): HeatMap | undefined {
  const found = findColumns(answer, [/^week_?day$|^day_?of_?week$/i, /^hour$/i, COUNT_NAMES]);
  if (!found || answer.rows.length === 0) return undefined;
  const [weekday = 0, hour = 0, count = 0] = found;
  const cells = WEEKDAYS.map(() => Array.from({ length: 24 }, () => 0));
  for (const row of answer.rows) {
    const day = toWeekday(row[weekday]);
    const time = row[hour];
    const number = row[count];
    if (day === undefined || typeof time !== 'number' || typeof number !== 'number') return undefined;
    const line = cells[day];
    const before = line?.[time];
    if (!line || before === undefined || number < 0) return undefined;
    line[time] = before + number;
  }
  const all = cells.flat();
  return {
    cells,
    max: Math.max(...all),
    total: all.reduce((sum, number) => sum + number, 0),
    countName: answer.columns[count] ?? 'lookups',
  };
}

const DAY_MS = 86_400_000;
/** More bars than this cannot be told apart; the table is still there. */
const MAX_DAYS = 3660;

/** Undefined unless every row is one calendar day with a count. */
export function findDayBars(answer: Table): DayBars | undefined {
  const found = findColumns(answer, [/^(day|date)$/i, COUNT_NAMES]);
  if (!found || answer.columns.length > 3 || answer.rows.length === 0) return undefined;
  const [day = 0, count = 0] = found;
  const counts = new Map<number, number>();
  for (const row of answer.rows) {
    const text = row[day];
    const number = row[count];
    if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(text) || typeof number !== 'number') return undefined;
    const time = Date.parse(`${text}T00:00:00Z`);
    if (number < 0 || Number.isNaN(time)) return undefined;
    counts.set(time, (counts.get(time) ?? 0) + number);
  }
  const times = [...counts.keys()].sort((a, b) => a - b);
  const first = times[0] ?? 0;
  const length = ((times.at(-1) ?? first) - first) / DAY_MS + 1;
  if (length > MAX_DAYS) return undefined;
  const days = Array.from({ length }, (_, index) => {
    const time = first + index * DAY_MS;
    return { day: new Date(time).toISOString().slice(0, 10), count: counts.get(time) ?? 0 };
  });
  const all = days.map((entry) => entry.count);
  return {
    days,
    max: Math.max(...all),
    total: all.reduce((sum, number) => sum + number, 0),
    countName: answer.columns[count] ?? 'lookups',
  };
}

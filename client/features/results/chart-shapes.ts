/** Recognises answers that read better as a picture: hours of the week, and days. */
import type { CypherAnswer } from '../../../shared/api.ts';
import type { PropertyValue } from '../../../shared/graph.ts';

/** Monday first, as ISO 8601 and Cypher's `dayOfWeek` (1–7) count. */
export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** `cells`: seven rows, Monday first, of 24 hours; hours the answer does not name are 0. */
export type HeatMap = { cells: number[][]; max: number; total: number; countName: string };
/** Days in ascending order; days between the first and last that the answer does not name are there with 0. */
export type DayBars = { days: { day: string; count: number }[]; max: number; total: number; countName: string };
/** `name`: what the rows of the chart have in common in the answer's other columns, such as their data set. */
export type Chart<T> = { name: string; chart: T };

type Table = Pick<CypherAnswer, 'columns' | 'rows'>;
type Row = readonly PropertyValue[];

const COUNT_NAMES = /^(lookups|count|queries|n|total|value|clients|names)$/i;
/** A reader chooses among this many charts at most; an answer of more is a table. */
const MAX_CHARTS = 50;
const DAY_MS = 86_400_000;
/** More bars than this cannot be told apart; the table is still there. */
const MAX_DAYS = 3660;

/**
 * Rows apart by the text in all columns that the chart does not use: counts of two data sets are never added up. Undefined
 * where such a column holds more than text, or where there are too many charts.
 */
function groupRows(answer: Table, used: readonly number[]): { name: string; rows: Row[] }[] | undefined {
  const others = answer.columns.map((_, index) => index).filter((index) => !used.includes(index));
  const groups = new Map<string, { name: string; rows: Row[] }>();
  for (const row of answer.rows) {
    const values = others.map((index) => row[index] ?? '');
    if (!values.every((value) => typeof value === 'string')) return undefined;
    // Not by the name that is shown: "a" beside nothing and nothing beside "a" read alike.
    const key = JSON.stringify(values);
    const group = groups.get(key);
    if (group) group.rows.push(row);
    else if (groups.size === MAX_CHARTS) return undefined;
    else groups.set(key, { name: values.filter(Boolean).join(' · '), rows: [row] });
  }
  return [...groups.values()];
}

/** One chart for each group of rows; none unless every row fits, so that nothing is left out of a picture unseen. */
function findCharts<T>(
  answer: Table,
  names: readonly RegExp[],
  toChart: (rows: readonly Row[], columns: readonly number[], countName: string) => T | undefined,
): Chart<T>[] {
  const columns = names.map((name) => answer.columns.findIndex((column) => name.test(column)));
  if (columns.includes(-1)) return [];
  const countName = answer.columns[columns.at(-1) ?? -1] ?? '';
  const charts: Chart<T>[] = [];
  for (const { name, rows } of groupRows(answer, columns) ?? []) {
    const chart = toChart(rows, columns, countName);
    if (!chart) return [];
    charts.push({ name, chart });
  }
  return charts;
}

function toWeekday(value: PropertyValue | undefined): number | undefined {
  if (typeof value === 'number') return value - 1;
  if (typeof value !== 'string' || value.length < 3) return undefined;
  const index = WEEKDAYS.findIndex((day) => day.toLowerCase().startsWith(value.toLowerCase()));
  return index >= 0 ? index : undefined;
}

const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0);

function toHeatMap(rows: readonly Row[], columns: readonly number[], countName: string): HeatMap | undefined {
  const [weekday = 0, hour = 0, count = 0] = columns;
  const cells = WEEKDAYS.map(() => Array.from({ length: 24 }, () => 0));
  const seen = new Set<string>();
  for (const row of rows) {
    const day = toWeekday(row[weekday]);
    const time = row[hour];
    const number = row[count];
    if (day === undefined || typeof time !== 'number' || typeof number !== 'number' || number < 0) return undefined;
    const line = cells[day];
    const place = `${day} ${time}`;
    if (line?.[time] === undefined || seen.has(place)) return undefined;
    seen.add(place);
    line[time] = number;
  }
  const all = cells.flat();
  return { cells, max: Math.max(...all), total: sumOf(all), countName };
}

/** Answers of weekday × hour × count, each hour of the week named once at most. */
export function findHeatMaps(answer: Table): Chart<HeatMap>[] {
  return findCharts(answer, [/^week_?day$|^day_?of_?week$/i, /^hour$/i, COUNT_NAMES], toHeatMap);
}

function toDayBars(rows: readonly Row[], columns: readonly number[], countName: string): DayBars | undefined {
  const [day = 0, count = 0] = columns;
  const counts = new Map<number, number>();
  for (const row of rows) {
    const text = row[day];
    const number = row[count];
    if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
    const time = Date.parse(`${text}T00:00:00Z`);
    if (typeof number !== 'number' || number < 0 || Number.isNaN(time) || counts.has(time)) return undefined;
    counts.set(time, number);
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
  return { days, max: Math.max(...all), total: sumOf(all), countName };
}

/** Answers of calendar day × count, each day named once at most. */
export function findDayBars(answer: Table): Chart<DayBars>[] {
  return findCharts(answer, [/^(day|date)$/i, COUNT_NAMES], toDayBars);
}

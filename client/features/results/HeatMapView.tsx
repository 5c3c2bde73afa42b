/** Hours of the week as a table whose cells are shaded by count; every count can be read, shade or not. */
import { Text } from '@mantine/core';
import { type KeyboardEvent, useRef, useState } from 'react';
import { formatCount } from '../../ui/format.ts';
import { type HeatMap, WEEKDAYS } from './chart-shapes.ts';
import classes from './charts.module.css';

const COMPACT = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const SHARE = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 });
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

type Place = { day: number; hour: number };

const STEPS: Record<string, Place> = {
  ArrowLeft: { day: 0, hour: -1 },
  ArrowRight: { day: 0, hour: 1 },
  ArrowUp: { day: -1, hour: 0 },
  ArrowDown: { day: 1, hour: 0 },
};

const toHour = (hour: number) => `${String(hour).padStart(2, '0')}:00`;

/** `Tuesday 14:00–15:00: 812 lookups, 3.1% of 26,204.` */
function describe({ day, hour }: Place, heatMap: HeatMap): string {
  const count = heatMap.cells[day]?.[hour] ?? 0;
  const share = heatMap.total > 0 ? `, ${SHARE.format(count / heatMap.total)} of ${formatCount(heatMap.total)}` : '';
  return `${WEEKDAYS[day]} ${toHour(hour)}–${toHour((hour + 1) % 24)}: ${formatCount(count)} ${heatMap.countName}${share}.`;
}

function findTop(heatMap: HeatMap): Place {
  const day = heatMap.cells.findIndex((line) => line.includes(heatMap.max));
  return { day: Math.max(0, day), hour: Math.max(0, heatMap.cells[day]?.indexOf(heatMap.max) ?? 0) };
}

export function HeatMapView({ heatMap }: { heatMap: HeatMap }) {
  const [place, setPlace] = useState(() => findTop(heatMap));
  const table = useRef<HTMLTableElement>(null);
  const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0);

  const move = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const next = { day: (place.day + step.day + 7) % 7, hour: (place.hour + step.hour + 24) % 24 };
    setPlace(next);
    table.current?.querySelector<HTMLElement>(`[data-cell="${next.day}-${next.hour}"]`)?.focus();
  };

  return (
    <div className={classes.inner}>
      <div className={classes.scroll}>
        <table ref={table} className={classes.heatMap} onKeyDown={move}>
          <caption className={classes.hidden}>
            {heatMap.countName} by weekday and hour, {formatCount(heatMap.total)} in all
          </caption>
          <thead>
            <tr>
              <td />
              {HOURS.map((hour) => (
                <th key={hour} scope="col">
                  {String(hour).padStart(2, '0')}
                </th>
              ))}
              <th scope="col" className={classes.sum}>
                all day
              </th>
            </tr>
          </thead>
          <tbody>
            {heatMap.cells.map((line, day) => (
              <tr key={WEEKDAYS[day]}>
                <th scope="row" abbr={WEEKDAYS[day]}>
                  {WEEKDAYS[day]?.slice(0, 3)}
                </th>
                {line.map((count, hour) => {
                  const share = heatMap.max > 0 ? count / heatMap.max : 0;
                  const isHere = place.day === day && place.hour === hour;
                  return (
                    <td
                      key={HOURS[hour]}
                      data-cell={`${day}-${hour}`}
                      data-mid={share > 0.54 || undefined}
                      data-strong={share > 0.76 || undefined}
                      data-here={isHere || undefined}
                      style={{ '--share': `${Math.round(share * 100)}%` }}
                      // One cell takes the Tab key, the arrows do the rest.
                      tabIndex={isHere ? 0 : -1}
                      onFocus={() => setPlace({ day, hour })}
                      onMouseEnter={() => setPlace({ day, hour })}
                    >
                      {count > 0 ? COMPACT.format(count) : <span className={classes.hidden}>0</span>}
                    </td>
                  );
                })}
                <td className={classes.sum}>{formatCount(sumOf(line))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className={classes.foot}>
        <Text size="sm" role="status" className={classes.reading}>
          {describe(place, heatMap)}
        </Text>
        <div className={classes.legend}>
          <span>0</span>
          <span className={classes.scale} aria-hidden="true" />
          <span>
            {formatCount(heatMap.max)} {heatMap.countName} an hour of the week
          </span>
        </div>
      </div>
    </div>
  );
}

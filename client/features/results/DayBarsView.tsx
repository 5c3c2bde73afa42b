/** One bar a day. The arrow keys or the pointer choose the day that is read out below. */
import { Text } from '@mantine/core';
import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import { formatCount, formatDay } from '../../ui/format.ts';
import type { DayBars } from './chart-shapes.ts';
import classes from './charts.module.css';

const HEIGHT = 100;

const WEEKDAY = new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' });

function describe(bars: DayBars, index: number): string {
  const entry = bars.days[index];
  if (!entry) return '';
  const weekday = WEEKDAY.format(new Date(entry.day));
  return `${weekday}, ${formatDay(entry.day, 'UTC')}: ${formatCount(entry.count)} ${bars.countName}`;
}

export function DayBarsView({ bars }: { bars: DayBars }) {
  const [index, setIndex] = useState(() => bars.days.findIndex((entry) => entry.count === bars.max));
  const last = bars.days.length - 1;
  const choose = (next: number) => setIndex(Math.min(last, Math.max(0, next)));

  const move = (event: KeyboardEvent) => {
    const next = { ArrowLeft: index - 1, ArrowRight: index + 1, Home: 0, End: last }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    choose(next);
  };
  const point = (event: PointerEvent) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    choose(Math.floor(((event.clientX - left) / width) * bars.days.length));
  };

  return (
    <div className={classes.inner}>
      <div className={classes.bars}>
        <div className={classes.axis} aria-hidden="true">
          <span>{formatCount(bars.max)}</span>
          <span>0</span>
        </div>
        <div
          className={classes.plot}
          role="slider"
          tabIndex={0}
          aria-label={`${bars.countName} per day`}
          aria-valuemin={0}
          aria-valuemax={last}
          aria-valuenow={index}
          aria-valuetext={describe(bars, index)}
          onKeyDown={move}
          onPointerMove={point}
        >
          <svg viewBox={`0 0 ${bars.days.length} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
            {bars.days.map((entry, position) => {
              const height = bars.max > 0 ? (entry.count / bars.max) * HEIGHT : 0;
              return (
                <rect
                  key={entry.day}
                  x={position + 0.1}
                  width={0.8}
                  // A day with any lookup stays visible beside one with thousands.
                  y={HEIGHT - (height > 0 ? Math.max(height, 1.5) : 0)}
                  height={height > 0 ? Math.max(height, 1.5) : 0}
                  data-here={position === index || undefined}
                />
              );
            })}
          </svg>
        </div>
        <div className={classes.days} aria-hidden="true">
          <span>{formatDay(bars.days[0]?.day ?? '', 'UTC')}</span>
          <span>{formatDay(bars.days[last]?.day ?? '', 'UTC')}</span>
        </div>
      </div>
      <Text size="sm" role="status" className={classes.reading}>
        {describe(bars, index)}. {formatCount(bars.total)} in {formatCount(bars.days.length)} days.
      </Text>
    </div>
  );
}

/** Counts by weekday and hour: darker is more; every cell says its number. */
import { formatCount } from './format.ts';
import classes from './WeekGrid.module.css';

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** `week`: seven rows, Monday first, of 24 hours. */
export function WeekGrid({ week, label }: { week: readonly (readonly number[])[]; label: string }) {
  const max = Math.max(1, ...week.flat());
  return (
    <div className={classes.grid} role="img" aria-label={label}>
      {week.map((hours, day) => [
        <span key={WEEKDAYS[day]} className={classes.day}>
          {WEEKDAYS[day]}
        </span>,
        ...hours.map((count, hour) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: an hour of the day is its index
            key={`${day} ${hour}`}
            className={classes.cell}
            title={`${WEEKDAYS[day]} ${String(hour).padStart(2, '0')}:00: ${formatCount(count)}`}
            style={{ '--share': `${count === 0 ? 0 : Math.round(12 + 88 * (count / max))}%` }}
          />
        )),
      ])}
      {['00', '06', '12', '18'].map((hour, index) => (
        <span key={hour} className={classes.hour} style={{ gridColumn: `${2 + index * 6} / span 6` }}>
          {hour}
        </span>
      ))}
    </div>
  );
}

/** Counts per day as bars, drawn as one picture with its sentence; days without a count are gaps, not left out. */
import classes from './Bars.module.css';

type BarsProps = {
  /** Ascending days `YYYY-MM-DD`; days between them count as 0. */
  days: readonly { day: string; lookups: number }[];
  label: string;
  height?: number;
};

const DAY_MS = 86_400_000;
/** Narrower bars than this cannot be told apart; several days then share one bar. */
const MAX_BARS = 120;

/** One entry per bar: the first day of the bar and the sum of its days. */
export function toBars(
  days: BarsProps['days'],
  maxBars = MAX_BARS,
): { day: string; lookups: number; length: number }[] {
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return [];
  const start = Date.parse(first.day);
  const count = Math.round((Date.parse(last.day) - start) / DAY_MS) + 1;
  const length = Math.ceil(count / maxBars);
  const bars = Array.from({ length: Math.ceil(count / length) }, (_, index) => ({
    day: new Date(start + index * length * DAY_MS).toISOString().slice(0, 10),
    lookups: 0,
    length,
  }));
  for (const { day, lookups } of days) {
    const bar = bars[Math.floor(Math.round((Date.parse(day) - start) / DAY_MS) / length)];
    if (bar) bar.lookups += lookups;
  }
  return bars;
}

export function Bars({ days, label, height = 44 }: BarsProps) {
  const bars = toBars(days);
  const max = Math.max(1, ...bars.map((bar) => bar.lookups));
  return (
    <svg
      className={classes.bars}
      role="img"
      aria-label={label}
      width="100%"
      height={height}
      viewBox={`0 0 ${bars.length} ${height}`}
      preserveAspectRatio="none"
    >
      <title>{label}</title>
      {bars.map((bar, index) => {
        const tall = bar.lookups === 0 ? 0 : Math.max(1.5, (bar.lookups / max) * height);
        return (
          <rect key={bar.day} x={index + 0.1} width={0.8} y={height - tall} height={tall}>
            <title>{`${bar.day}: ${bar.lookups.toLocaleString('en-US')}`}</title>
          </rect>
        );
      })}
    </svg>
  );
}

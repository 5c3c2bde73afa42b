/** Which time each import covers, as bars on one axis; gaps are holes. */
import { Text, Tooltip } from '@mantine/core';
import type { ImportEntry } from '../../../shared/api.ts';
import { formatCounted, formatDay, formatTime } from '../../ui/format.ts';
import { type CoverageBar, sayCoverage, toCoverage } from './coverage.ts';
import { toFileName } from './import-facts.ts';
import classes from './imports.module.css';

export function CoverageSection({ entries, timezone }: { entries: readonly ImportEntry[]; timezone: string }) {
  const coverage = toCoverage(entries);
  if (!coverage) return null;
  return (
    <section aria-label="Coverage">
      <Text component="h3" size="sm" fw={600}>
        Coverage
      </Text>
      <div className={classes.axis}>
        <span>{formatDay(coverage.from, timezone)}</span>
        <span>{formatDay(coverage.to, timezone)}</span>
      </div>
      {coverage.datasets.map(({ dataset, bars }) => (
        <div key={dataset} className={classes.coverageSet}>
          <Text size="xs" fw={550} className={classes.file}>
            {dataset}
          </Text>
          {bars.map((bar) => (
            <Bar key={bar.entry.id} bar={bar} timezone={timezone} />
          ))}
        </div>
      ))}
    </section>
  );
}

function Bar({ bar: { entry, covered, holes }, timezone }: { bar: CoverageBar; timezone: string }) {
  const file = toFileName(entry.file);
  const sentence = sayCoverage(entry, timezone);
  const [first, last] = [covered[0], covered.at(-1)];
  return (
    <div>
      <div className={classes.coverageLine}>
        <span className={classes.coverageFile}>{file}</span>
        <span>{formatCounted(entry.read, 'row')}</span>
      </div>
      <Tooltip label={sentence} events={{ hover: true, focus: true, touch: true }}>
        <svg
          className={classes.coverage}
          role="img"
          aria-label={`${file}: ${sentence}`}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: its tooltip says to the keyboard what it says to the pointer
          tabIndex={0}
          viewBox="0 0 1000 10"
          preserveAspectRatio="none"
        >
          {first && last && (
            <rect
              className={classes.hole}
              x={first.start}
              width={last.start + last.length - first.start}
              y={4}
              height={2}
            />
          )}
          {covered.map(({ start, length }) => (
            <rect key={start} x={start} width={length} y={0} height={10} />
          ))}
          {holes.map(({ start, length, from, to }) => (
            <rect key={start} className={classes.gap} x={start} width={length} y={0} height={10}>
              <title>{`No rows: ${formatTime(from, timezone)} – ${formatTime(to, timezone)}`}</title>
            </rect>
          ))}
        </svg>
      </Tooltip>
    </div>
  );
}

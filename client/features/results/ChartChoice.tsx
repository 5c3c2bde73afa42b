/** One chart of several: each data set has its own, because counts of two data sets are never added up. */
import { Select, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { formatCount } from '../../ui/format.ts';
import type { Chart } from './chart-shapes.ts';
import classes from './charts.module.css';

type ChartChoiceProps<T> = { charts: readonly Chart<T>[]; children: (chart: T) => ReactNode };

export function ChartChoice<T extends { total: number; countName: string }>({ charts, children }: ChartChoiceProps<T>) {
  const [index, setIndex] = useState(0);
  const chosen = charts[index];
  if (!chosen) return null;
  return (
    <div className={classes.chart}>
      {charts.length > 1 && (
        <Select
          size="xs"
          maw={420}
          aria-label="Which part of the result"
          data={charts.map(({ name, chart }, position) => ({
            value: String(position),
            label: `${name || '(nothing)'}: ${formatCount(chart.total)} ${chart.countName}`,
          }))}
          value={String(index)}
          onChange={(value) => value && setIndex(Number(value))}
          allowDeselect={false}
        />
      )}
      {charts.length === 1 && chosen.name !== '' && (
        <Text size="xs" c="dimmed">
          {chosen.name}
        </Text>
      )}
      {/* The chosen cell or day belongs to one chart. */}
      <div key={index} className={classes.inner}>
        {children(chosen.chart)}
      </div>
    </div>
  );
}

/** When lookups were made: totals, per day, and by hour of the week in the chosen zone. */
import { Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api.ts';
import { Bars } from '../../ui/Bars.tsx';
import { formatCount, formatCounted, formatDayRange } from '../../ui/format.ts';
import { Section } from '../../ui/Section.tsx';
import { WeekGrid } from '../../ui/WeekGrid.tsx';
import classes from './details.module.css';

type ActivitySectionProps = { id: string; others: 'client' | 'name'; timezone: string };

export function ActivitySection({ id, others, timezone }: ActivitySectionProps) {
  const activity = useQuery({
    queryKey: ['activity', id, timezone],
    queryFn: ({ signal }) => api.activity(id, { timezone }, signal),
  });
  if (activity.isPending) return <Skeleton height={120} m="sm" w="auto" aria-label="Reading the lookups" />;
  if (activity.isError || activity.data.lookups === 0) return null;
  const { lookups, neighbors, datasets, firstSeen, lastSeen, days, week } = activity.data;
  const range = firstSeen && lastSeen ? formatDayRange(firstSeen, lastSeen, timezone) : undefined;
  return (
    <Section title="Lookups">
      <Text size="sm">
        <b>{formatCounted(lookups, 'lookup')}</b> {others === 'client' ? 'by' : 'of'} {formatCounted(neighbors, others)}
      </Text>
      {range && (
        <Text size="sm" c="dimmed">
          {range}
        </Text>
      )}
      {datasets.length > 1 && (
        <Text size="sm" c="dimmed">
          {formatCounted(datasets.length, 'data set')} added up ({datasets.map((name) => name || 'unnamed').join(', ')}
          ): a lookup that two of them saw counts twice.
        </Text>
      )}
      <div className={classes.figure}>
        <Bars
          days={days}
          label={`Lookups per day, ${range ?? ''}: on ${formatCounted(days.length, 'day')} there were any`}
        />
        <Text size="xs" c="dimmed" className={classes.figureNote}>
          <span>per day, highest {formatCount(Math.max(0, ...days.map((day) => day.lookups)))}</span>
          <span>{timezone}</span>
        </Text>
      </div>
      <WeekGrid week={week} label={`Lookups by weekday and hour, ${timezone}`} />
    </Section>
  );
}

/** One edge: what it says, how often and when, and where that comes from. */
import { Text, UnstyledButton } from '@mantine/core';
import { PROVENANCE } from '../../../shared/provenance.ts';
import type { Canvas } from '../../canvas/types.ts';
import { describeEdgeType, getLabel, toTitleFromId } from '../../explorer/words.ts';
import { Bars } from '../../ui/Bars.tsx';
import { formatCount, formatCounted, formatTime } from '../../ui/format.ts';
import { LabelGlyph } from '../../ui/LabelGlyph.tsx';
import { Section } from '../../ui/Section.tsx';
import { WeekGrid } from '../../ui/WeekGrid.tsx';
import classes from './details.module.css';
import { Evidence } from './Evidence.tsx';
import { toEdgeActivity, toSplit } from './edge-activity.ts';
import { Properties } from './Properties.tsx';

type EdgeDetailsProps = { id: string; canvas: Canvas; timezone: string };

/** Shown in their own way above, or the same as the ends' keys. */
const SHOWN_ELSEWHERE = [
  ...['count', 'first_seen', 'last_seen', 'hours', 'hour_counts', 'qtypes', 'qtype_counts', 'rcodes', 'rcode_counts'],
  ...['client', 'host'],
  ...Object.keys(PROVENANCE),
];

function End({ id, canvas }: { id: string; canvas: Canvas }) {
  const node = canvas.getNode(id);
  return (
    <UnstyledButton className={classes.end} onClick={() => canvas.select({ nodes: [id], edges: [] })}>
      {node && <LabelGlyph label={getLabel(node)} />}
      <Text span size="sm" style={{ overflowWrap: 'anywhere' }}>
        {toTitleFromId(id)}
      </Text>
    </UnstyledButton>
  );
}

function Split({
  title,
  entries,
  total,
}: {
  title: string;
  entries: { name: string; count: number }[];
  total: number;
}) {
  if (entries.length === 0) return null;
  return (
    <Section title={title}>
      <div className={classes.split}>
        {entries.map(({ name, count }) => [
          <span key={name}>{name}</span>,
          <span key={`${name} count`}>{formatCount(count)}</span>,
          <Text key={`${name} share`} span size="xs" c="dimmed">
            {total > 0 ? `${((100 * count) / total).toFixed(1)} %` : ''}
          </Text>,
        ])}
      </div>
    </Section>
  );
}

export function EdgeDetails({ id, canvas, timezone }: EdgeDetailsProps) {
  const edge = canvas.getEdge(id);
  if (!edge) return null;
  const { properties } = edge;
  const isLookup = edge.type === 'LOOKED_UP';
  const count = typeof properties.count === 'number' ? properties.count : undefined;
  const activity = toEdgeActivity(properties, timezone);
  const seen = (name: 'first_seen' | 'last_seen') =>
    typeof properties[name] === 'string' ? formatTime(properties[name], timezone) : undefined;
  const [first, last] = [seen('first_seen'), seen('last_seen')];

  return (
    <>
      <header className={classes.title}>
        <Text size="sm" c="dimmed">
          Edge
        </Text>
        <Text component="h2" className={classes.key}>
          {edge.type}
        </Text>
        <End id={edge.source} canvas={canvas} />
        <Text size="xs" c="dimmed">
          ↓ {describeEdgeType(edge.type)}
        </Text>
        <End id={edge.target} canvas={canvas} />
      </header>
      {(count !== undefined || first) && (
        <Section
          title={isLookup ? 'Lookups' : 'Seen'}
          aside={
            <Text size="xs" c="dimmed">
              {timezone}
            </Text>
          }
        >
          {count !== undefined && (
            <Text size="sm" fw={600}>
              {isLookup ? formatCounted(count, 'lookup') : formatCounted(count, 'time')}
            </Text>
          )}
          {first && last && (
            <Text size="sm" c="dimmed">
              {first === last ? first : `${first} – ${last}`}
            </Text>
          )}
          {activity && (
            <div className={classes.figure}>
              <Bars days={activity.days} label="Lookups of this edge per day" />
              <Text size="xs" c="dimmed" mb={8}>
                per day
              </Text>
              <WeekGrid week={activity.week} label={`Lookups of this edge by weekday and hour, ${timezone}`} />
            </div>
          )}
        </Section>
      )}
      <Split title="Query types" entries={toSplit(properties.qtypes, properties.qtype_counts)} total={count ?? 0} />
      <Split title="Response codes" entries={toSplit(properties.rcodes, properties.rcode_counts)} total={count ?? 0} />
      <Evidence properties={properties} timezone={timezone} />
      {Object.keys(properties).some((name) => !SHOWN_ELSEWHERE.includes(name)) && (
        <Section title="Properties">
          <Properties properties={properties} without={SHOWN_ELSEWHERE} timezone={timezone} />
        </Section>
      )}
    </>
  );
}

/** One import: what file, what came of its rows, where it can be checked. */
import { Badge, Group, Paper, Text } from '@mantine/core';
import type { ImportEntry } from '../../../shared/api.ts';
import { formatCount, formatCounted, formatTime } from '../../ui/format.ts';
import { ImportFacts } from './ImportFacts.tsx';
import { TAKEN, toFileName, toImportState, toRange } from './import-facts.ts';
import classes from './imports.module.css';

/** `isKept`: its rejected lines can be downloaded. */
export function ImportCard({ entry, isKept }: { entry: ImportEntry; isKept: boolean }) {
  const state = toImportState(entry);
  const vantage = entry.vantage ? `, taken ${TAKEN[entry.vantage]}` : '';
  return (
    <Paper component="li" withBorder p="xs" className={classes.card}>
      <Group justify="space-between" gap="xs" align="flex-start" wrap="nowrap">
        <Text fw={600} size="sm" className={classes.file} title={entry.file}>
          {toFileName(entry.file)}
        </Text>
        <Badge color={state.color} variant="dot" size="sm" className={classes.state}>
          {state.word}
        </Badge>
      </Group>
      <Text size="xs" c="dimmed">
        {entry.format} · data set {entry.dataset}
        {vantage}
      </Text>
      {state.sentence && (
        <Text size="xs" mt={4}>
          {state.sentence}
        </Text>
      )}
      {entry.status === 'done' && (
        <>
          <Text size="xs">
            {[formatCounted(entry.read, 'row'), toRange(entry)].filter(Boolean).join(' · ')}
            {entry.rejected > 0 && ` · ${formatCount(entry.rejected)} rejected`} ·{' '}
            <code title={`SHA-256 ${entry.sha256}`}>{entry.sha256.slice(0, 8)}</code>
          </Text>
          <details className={classes.gaps}>
            <summary>What became of the rows</summary>
            <ImportFacts summary={entry} keptAs={isKept ? entry.id : undefined} />
          </details>
        </>
      )}
      <Gaps entry={entry} />
    </Paper>
  );
}

function Gaps({ entry }: { entry: ImportEntry }) {
  const count = entry.gaps.length + entry.moreGaps;
  if (count === 0) return null;
  return (
    <details className={classes.gaps}>
      <summary>{formatCounted(count, 'gap')}: hours without any row</summary>
      <ul>
        {entry.gaps.map(({ from, to }) => (
          <li key={from}>
            {formatTime(from, 'UTC')} – {formatTime(to, 'UTC')}
          </li>
        ))}
        {entry.moreGaps > 0 && <li>and {formatCounted(entry.moreGaps, 'more gap')} that are not kept</li>}
      </ul>
    </details>
  );
}

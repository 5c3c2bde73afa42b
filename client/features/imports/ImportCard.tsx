/** One import: what file, what came of its rows, where it can be checked. */
import { Badge, Group, Paper, Text } from '@mantine/core';
import type { ImportEntry } from '../../../shared/api.ts';
import { toClientModeText } from '../../../shared/import-summary.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { formatCounted, formatTime } from '../../ui/format.ts';
import { TAKEN, toFileName, toImportState, toRange, toReasons } from './import-facts.ts';
import classes from './imports.module.css';

export function ImportCard({ entry }: { entry: ImportEntry }) {
  const state = toImportState(entry);
  const range = toRange(entry);
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
      <dl className={classes.facts}>
        <dt>Read</dt>
        <dd>{formatCounted(entry.read, 'row')}</dd>
        <dt>Accepted</dt>
        <dd>{formatCounted(entry.accepted, 'row')}</dd>
        {toReasons(entry.leftOut).map(({ reason, count }) => (
          <LeftOut key={reason} reason={reason} count={count} />
        ))}
        {entry.rejected > 0 && (
          <>
            <dt>Rejected</dt>
            <dd>
              {formatCounted(entry.rejected, 'row')}
              {entry.rejectedFile && <div className={classes.note}>listed in {toFileName(entry.rejectedFile)}</div>}
            </dd>
          </>
        )}
        {entry.clients > 0 && (
          <>
            <dt>Clients</dt>
            <dd>
              {formatCounted(entry.clients, 'client')}
              {entry.clientMode && `, stored as ${toClientModeText(entry.clientMode)}`}
            </dd>
          </>
        )}
        {entry.names > 0 && (
          <>
            <dt>Names</dt>
            <dd>{formatCounted(entry.names, 'name')}</dd>
          </>
        )}
        {range && (
          <>
            <dt>Time</dt>
            <dd title={`${entry.firstSeen} – ${entry.lastSeen}`}>{range} (UTC)</dd>
          </>
        )}
        {entry.timezone && (
          <>
            <dt>Zone assumed</dt>
            <dd>{entry.timezone}</dd>
          </>
        )}
        <dt>SHA-256</dt>
        <dd className={classes.hash}>
          <code title={entry.sha256}>{entry.sha256.slice(0, 12)}…</code>
          <CopyButton text={entry.sha256} what={`SHA-256 of ${toFileName(entry.file)}`} />
        </dd>
      </dl>
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

function LeftOut({ reason, count }: { reason: string; count: number }) {
  return (
    <>
      <dt>Left out: {reason}</dt>
      <dd>{formatCounted(count, 'row')}</dd>
    </>
  );
}

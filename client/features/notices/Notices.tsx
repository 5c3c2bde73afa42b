/** What is going on, what failed and what was left out: above the canvas, never over the middle of it. */
import { Button, CloseButton, Loader, Paper, Text, VisuallyHidden } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Health } from '../../../shared/api.ts';
import type { RunningLayout } from '../../canvas/types.ts';
import type { Explorer, ExplorerState } from '../../explorer/explorer.ts';
import { nameAct } from '../../explorer/perform-act.ts';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { useLate } from '../../ui/use-late.ts';
import classes from './notices.module.css';

export function Busy({
  explorer,
  asked,
  layout,
}: {
  explorer: Explorer;
  asked: ExplorerState;
  layout: RunningLayout | undefined;
}) {
  const busy = asked.busy ?? (layout ? 'Laying out' : undefined);
  const late = useLate(busy !== undefined);
  if (!busy || !late) return <LastSaid said={asked.said} />;
  return (
    <div className={classes.busy} role="status">
      <Loader size={14} />
      <Text size="sm" truncate>
        {busy}…{layout && <Seconds since={layout.since} />}
      </Text>
      <Button size="compact-xs" variant="default" onClick={explorer.cancel}>
        Cancel
      </Button>
    </div>
  );
}

/** The running time, once it is long enough to ask for. */
function Seconds({ since }: { since: number }) {
  const [now, setNow] = useState(since);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.round((now - since) / 1000);
  return seconds < 2 ? null : ` ${seconds} s`;
}

export function Notices({ explorer, asked }: { explorer: Explorer; asked: ExplorerState }) {
  const { failure, notes } = asked;
  return (
    <>
      {failure && (
        <Paper className={classes.notice} shadow="sm">
          <FailureNotice
            title={`${failure.retry[0] ? nameAct(failure.retry[0]) : 'That'} did not work`}
            error={failure.error}
            onRetry={explorer.retry}
          />
          <CloseButton size="sm" className={classes.close} aria-label="Dismiss" onClick={explorer.dismiss} />
        </Paper>
      )}
      {notes.length > 0 && (
        <Paper className={classes.notes} role="status" shadow="sm" withBorder>
          <div className={classes.lines}>
            {[...new Set(notes)].map((note) => (
              <Text key={note} size="sm">
                {note}
              </Text>
            ))}
          </div>
          <CloseButton size="sm" aria-label="Dismiss" onClick={explorer.dismiss} />
        </Paper>
      )}
      <VisuallyHidden aria-live="polite" data-said>
        {asked.said}
      </VisuallyHidden>
    </>
  );
}

/** The last sentence about the canvas, for eyes; the live region says it to ears. */
function LastSaid({ said }: { said: string }) {
  return (
    <Text span size="xs" c="dimmed" aria-hidden className={classes.said} title={said}>
      {said}
    </Text>
  );
}

export function DatabaseBanner({ health, unreachable }: { health: Health | undefined; unreachable: boolean }) {
  if (!unreachable && health?.status !== 'unavailable') return null;
  return (
    <div className={classes.banner} role="alert">
      <Loader size={14} color="currentColor" />
      <span>
        {unreachable
          ? 'The Whoasked server does not answer. What is drawn stays; this page tries again by itself.'
          : `Neo4j is away${health?.message ? `: ${health.message}` : '.'} What is drawn stays; this page goes on by itself when it is back.`}
      </span>
    </div>
  );
}

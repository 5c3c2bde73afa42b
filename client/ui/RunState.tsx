/** What became of a query, in words: running, how much came back and how fast, cancelled, or failed and what to do. */
import { Alert, Group, Loader, Text } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import type { CypherAnswer } from '../../shared/api.ts';
import { FailureNotice } from './FailureNotice.tsx';
import { formatCount, formatCounted } from './format.ts';
import type { Run } from './use-run.ts';

/** `0.04 s`, `1.2 s`, `75 s`. */
export function toSecondsText(ms: number): string {
  const seconds = ms / 1000;
  return `${seconds < 1 ? seconds.toFixed(2) : seconds < 10 ? seconds.toFixed(1) : formatCount(Math.round(seconds))} s`;
}

/** `12 rows in 0.04 s`, or that the query has more. */
export function toAnswerText(answer: Pick<CypherAnswer, 'rows' | 'truncated' | 'ms'>): string {
  const count = answer.rows.length;
  const time = toSecondsText(answer.ms);
  if (count === 0) return `No rows: nothing in the database matches (${time}).`;
  if (answer.truncated) return `The first ${formatCount(count)} rows in ${time}; the query has more.`;
  return `${formatCounted(count, 'row')} in ${time}.`;
}

type RunStateProps = { run: Run<CypherAnswer>; failedTitle: string; children?: ReactNode };

/** `children` stand below the words about an answer. */
export function RunState({ run, failedTitle, children }: RunStateProps) {
  return (
    <div aria-live="polite">
      {run.type === 'running' && run.slow && <Running />}
      {run.type === 'cancelled' && (
        <Text size="sm" c="dimmed">
          Cancelled before an answer came.
        </Text>
      )}
      {run.type === 'failed' && <FailureNotice title={failedTitle} error={run.error} />}
      {run.type === 'done' && (
        <>
          <Text size="sm">{toAnswerText(run.value)}</Text>
          <Warnings warnings={run.value.warnings} />
          {children}
        </>
      )}
    </div>
  );
}

function Running() {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <Group gap="xs">
      <Loader size="xs" />
      <Text size="sm">
        Running… <span aria-hidden="true">{seconds > 0 && `${seconds} s`}</span>
      </Text>
    </Group>
  );
}

function Warnings({ warnings }: { warnings: CypherAnswer['warnings'] }) {
  if (warnings.length === 0) return null;
  return (
    <Alert color="yellow" variant="light" title="Neo4j remarks" p="xs" mt="xs">
      {warnings.map(({ message, position }) => (
        <Text size="sm" key={`${position?.offset} ${message}`} style={{ overflowWrap: 'anywhere' }}>
          {position && `Line ${position.line}, column ${position.column}: `}
          {message}
        </Text>
      ))}
    </Alert>
  );
}

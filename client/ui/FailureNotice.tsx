/** An error as a reader needs it: what did not work, why, and what to do. */
import { Alert, Button, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { ApiFailure, type FailureCode } from '../api.ts';
import classes from './FailureNotice.module.css';

const NEXT_STEPS: Partial<Record<FailureCode, string>> = {
  'cypher-syntax': 'Correct the query where the editor marks it and run it again.',
  'cypher-parameter-missing': 'Give every parameter a value and run it again.',
  'cypher-not-read-only': 'Take out what writes or administers, and run it again.',
  'query-timeout': 'Ask for less: start from one name or address, add a LIMIT or shorten the path.',
  'query-too-large': 'Ask for less: add a LIMIT, or count in the query instead of returning every row.',
  'neo4j-unavailable': 'Start Neo4j again; the page goes on by itself.',
  'neo4j-credentials': 'Correct NEO4J_USER and NEO4J_PASSWORD and start Whoasked again.',
  'database-not-empty': 'The sample is only loaded into an empty database.',
  busy: 'Other queries are running. Try again in a moment.',
  unreachable: 'Start it with `npm start`, then try again.',
  internal: "The server's log says more.",
};

export function toMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

type FailureNoticeProps = { title: string; error: unknown; onRetry?: () => void; children?: ReactNode };

export function FailureNotice({ title, error, onRetry, children }: FailureNoticeProps) {
  const nextStep = error instanceof ApiFailure ? NEXT_STEPS[error.code] : undefined;
  return (
    <Alert color="red" variant="light" title={title} p="xs" role="alert" classNames={classes}>
      <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {toMessage(error)}
      </Text>
      {nextStep && (
        <Text size="sm" mt={4}>
          {nextStep}
        </Text>
      )}
      {children}
      {onRetry && (
        <Group mt="xs">
          <Button size="compact-sm" variant="default" onClick={onRetry}>
            Try again
          </Button>
        </Group>
      )}
    </Alert>
  );
}

/** The empty desk: the ways in. With an empty database: how something gets in. */
import { Button, Code, Group, Loader, Paper, Stack, Text } from '@mantine/core';
import { IconArrowRight, IconFileImport, IconListSearch, IconSearch, type TablerIcon } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { DEFAULT_ROWS, type SampleAnswer, type Schema } from '../../../shared/api.ts';
import { api } from '../../api.ts';
import type { CommandContext } from '../../explorer/command.ts';
import { getCommand, runCommand } from '../../explorer/commands.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { formatCount, formatCounted } from '../../ui/format.ts';
import { useRun } from '../../ui/use-run.ts';
import classes from './empty.module.css';

/** The saved query that draws the sample's story. */
const STORY = 'story';
const IMPORT_COMMAND = 'npm run import -- dns.log.gz';

function Way({
  icon: Icon,
  title,
  children,
  onClick,
}: {
  icon: TablerIcon;
  title: string;
  children: ReactNode;
  onClick: () => void;
}) {
  return (
    <button type="button" className={classes.way} onClick={onClick}>
      <Icon size={18} aria-hidden className={classes.icon} />
      <span>
        <span className={classes.wayTitle}>{title}</span>
        <span className={classes.wayText}>{children}</span>
      </span>
    </button>
  );
}

function sayContent({ labels, edgeTypes }: Schema): string {
  const count = (name: string) => labels.find((label) => label.name === name)?.count ?? 0;
  const lookups = edgeTypes.find((type) => type.name === 'LOOKED_UP')?.count ?? 0;
  const nodes = labels.reduce((sum, label) => sum + label.count, 0);
  if (lookups === 0) return `The database holds ${formatCounted(nodes, 'node')}, and no lookups.`;
  return `The database holds ${formatCounted(count('HostName'), 'name')}, ${formatCounted(count('IP'), 'address', 'addresses')} and ${formatCount(lookups)} pairs of a client and a name it looked up.`;
}

function EmptyDatabase() {
  const queryClient = useQueryClient();
  const sample = useRun<SampleAnswer>();
  const load = async () => {
    await sample.start((signal) => api.loadSample(signal));
    await queryClient.invalidateQueries();
  };
  return (
    <Paper withBorder className={classes.card} component="section" aria-label="Empty database">
      <Text component="h2" className={classes.heading}>
        The database is empty
      </Text>
      <Text size="sm" mb="sm">
        Drop your own DNS log here (Zeek, CSV and others, plain or compressed), or:
      </Text>
      <Group gap={4} wrap="nowrap" mb="md">
        <Code className={classes.command}>{IMPORT_COMMAND}</Code>
        <CopyButton text={IMPORT_COMMAND} what="the command" />
      </Group>
      <Text size="sm" mb="xs">
        Or look around first, with a synthetic log of 20 weeks and a story in it:
      </Text>
      {sample.run.type === 'running' ? (
        <Group gap="xs" role="status" wrap="nowrap">
          <Loader size="xs" />
          <Text size="sm">Loading the sample: it goes through the same importer as your files. About 15 seconds.</Text>
        </Group>
      ) : (
        <Button onClick={load}>Load the sample</Button>
      )}
      {sample.run.type === 'failed' && (
        <FailureNotice title="The sample could not be loaded" error={sample.run.error} onRetry={load} />
      )}
    </Paper>
  );
}

export function EmptyCanvas({ context, schema }: { context: CommandContext; schema: Schema }) {
  const queries = useQuery({ queryKey: ['queries'], queryFn: ({ signal }) => api.queries(signal) });
  const hasStory = schema.synthetic && queries.data?.queries.some(({ id }) => id === STORY);
  const run = (id: string) => runCommand(getCommand(id), context);
  if (schema.empty) return <EmptyDatabase />;
  return (
    <Paper withBorder className={classes.card} component="section" aria-label="Start">
      <Text component="h2" className={classes.heading}>
        Who looked up this name?
      </Text>
      <Text size="sm" c="dimmed" mb="sm">
        {sayContent(schema)}
      </Text>
      <Stack gap={6}>
        {hasStory && (
          <Way
            icon={IconArrowRight}
            title="Start with the name that one organization asked for"
            onClick={() =>
              void context.explorer.perform({ type: 'run', query: STORY, params: {}, limit: DEFAULT_ROWS })
            }
          >
            Draws the name, the clients that asked for it most, with their organizations, and the name that came after.
            Synthetic sample data.
          </Way>
        )}
        <Way icon={IconSearch} title="Search" onClick={() => run('search')}>
          A name, an address, a network, an organization, or a pasted list.
        </Way>
        <Way icon={IconListSearch} title="Run a saved query" onClick={() => run('panel-queries')}>
          {queries.data
            ? `${formatCount(queries.data.queries.length)} questions an analyst asks`
            : 'Questions an analyst asks'}
          , each with a form.
        </Way>
        <Way icon={IconFileImport} title="Import a log" onClick={() => run('panel-imports')}>
          What is in the database, and how more gets in.
        </Way>
      </Stack>
    </Paper>
  );
}

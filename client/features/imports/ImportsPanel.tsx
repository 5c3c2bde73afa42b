/** What is in the database, file by file, and how more gets in. */
import { Button, Group, Loader, Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { SampleAnswer } from '../../../shared/api.ts';
import { api } from '../../api.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { formatCounted } from '../../ui/format.ts';
import { useRun } from '../../ui/use-run.ts';
import { ImportCard } from './ImportCard.tsx';
import { IMPORT_COMMAND, toFileName } from './import-facts.ts';
import classes from './imports.module.css';

const RUNNING_REFRESH_MS = 1500;

export function ImportsPanel({ onSampleLoaded }: { onSampleLoaded: () => void }) {
  const client = useQueryClient();
  const sample = useRun<SampleAnswer>();
  const isLoading = sample.run.type === 'running';
  const imports = useQuery({
    queryKey: ['imports'],
    queryFn: ({ signal }) => api.imports(signal),
    refetchInterval: (query) =>
      isLoading || query.state.data?.imports.some(({ status }) => status === 'running') ? RUNNING_REFRESH_MS : false,
  });
  const entries = imports.data?.imports ?? [];
  const running = entries.find(({ status }) => status === 'running');

  const loadSample = async () => {
    const answer = await sample.start((signal) => api.loadSample(signal));
    await client.invalidateQueries();
    if (answer) onSampleLoaded();
  };

  return (
    <Stack gap="sm" p="xs">
      {imports.isPending && <Waiting>Reading the list of imports…</Waiting>}
      {imports.isError && (
        <FailureNotice
          title="The imports could not be listed"
          error={imports.error}
          onRetry={() => void imports.refetch()}
        />
      )}
      {isLoading && (
        <Waiting>{running ? `Loading the sample: ${toFileName(running.file)}…` : 'Loading the sample…'}</Waiting>
      )}
      {sample.run.type === 'failed' && (
        <FailureNotice title="The sample could not be loaded" error={sample.run.error} />
      )}
      {imports.isSuccess && entries.length === 0 && !isLoading && (
        <Stack gap="xs" align="flex-start">
          <Text size="sm">Nothing has been imported yet.</Text>
          <Button onClick={() => void loadSample()}>Load the sample</Button>
          <Text size="xs" c="dimmed">
            The sample is synthetic: 20 weeks of made-up lookups. It takes about 15 seconds.
          </Text>
        </Stack>
      )}
      {entries.length > 0 && (
        <section aria-label="Imports">
          <Text size="xs" c="dimmed" mb={4}>
            {formatCounted(entries.length, 'import')}
          </Text>
          <ul className={classes.list}>
            {entries.map((entry) => (
              <ImportCard key={entry.id} entry={entry} />
            ))}
          </ul>
        </section>
      )}
      <HowToImport />
    </Stack>
  );
}

function Waiting({ children }: { children: ReactNode }) {
  return (
    <Group gap="xs" role="status" wrap="nowrap">
      <Loader size="xs" /> <Text size="sm">{children}</Text>
    </Group>
  );
}

function HowToImport() {
  return (
    <section aria-label="How to import">
      <Text size="sm" fw={600} mb={4}>
        Import your own log
      </Text>
      <div className={classes.command}>
        <code>{IMPORT_COMMAND}</code>
        <CopyButton text={IMPORT_COMMAND} what="the import command" />
      </div>
      <Text size="xs" c="dimmed" mt={4}>
        Run it in the folder of Whoasked; this page may stay open. Zeek dns.log (TSV or JSON lines), iptoasn TSV, AS to
        organization JSON lines and CSV, plain or .gz. The same file twice changes nothing.
      </Text>
    </section>
  );
}

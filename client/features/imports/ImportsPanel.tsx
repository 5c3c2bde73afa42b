/** What is in the database, file by file, and how more gets in. */
import { Button, Group, Loader, Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { formatCounted } from '../../ui/format.ts';
import { useRun } from '../../ui/use-run.ts';
import { ImportCard } from './ImportCard.tsx';
import { IMPORT_COMMAND } from './import-facts.ts';
import classes from './imports.module.css';

const RUNNING_REFRESH_MS = 2000;

export function ImportsPanel({ onSampleLoaded }: { onSampleLoaded: () => void }) {
  const imports = useQuery({
    queryKey: ['imports'],
    queryFn: ({ signal }) => api.imports(signal),
    refetchInterval: (query) =>
      query.state.data?.imports.some((entry) => entry.status === 'running') ? RUNNING_REFRESH_MS : false,
  });
  const entries = imports.data?.imports ?? [];

  return (
    <Stack gap="sm" p="xs">
      {imports.isPending && (
        <Group gap="xs" role="status">
          <Loader size="xs" /> <Text size="sm">Reading the list of imports…</Text>
        </Group>
      )}
      {imports.isError && (
        <FailureNotice
          title="The imports could not be listed"
          error={imports.error}
          onRetry={() => void imports.refetch()}
        />
      )}
      {imports.isSuccess && entries.length === 0 && <NothingImported onSampleLoaded={onSampleLoaded} />}
      {entries.length > 0 && (
        <section aria-label="Imports">
          <Text size="xs" c="dimmed" mb={4}>
            {formatCounted(entries.length, 'import')}, newest first
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

function NothingImported({ onSampleLoaded }: { onSampleLoaded: () => void }) {
  const client = useQueryClient();
  const { run, start } = useRun();
  const load = async () => {
    const answer = await start((signal) => api.loadSample(signal));
    if (!answer) return;
    await client.invalidateQueries();
    onSampleLoaded();
  };
  const isRunning = run.type === 'running';
  return (
    <Stack gap="xs">
      <Text size="sm">Nothing has been imported yet.</Text>
      <Group gap="xs">
        <Button size="compact-md" onClick={() => void load()} disabled={isRunning}>
          Load the sample
        </Button>
        {isRunning && (
          <Group gap="xs" role="status">
            <Loader size="xs" /> <Text size="sm">Loading, about 15 seconds…</Text>
          </Group>
        )}
      </Group>
      <Text size="xs" c="dimmed">
        The sample is synthetic: 20 weeks of made-up lookups.
      </Text>
      {run.type === 'failed' && (
        <FailureNotice title="The sample could not be loaded" error={run.error} onRetry={() => void load()} />
      )}
    </Stack>
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

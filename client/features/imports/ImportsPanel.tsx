/** What is in the database, file by file, and how more gets in. */
import { Button, Group, Loader, Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useSyncExternalStore } from 'react';
import type { SampleAnswer } from '../../../shared/api.ts';
import { api } from '../../api.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { formatCounted } from '../../ui/format.ts';
import { useRun } from '../../ui/use-run.ts';
import { CoverageSection } from './CoverageSection.tsx';
import { DropZone } from './DropZone.tsx';
import { FileCard } from './FileCard.tsx';
import { ImportCard } from './ImportCard.tsx';
import { IMPORT_COMMAND, toFileName } from './import-facts.ts';
import type { ImportQueue } from './import-queue.ts';
import classes from './imports.module.css';

const RUNNING_REFRESH_MS = 1500;

type ImportsPanelProps = {
  queue: ImportQueue;
  timezone: string;
  /** Draws the strongest names of a data set. */
  onShow: (dataset: string) => void;
};

export function ImportsPanel({ queue, timezone, onShow }: ImportsPanelProps) {
  const client = useQueryClient();
  const files = useSyncExternalStore(queue.subscribe, queue.getFiles);
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
  const jobs = imports.data?.jobs;
  useEffect(() => queue.adopt(jobs ?? []), [queue, jobs]);

  const loadSample = async () => {
    await sample.start((signal) => api.loadSample(signal));
    await client.invalidateQueries();
  };

  return (
    <Stack gap="sm" p="xs">
      <DropZone onFiles={queue.add} />
      {files.map((file) => (
        <FileCard key={file.key} file={file} queue={queue} timezone={timezone} onShow={onShow} />
      ))}
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
      {imports.isSuccess && entries.length === 0 && files.length === 0 && !isLoading && (
        <Stack gap="xs" align="flex-start">
          <Text size="sm">Nothing has been imported yet.</Text>
          <Button onClick={() => void loadSample()}>Load the sample</Button>
          <Text size="xs" c="dimmed">
            The sample is synthetic: 20 weeks of made-up lookups. It takes about 15 seconds.
          </Text>
        </Stack>
      )}
      <CoverageSection entries={entries} timezone={timezone} />
      {entries.length > 0 && (
        <section aria-label="Imports">
          <Text component="h3" size="sm" fw={600} mb={4}>
            {formatCounted(entries.length, 'import')}
          </Text>
          <ul className={classes.list}>
            {entries.toReversed().map((entry) => (
              <ImportCard
                key={entry.id}
                entry={entry}
                isKept={imports.data?.rejectedKept.includes(entry.id) ?? false}
              />
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
      <Text component="h3" size="sm" fw={600} mb={4}>
        Many or large files
      </Text>
      <div className={classes.command}>
        <code>{IMPORT_COMMAND}</code>
        <CopyButton text={IMPORT_COMMAND} what="the import command" />
      </div>
      <Text size="xs" c="dimmed" mt={4}>
        Run it in the folder of Whoasked; this page may stay open. The same file twice changes nothing.
      </Text>
    </section>
  );
}

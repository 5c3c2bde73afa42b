/** Where an edge comes from: its data set, and the imported files of that data set. */
import { Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ImportEntry } from '../../../shared/api.ts';
import type { Properties as PropertyMap } from '../../../shared/graph.ts';
import type { PROVENANCE } from '../../../shared/provenance.ts';
import { api } from '../../api.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { formatCounted, formatDayRange } from '../../ui/format.ts';
import { Section } from '../../ui/Section.tsx';
import classes from './details.module.css';
import { Properties } from './Properties.tsx';

const REFERENCES: Record<keyof typeof PROVENANCE, string> = {
  reference_name: 'Data set',
  reference_org: 'Publisher',
  reference_url_data: 'Taken from',
  reference_url_info: 'Described at',
  reference_time_fetch: 'Imported',
  reference_time_modification: 'Last changed',
};

function Source({ entry, timezone }: { entry: ImportEntry; timezone: string }) {
  const facts = [
    entry.format,
    entry.vantage ? `taken at: ${entry.vantage}` : undefined,
    formatCounted(entry.accepted, 'row'),
    entry.firstSeen && entry.lastSeen ? formatDayRange(entry.firstSeen, entry.lastSeen, timezone) : undefined,
  ];
  return (
    <div className={classes.source}>
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {entry.file.split(/[/\\]/).at(-1)}
      </Text>
      <Text size="xs" c="dimmed">
        {facts.filter(Boolean).join(' · ')}
      </Text>
      <Group gap={4} wrap="nowrap">
        <Text size="xs" c="dimmed" className={classes.hash} title={`SHA-256 ${entry.sha256}`}>
          SHA-256 {entry.sha256.slice(0, 16)}…
        </Text>
        <CopyButton text={entry.sha256} what="the SHA-256 of the file" />
      </Group>
      {entry.incomplete && (
        <Text size="xs" c="dimmed">
          The file ended early: {entry.incomplete}
        </Text>
      )}
    </div>
  );
}

export function Evidence({ properties, timezone }: { properties: PropertyMap; timezone: string }) {
  const imports = useQuery({ queryKey: ['imports'], queryFn: ({ signal }) => api.imports(signal) });
  const references = Object.fromEntries(
    Object.keys(REFERENCES).flatMap((name) => (properties[name] === undefined ? [] : [[name, properties[name]]])),
  );
  const dataset = references.reference_name;
  const sources = imports.data?.imports.filter((entry) => entry.dataset === dataset && !entry.dryRun) ?? [];
  return (
    <Section title="Evidence">
      {dataset === undefined && (
        <Text size="sm" c="dimmed">
          This edge does not say which data set it comes from.
        </Text>
      )}
      <Properties properties={references} names={REFERENCES} timezone={timezone} />
      {sources.length > 0 && (
        <>
          <Text size="xs" c="dimmed" mt={8}>
            {sources.length === 1 ? 'The file' : `The ${sources.length} files`} of this data set
          </Text>
          {sources.map((entry) => (
            <Source key={entry.id} entry={entry} timezone={timezone} />
          ))}
        </>
      )}
      {dataset !== undefined && imports.isSuccess && sources.length === 0 && (
        <Text size="xs" c="dimmed" mt={4}>
          No import of this data set is on record: it was not made by this importer, or derived from what was.
        </Text>
      )}
    </Section>
  );
}

/** What was found in a file and what is missing, with its first rows, before anything is written. */
import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { COLUMN_MAP, type FormatEntry, type ReadingParams } from '../../../shared/api-imports.ts';
import { VANTAGES, type Vantage } from '../../../shared/import-summary.ts';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { importApi } from '../../uploads.ts';
import { AssumptionFields } from './AssumptionFields.tsx';
import { TAKEN } from './import-facts.ts';
import { formatOctets } from './import-progress.ts';
import type { ImportQueue, Stage } from './import-queue.ts';
import { PreviewTable } from './PreviewTable.tsx';
import { sayJudged, toProblemText } from './preview-words.ts';
import { RejectedLines } from './RejectedLines.tsx';
import { Warning } from './Warning.tsx';

type DraftFormProps = {
  fileKey: string;
  stage: Extract<Stage, { type: 'ready' }>;
  queue: ImportQueue;
  timezone: string;
};

const CSV = 'csv';

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function DraftForm({ fileKey, stage, queue, timezone }: DraftFormProps) {
  const { upload, reading, asking, failure } = stage;
  const { preview } = upload;
  const formats = useQuery({ queryKey: ['formats'], queryFn: ({ signal }) => importApi.formats(signal) });
  const all: readonly FormatEntry[] = formats.data?.formats ?? [];
  const chosen = reading.format ?? preview.format;
  const format = all.find(({ id }) => id === chosen);
  /** Undefined until the reader has said otherwise than the format does. */
  const [dataset, setDataset] = useState<string | undefined>(undefined);
  const [vantage, setVantage] = useState<Vantage | null | undefined>(undefined);
  const [map, setMap] = useState(reading.map ?? '');
  const named = dataset ?? format?.dataset ?? '';
  const taken = vantage === undefined ? (format?.vantage ?? null) : vantage;
  const wrongMap = map !== '' && !COLUMN_MAP.test(map);

  const read = (change: Partial<ReadingParams>) => {
    const next = Object.entries({ ...reading, ...change }).filter(([, value]) => value !== undefined);
    void queue.reread(fileKey, Object.fromEntries(next));
  };
  const start = (event: FormEvent) => {
    event.preventDefault();
    void queue.start(fileKey, { dataset: named, vantage: taken ?? undefined });
  };

  return (
    <form onSubmit={start}>
      <Stack gap={8}>
        <Text size="xs" c="dimmed">
          {formatOctets(upload.octets)} · {sayJudged(preview)}
        </Text>
        {preview.problem !== undefined && (
          <Warning title="This file cannot be imported as it is">
            {`${toProblemText(preview.problem)}${preview.format === undefined ? ' Choose the format if it has one of these.' : ''}`}
          </Warning>
        )}
        {failure !== undefined && <FailureNotice title="The file was not imported" error={failure} />}
        <Select
          label="Format"
          description={reading.format === undefined && preview.format ? 'Found from the content' : undefined}
          placeholder="Choose a format"
          size="xs"
          searchable
          data={all.map(({ id, title }) => ({ value: id, label: title }))}
          value={chosen ?? null}
          allowDeselect={false}
          onChange={(id) => id && read({ format: id })}
          nothingFoundMessage="No such format"
        />
        {chosen === CSV && (preview.problem !== undefined || reading.map !== undefined) && (
          <TextInput
            label="Columns"
            description="Only where the header uses other names: client=src_ip,name=qname,time=ts"
            size="xs"
            value={map}
            error={wrongMap && 'Write client=src_ip,name=qname'}
            onChange={(event) => setMap(event.currentTarget.value)}
            onBlur={() => !wrongMap && map !== (reading.map ?? '') && read({ map: map || undefined })}
          />
        )}
        <Group grow gap="xs" align="flex-start">
          <TextInput
            label="Data set"
            size="xs"
            required
            withAsterisk={false}
            maxLength={200}
            value={named}
            onChange={(event) => setDataset(event.currentTarget.value)}
          />
          <Select
            label="Where it was taken"
            placeholder="Not known"
            size="xs"
            clearable
            data={VANTAGES.map((value) => ({ value, label: capitalize(TAKEN[value]) }))}
            value={taken}
            onChange={(value) => setVantage(value as Vantage | null)}
          />
        </Group>
        <Text size="xs" c="dimmed">
          Edges name the data set as their source: files of the same log share one.
        </Text>
        {format && <AssumptionFields format={format} preview={preview} reading={reading} onRead={read} />}
        {preview.problem === undefined && <PreviewTable preview={preview} timezone={timezone} />}
        <RejectedLines preview={preview} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={() => void queue.cancel(fileKey)}>
            Cancel
          </Button>
          <Button type="submit" loading={asking} disabled={preview.problem !== undefined || wrongMap}>
            Import
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

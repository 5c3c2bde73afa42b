/** What came of an import that has just ended. */
import { Button, Group, Text } from '@mantine/core';
import type { ImportJob } from '../../../shared/api-imports.ts';
import type { ImportSummary } from '../../../shared/import-summary.ts';
import { formatCount, formatCounted } from '../../ui/format.ts';
import { ImportFacts } from './ImportFacts.tsx';
import { Warning } from './Warning.tsx';

type ImportResultProps = { job: ImportJob; onShow: (dataset: string) => void; onClose: () => void };

const CANCELLED = 'Cancelled. What was written by then stays; the same file into the same data set goes on from there.';

function sayChange({ alreadyImported, nodesCreated, edgesCreated, dataset, seconds }: ImportSummary): string {
  if (alreadyImported) return `This content is in the data set ${dataset} already: nothing was changed.`;
  const time = seconds < 10 ? seconds.toFixed(1) : formatCount(Math.round(seconds));
  return `Imported into ${dataset} in ${time} s: ${formatCounted(nodesCreated, 'node')} and ${formatCounted(edgesCreated, 'edge')} new.`;
}

export function ImportResult({ job, onShow, onClose }: ImportResultProps) {
  const { summary, state, entry, error } = job;
  // What the command rejected lies beside its file, wherever that is.
  const isKept = entry !== undefined && summary?.rejectedFile?.endsWith(`${entry}.jsonl`);
  return (
    <>
      <div role="status">
        {state === 'failed' && (
          <Warning title="The import failed">{error?.message ?? 'The server says no more.'}</Warning>
        )}
        {state === 'cancelled' && <Text size="sm">{CANCELLED}</Text>}
        {summary && <Text size="sm">{sayChange(summary)}</Text>}
        {summary?.incomplete !== undefined && (
          <Warning title="The file is not whole">
            {`${summary.incomplete}. What could be read is in; give the whole file another data set, or that part counts twice.`}
          </Warning>
        )}
      </div>
      {summary && <ImportFacts summary={summary} keptAs={isKept ? entry : undefined} />}
      <Group justify="flex-end" gap="xs" mt={8}>
        {summary && summary.names > 0 && summary.clients > 0 && (
          <Button variant="light" onClick={() => onShow(summary.dataset)}>
            Show on canvas
          </Button>
        )}
        <Button variant="default" onClick={onClose}>
          Close
        </Button>
      </Group>
    </>
  );
}

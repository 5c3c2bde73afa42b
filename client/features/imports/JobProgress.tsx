/** How far an import is. */
import { Progress, Text } from '@mantine/core';
import type { ImportJob } from '../../../shared/api-imports.ts';
import { findFraction, sayProgress } from './import-progress.ts';

export function JobProgress({ job }: { job: ImportJob }) {
  const { phase, facts } = sayProgress(job);
  const fraction = job.progress ? findFraction(job.progress) : 0;
  return (
    <>
      {/* The phase alone is announced: figures that change five times a second would never stop talking. */}
      <Text size="sm" role="status">
        {phase}
      </Text>
      <Progress
        value={100 * (fraction ?? 1)}
        striped={fraction === undefined}
        size="sm"
        my={6}
        aria-label={`Progress: ${phase}`}
        transitionDuration={150}
      />
      <Text size="xs" c="dimmed" mih={16}>
        {facts.join(' · ')}
      </Text>
    </>
  );
}

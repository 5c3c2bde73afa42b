/** One file on its way in, in the stage it has reached. */
import { Button, Group, Paper, Progress, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { DraftForm } from './DraftForm.tsx';
import { ImportResult } from './ImportResult.tsx';
import { formatOctets } from './import-progress.ts';
import type { ImportQueue, QueuedFile } from './import-queue.ts';
import classes from './imports.module.css';
import { JobProgress } from './JobProgress.tsx';

type FileCardProps = {
  file: QueuedFile;
  queue: ImportQueue;
  timezone: string;
  onShow: (dataset: string) => void;
};

/** A new stage is brought into sight, and takes the focus of the button that has gone with the stage before. */
function useStageInSight(type: string) {
  const card = useRef<HTMLElement>(null);
  const shown = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (shown.current !== type) card.current?.scrollIntoView({ block: 'nearest' });
    if (shown.current !== undefined && shown.current !== type && document.activeElement === document.body) {
      card.current?.focus({ preventScroll: true });
    }
    shown.current = type;
  }, [type]);
  return card;
}

export function FileCard({ file, queue, ...rest }: FileCardProps) {
  const card = useStageInSight(file.stage.type);
  return (
    <Paper
      ref={card}
      component="section"
      withBorder
      p="xs"
      className={classes.card}
      aria-label={file.name}
      tabIndex={-1}
    >
      <Text component="h3" fw={600} size="sm" className={classes.file}>
        {file.name}
      </Text>
      <StageView file={file} queue={queue} {...rest} />
    </Paper>
  );
}

function StageView({ file: { key, stage }, queue, timezone, onShow }: FileCardProps) {
  const cancel = () => void queue.cancel(key);
  switch (stage.type) {
    case 'sending': {
      const percent = stage.total === 0 ? 100 : (100 * stage.sent) / stage.total;
      return (
        <>
          <Text size="xs" role="status">
            Sending: {formatOctets(stage.sent)} of {formatOctets(stage.total)}
          </Text>
          <Progress value={percent} size="sm" my={6} aria-label="Sent" />
          <Cancel onPress={cancel} />
        </>
      );
    }
    case 'ready':
      return <DraftForm fileKey={key} stage={stage} queue={queue} timezone={timezone} />;
    case 'importing':
      return (
        <>
          <JobProgress job={stage.job} />
          <Cancel onPress={cancel} />
        </>
      );
    case 'ended':
      return <ImportResult job={stage.job} onShow={onShow} onClose={cancel} />;
    case 'failed':
      return (
        <>
          <FailureNotice title={stage.title} error={stage.error} />
          <Cancel onPress={cancel} name="Close" />
        </>
      );
  }
}

function Cancel({ onPress, name = 'Cancel' }: { onPress: () => void; name?: string }) {
  return (
    <Group justify="flex-end" mt={6}>
      <Button variant="default" onClick={onPress}>
        {name}
      </Button>
    </Group>
  );
}

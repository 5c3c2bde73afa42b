/** Makes a picture for a report. It floats beside the canvas, so that the graph can still be arranged. */
import {
  Button,
  Checkbox,
  CloseButton,
  FloatingWindow,
  Group,
  SegmentedControl,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import type { Canvas, CanvasState, PictureOptions } from '../../canvas/types.ts';
import { toTitleFromId } from '../../explorer/words.ts';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { useRun } from '../../ui/use-run.ts';
import { toCaptionLines } from './caption.ts';
import classes from './export.module.css';
import { Preview } from './Preview.tsx';
import { saveFile } from './save-file.ts';

type ExportPanelProps = {
  canvas: Canvas;
  state: CanvasState;
  timezone: string;
  synthetic: boolean;
  onClose: () => void;
  onSaved: (filename: string) => void;
};

const FORMATS = [
  { value: 'png', label: 'PNG' },
  { value: 'svg', label: 'SVG' },
];
const SCALES = ['1', '2', '3', '4'].map((value) => ({ value, label: `${value}×` }));
const BACKGROUNDS = [
  { value: 'white', label: 'White' },
  { value: 'dark', label: 'Dark' },
  { value: 'transparent', label: 'Transparent' },
];
const SCOPES = [
  { value: 'all', label: 'Whole graph' },
  { value: 'selection', label: 'Selection' },
];

export function ExportPanel({ canvas, state, timezone, synthetic, onClose, onSaved }: ExportPanelProps) {
  const [chosen, setChosen] = useState<Omit<PictureOptions, 'caption' | 'title'>>({
    format: 'png',
    scope: 'all',
    background: 'white',
    scale: 2,
    legend: true,
  });
  const [first] = state.selection.nodes;
  const [title, setTitle] = useState(first ? toTitleFromId(first) : '');
  /** Undefined: as filled in from what is drawn. */
  const [written, setWritten] = useState<string | undefined>(undefined);
  const imports = useQuery({ queryKey: ['imports'], queryFn: ({ signal }) => api.imports(signal) });
  const facts = { timezone, synthetic, imports: imports.data?.imports ?? [] };
  const caption = written ?? toCaptionLines(canvas, facts).join('\n');
  const options: PictureOptions = { ...chosen, title: title.trim(), caption: caption.split('\n').filter(Boolean) };
  const [settled] = useDebouncedValue(JSON.stringify(options), 300);
  const save = useRun<string>();
  const change = (part: Partial<typeof chosen>) => setChosen((known) => ({ ...known, ...part }));
  const nothingSelected = state.selection.nodes.length + state.selection.edges.length === 0;

  const download = () =>
    save.start(async () => {
      const picture = await canvas.toPicture(options);
      saveFile(picture.blob, picture.filename);
      onSaved(picture.filename);
      return picture.filename;
    });

  return (
    <FloatingWindow
      role="dialog"
      aria-label="Export picture"
      className={classes.window}
      shadow="lg"
      withBorder
      radius="md"
      zIndex={150}
      initialPosition={{ top: 56, right: 16 }}
      constrainToViewport
      constrainOffset={8}
      dragHandleSelector="[data-drag]"
      excludeDragHandleSelector="button"
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <Group justify="space-between" className={classes.head} data-drag>
        <Text component="h2" fw={600} size="sm">
          Export picture
        </Text>
        <CloseButton size="sm" aria-label="Close the export" onClick={onClose} />
      </Group>
      <Stack gap={8} className={classes.body}>
        <Preview canvas={canvas} state={state} options={settled} />
        <Group gap={8}>
          <SegmentedControl
            size="xs"
            aria-label="Format"
            data={FORMATS}
            value={chosen.format}
            onChange={(format) => change({ format: format === 'svg' ? 'svg' : 'png' })}
          />
          {chosen.format === 'png' && (
            <SegmentedControl
              size="xs"
              aria-label="Scale"
              data={SCALES}
              value={String(chosen.scale)}
              onChange={(scale) => change({ scale: Number(scale) as PictureOptions['scale'] })}
            />
          )}
        </Group>
        <SegmentedControl
          size="xs"
          fullWidth
          aria-label="Background"
          data={BACKGROUNDS}
          value={chosen.background}
          onChange={(background) => change({ background: background as PictureOptions['background'] })}
        />
        <SegmentedControl
          size="xs"
          fullWidth
          aria-label="What is in the picture"
          data={SCOPES.map((scope) => ({ ...scope, disabled: scope.value === 'selection' && nothingSelected }))}
          value={nothingSelected ? 'all' : chosen.scope}
          onChange={(scope) => change({ scope: scope === 'selection' ? 'selection' : 'all' })}
        />
        <TextInput
          size="xs"
          label="Title"
          placeholder="No title"
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <Textarea
          size="xs"
          label="Caption"
          autosize
          minRows={2}
          maxRows={6}
          value={caption}
          onChange={(event) => setWritten(event.currentTarget.value)}
        />
        <Group justify="space-between">
          <Checkbox
            size="xs"
            label="Legend"
            checked={chosen.legend}
            onChange={(event) => change({ legend: event.currentTarget.checked })}
          />
          <Button onClick={download} loading={save.run.type === 'running'}>
            Export {chosen.format.toUpperCase()}
          </Button>
        </Group>
        {save.run.type === 'failed' && <FailureNotice title="The picture could not be made" error={save.run.error} />}
      </Stack>
    </FloatingWindow>
  );
}

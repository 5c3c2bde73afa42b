import { Loader, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Canvas, CanvasState, PictureOptions } from '../../canvas/types.ts';
import { toMessage } from '../../ui/FailureNotice.tsx';
import { formatCount } from '../../ui/format.ts';
import classes from './export.module.css';

type Shown = { url: string; width: number; height: number } | { error: string };

/** The picture as it will be saved, made anew when the options or the graph change. `options` as JSON text. */
export function Preview({ canvas, state, options }: { canvas: Canvas; state: CanvasState; options: string }) {
  const [shown, setShown] = useState<Shown | undefined>(undefined);
  const { background, scale, format } = JSON.parse(options) as PictureOptions;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the picture shows what is drawn; `state` says when that changed
  useEffect(() => {
    let url: string | undefined;
    let stale = false;
    canvas
      .toPicture({ ...(JSON.parse(options) as PictureOptions), scale: 1 })
      .then(({ blob, width, height }) => {
        if (stale) return;
        url = URL.createObjectURL(blob);
        setShown({ url, width, height });
      })
      .catch((error: unknown) => !stale && setShown({ error: toMessage(error) }));
    return () => {
      stale = true;
      if (url) URL.revokeObjectURL(url);
    };
  }, [canvas, options, state.step, state.selection, state.layout]);

  const factor = format === 'png' ? scale : 1;
  return (
    <div>
      <div className={classes.preview} data-background={background}>
        {!shown && <Loader size="sm" />}
        {shown && 'url' in shown && <img src={shown.url} alt="How it will look" className={classes.image} />}
        {shown && 'error' in shown && <Text size="sm">{shown.error}</Text>}
      </div>
      {shown && 'url' in shown && (
        <Text size="xs" c="dimmed">
          {formatCount(Math.round(shown.width * factor))} × {formatCount(Math.round(shown.height * factor))} px
        </Text>
      )}
    </div>
  );
}

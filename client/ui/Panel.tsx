/** A panel at the edge of the canvas: a heading, a button to fold it, content that scrolls by itself. */
import { ActionIcon, Text, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './Panel.module.css';

type PanelProps = {
  title: string;
  onFold: () => void;
  /** Content that fills the height and scrolls inside. */
  filled?: boolean;
  /** Resizes the panel: part of it, so that no focus stop lies outside the landmarks. */
  handle?: ReactNode;
  children: ReactNode;
};

export function Panel({ title, onFold, filled = false, handle, children }: PanelProps) {
  return (
    <aside className={classes.panel} aria-label={title}>
      <div className={classes.head}>
        <Text component="h2" className={classes.title}>
          {title}
        </Text>
        <Tooltip label="Fold">
          <ActionIcon size={24} aria-label={`Fold ${title.toLowerCase()}`} onClick={onFold}>
            <IconX size={15} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </div>
      <div className={classes.body} data-filled={filled || undefined}>
        {children}
      </div>
      {handle}
    </aside>
  );
}

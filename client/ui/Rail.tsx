/** Panels as icons with their names at the edge: a press opens or folds one. */
import { Tooltip, UnstyledButton } from '@mantine/core';
import type { TablerIcon } from '@tabler/icons-react';
import classes from './Rail.module.css';

export type RailItem = {
  id: string;
  name: string;
  keys?: string;
  icon: TablerIcon;
  open: boolean;
  onPress: () => void;
};

type RailProps = { label: string; side?: 'left' | 'right'; items: readonly RailItem[] };

export function Rail({ label, side = 'left', items }: RailProps) {
  return (
    <nav className={classes.rail} data-side={side} aria-label={label}>
      {items.map(({ id, name, keys, icon: Icon, open, onPress }) => (
        <Tooltip key={id} label={keys ? `${name} (${keys})` : name} position={side === 'left' ? 'right' : 'left'}>
          <UnstyledButton className={classes.item} aria-pressed={open} onClick={onPress}>
            <Icon size={20} stroke={1.6} aria-hidden />
            {name}
          </UnstyledButton>
        </Tooltip>
      ))}
    </nav>
  );
}

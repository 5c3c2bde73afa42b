/** Panels as icons at the edge: a press opens or folds one. */
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

export function Rail({
  label,
  items,
  end = [],
}: {
  label: string;
  items: readonly RailItem[];
  end?: readonly RailItem[];
}) {
  const toButton = ({ id, name, keys, icon: Icon, open, onPress }: RailItem) => (
    <Tooltip key={id} label={keys ? `${name} (${keys})` : name} position="right">
      <UnstyledButton className={classes.item} aria-label={name} aria-pressed={open} onClick={onPress}>
        <Icon size={20} stroke={1.6} />
      </UnstyledButton>
    </Tooltip>
  );
  return (
    <nav className={classes.rail} aria-label={label}>
      {items.map(toButton)}
      <span className={classes.space} />
      {end.map(toButton)}
    </nav>
  );
}

/** The top line: search, what is synthetic, time zone, theme, help. */
import { ActionIcon, Badge, Select, Tooltip } from '@mantine/core';
import { IconKeyboard, IconMoon, IconSun } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { getOffsetName } from '../../ui/format.ts';
import classes from './header.module.css';

type HeaderProps = {
  search: ReactNode;
  synthetic: boolean;
  timezone: string;
  onTimezone: (zone: string) => void;
  dark: boolean;
  onToggleTheme: () => void;
  onShortcuts: () => void;
};

const OWN_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;
const FIRST = [...new Set(['UTC', OWN_ZONE])];
const ZONES = [
  { group: 'Here', items: FIRST },
  { group: 'All', items: Intl.supportedValuesOf('timeZone').filter((zone) => !FIRST.includes(zone)) },
];

export function Header({ search, synthetic, timezone, onTimezone, dark, onToggleTheme, onShortcuts }: HeaderProps) {
  const known = ZONES.some(({ items }) => items.includes(timezone));
  return (
    <header className={classes.header}>
      <h1 className={classes.brand}>Whoasked</h1>
      <div className={classes.search}>{search}</div>
      <div className={classes.tools}>
        {synthetic && (
          <Tooltip label="The database holds the generated sample: its names, addresses and organizations do not exist.">
            <Badge variant="outline" color="var(--wa-muted)" tt="none" size="md" className={classes.synthetic}>
              Synthetic<span className={classes.wide}> sample data</span>
            </Badge>
          </Tooltip>
        )}
        <Select
          aria-label="Time zone"
          size="xs"
          w={178}
          data={known ? ZONES : [{ group: 'Link', items: [timezone] }, ...ZONES]}
          value={timezone}
          onChange={(zone) => zone && onTimezone(zone)}
          allowDeselect={false}
          searchable
          nothingFoundMessage="No such zone"
          maxDropdownHeight={320}
          comboboxProps={{ width: 260, position: 'bottom-end' }}
          leftSection={<span className={classes.offset}>{getOffsetName(timezone)}</span>}
          leftSectionWidth={56}
          leftSectionPointerEvents="none"
        />
        <Tooltip label={dark ? 'Light' : 'Dark'}>
          <ActionIcon aria-label={dark ? 'Switch to light' : 'Switch to dark'} onClick={onToggleTheme}>
            {dark ? <IconSun size={17} stroke={1.6} /> : <IconMoon size={17} stroke={1.6} />}
          </ActionIcon>
        </Tooltip>
        <Tooltip label="Keyboard shortcuts (?)">
          <ActionIcon aria-label="Keyboard shortcuts" onClick={onShortcuts}>
            <IconKeyboard size={18} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </div>
    </header>
  );
}

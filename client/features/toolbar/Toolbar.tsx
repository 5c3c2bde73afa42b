/** The canvas's buttons: each is a command, with its name and its key. */
import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconBinaryTree2,
  IconChartDots3,
  IconCheck,
  IconChevronDown,
  IconEye,
  IconFocusCentered,
  IconGridDots,
  IconMinus,
  IconPhotoDown,
  IconPlus,
  IconTarget,
  IconTrash,
  type TablerIcon,
} from '@tabler/icons-react';
import { Fragment } from 'react';
import type { CommandContext } from '../../explorer/command.ts';
import { getCommand, getName, runCommand, toKeys } from '../../explorer/commands.ts';
import { isMac } from '../../ui/platform.ts';
import classes from './toolbar.module.css';

const ICONS: Record<string, TablerIcon> = {
  undo: IconArrowBackUp,
  redo: IconArrowForwardUp,
  fit: IconFocusCentered,
  'zoom-in': IconPlus,
  'zoom-out': IconMinus,
  unhide: IconEye,
  clear: IconTrash,
  export: IconPhotoDown,
};

const LAYOUT_ICONS: Record<string, TablerIcon> = {
  'layout-fcose': IconChartDots3,
  'layout-concentric': IconTarget,
  'layout-breadthfirst': IconBinaryTree2,
  'layout-grid': IconGridDots,
};

function CommandButton({ id, context }: { id: string; context: CommandContext }) {
  const command = getCommand(id);
  const Icon = ICONS[id] ?? IconCheck;
  const name = getName(command, context);
  const keys = command.shortcut ? ` (${toKeys(command.shortcut, isMac).join('+')})` : '';
  return (
    <Tooltip label={`${name}${keys}`}>
      <ActionIcon aria-label={name} disabled={!command.when(context)} onClick={() => runCommand(command, context)}>
        <Icon size={17} stroke={1.6} />
      </ActionIcon>
    </Tooltip>
  );
}

function LayoutMenu({ context }: { context: CommandContext }) {
  const running = context.state.layout;
  return (
    <Menu position="bottom-start" shadow="md" withinPortal>
      <Menu.Target>
        <Tooltip label="Layout">
          <ActionIcon aria-label="Layout" w={44} disabled={context.state.nodeCount < 2} loading={running !== undefined}>
            <IconChartDots3 size={17} stroke={1.6} />
            <IconChevronDown size={12} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {Object.entries(LAYOUT_ICONS).map(([id, Icon]) => {
          const command = getCommand(id);
          return (
            <Menu.Item
              key={id}
              leftSection={<Icon size={16} />}
              rightSection={<kbd className={classes.key}>{toKeys(command.shortcut ?? '', isMac).join('+')}</kbd>}
              disabled={!command.when(context)}
              onClick={() => runCommand(command, context)}
            >
              {command.name.replace('Layout: ', '')}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}

const GROUPS = [['undo', 'redo'], ['layout'], ['unhide', 'clear'], ['export']];

export function Toolbar({ context }: { context: CommandContext }) {
  return (
    <div className={classes.bar} role="toolbar" aria-label="Canvas">
      {GROUPS.map((group, index) => (
        <Fragment key={group[0]}>
          {index > 0 && <span className={classes.rule} />}
          {group.map((id) =>
            id === 'layout' ? (
              <LayoutMenu key={id} context={context} />
            ) : (
              <CommandButton key={id} id={id} context={context} />
            ),
          )}
        </Fragment>
      ))}
    </div>
  );
}

export function ZoomBar({ context }: { context: CommandContext }) {
  return (
    <div className={classes.bar} role="toolbar" aria-label="View">
      {['zoom-out', 'zoom-in', 'fit'].map((id) => (
        <CommandButton key={id} id={id} context={context} />
      ))}
    </div>
  );
}

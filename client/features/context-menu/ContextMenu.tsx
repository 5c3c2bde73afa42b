/** Acts for what is under the pointer: the same commands as keyboard and buttons, and a node's relations with counts. */
import { Menu, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api.ts';
import type { CommandContext } from '../../explorer/command.ts';
import { COMMANDS, getCommand, getName, runCommand, toKeys } from '../../explorer/commands.ts';
import { EXPAND_LIMIT } from '../../explorer/selection-commands.ts';
import { toPlural, toTitleFromId } from '../../explorer/words.ts';
import { formatCount } from '../../ui/format.ts';
import { LabelGlyph } from '../../ui/LabelGlyph.tsx';
import { isMac } from '../../ui/platform.ts';
import classes from './context-menu.module.css';

export type MenuPlace = { x: number; y: number };

/** More relations than this make the menu longer than a screen; the details list all. */
const LISTED_RELATIONS = 8;
const CANVAS_COMMANDS = ['undo', 'redo', 'fit', 'select-all', 'unhide', 'export', 'clear'];

function RelationItems({ id, context }: { id: string; context: CommandContext }) {
  const details = useQuery({ queryKey: ['node', id], queryFn: ({ signal }) => api.node(id, signal) });
  const relations = details.data?.relations ?? [];
  if (relations.length < 2) return null;
  return (
    <>
      <Menu.Label>Expand {EXPAND_LIMIT} of</Menu.Label>
      {relations.slice(0, LISTED_RELATIONS).map(({ type, direction, label, count }) => (
        <Menu.Item
          key={`${direction} ${type} ${label}`}
          leftSection={<LabelGlyph label={label} />}
          rightSection={
            <Text span size="xs">
              {formatCount(count)}
            </Text>
          }
          onClick={() =>
            void context.explorer.perform({
              type: 'expand',
              node: id,
              limit: EXPAND_LIMIT,
              edge: type,
              direction,
              label,
            })
          }
        >
          {direction === 'in' ? '←' : '→'} {type}{' '}
          <Text span size="xs">
            {toPlural(label)}
          </Text>
        </Menu.Item>
      ))}
      {relations.length > LISTED_RELATIONS && (
        <Menu.Label>{relations.length - LISTED_RELATIONS} more in the details</Menu.Label>
      )}
      <Menu.Divider />
    </>
  );
}

type ContextMenuProps = { place: MenuPlace | undefined; context: CommandContext; onClose: () => void };

export function ContextMenu({ place, context, onClose }: ContextMenuProps) {
  const { nodes, edges } = context.target;
  const [node] = nodes;
  const onElement = nodes.length + edges.length > 0;
  const commands = onElement
    ? COMMANDS.filter((command) => command.group === 'Selected')
    : CANVAS_COMMANDS.map(getCommand);
  const edge = edges[0] === undefined ? undefined : context.canvas.getEdge(edges[0]);
  const only = nodes.length + edges.length === 1;
  const title =
    only && edge
      ? edge.type
      : nodes.length === 1 && edges.length === 0 && node
        ? toTitleFromId(node)
        : `${formatCount(nodes.length + edges.length)} selected`;
  return (
    <Menu
      opened={place !== undefined}
      onChange={(opened) => !opened && onClose()}
      position="bottom-start"
      offset={2}
      shadow="md"
      width={270}
      returnFocus
      withInitialFocusPlaceholder={false}
      // Inside the landmark it belongs to, and above what clips.
      withinPortal={false}
      floatingStrategy="fixed"
      transitionProps={{ duration: 0 }}
    >
      <Menu.Target>
        <button
          type="button"
          tabIndex={-1}
          aria-hidden="true"
          className={classes.anchor}
          style={{ left: place?.x ?? 0, top: place?.y ?? 0 }}
        />
      </Menu.Target>
      <Menu.Dropdown aria-label={onElement ? `Acts for ${title}` : 'Acts for the canvas'}>
        {onElement && <Menu.Label className={classes.title}>{title}</Menu.Label>}
        {nodes.length === 1 && edges.length === 0 && node && <RelationItems id={node} context={context} />}
        {commands
          .filter((command) => command.when(context))
          .map((command) => (
            <Menu.Item
              key={command.id}
              rightSection={
                command.shortcut && <kbd className={classes.key}>{toKeys(command.shortcut, isMac).join('+')}</kbd>
              }
              onClick={() => runCommand(command, context)}
            >
              {getName(command, context)}
            </Menu.Item>
          ))}
        {!onElement && context.state.nodeCount === 0 && <Menu.Label>The canvas is empty.</Menu.Label>}
      </Menu.Dropdown>
    </Menu>
  );
}

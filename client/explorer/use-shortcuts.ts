/** The keyboard side of the commands. */
import { type HotkeyItem, useHotkeys } from '@mantine/hooks';
import { COMMANDS, type Command, type CommandContext, runCommand } from './commands.ts';

/** Keys belong to an open menu, list or dialog first, and Ctrl+C to selected text. */
function isTaken(event: KeyboardEvent): boolean {
  const inOverlay = event.target instanceof Element && event.target.closest('[role=menu],[role=listbox],[role=dialog]');
  const copiesText = event.key.toLowerCase() === 'c' && (event.ctrlKey || event.metaKey) && getSelection()?.toString();
  return Boolean(inOverlay || copiesText);
}

/** Commands whose shortcut with Ctrl, ⌘ or Alt also works while typing. */
const WHILE_TYPING = new Set(['search', 'export', 'panel-queries', 'panel-cypher', 'panel-imports']);

const worksWhileTyping = ({ command, key }: { command: Command; key: string }) =>
  WHILE_TYPING.has(command.id) && /^(mod|alt)\+/.test(key);

const KEYS = COMMANDS.flatMap((command) => (command.shortcut ?? '').split(' ').map((key) => ({ command, key }))).filter(
  ({ key }) => key !== '',
);

export function useShortcuts(context: CommandContext): void {
  const toHotkey = ({ command, key }: { command: Command; key: string }): HotkeyItem => [
    key,
    (event) => {
      if (!isTaken(event) && runCommand(command, context)) event.preventDefault();
    },
    { preventDefault: false },
  ];
  useHotkeys(KEYS.filter((entry) => !worksWhileTyping(entry)).map(toHotkey));
  useHotkeys(KEYS.filter(worksWhileTyping).map(toHotkey), [], true);
}

/** The keyboard side of the commands. */
import { getHotkeyHandler } from '@mantine/hooks';
import { useEffect, useEffectEvent } from 'react';
import type { CommandContext } from './command.ts';
import { COMMANDS, runCommand } from './commands.ts';

/** Commands whose shortcut with Ctrl, ⌘ or Alt also works while typing. */
const WHILE_TYPING = new Set(['search', 'export', 'panel-queries', 'panel-cypher', 'panel-imports']);

const KEYS = COMMANDS.flatMap((command) => (command.shortcut ?? '').split(' ').map((key) => ({ command, key })))
  .filter(({ key }) => key !== '')
  .map(({ command, key }) => ({ command, key, typing: WHILE_TYPING.has(command.id) && /^(mod|alt)\+/.test(key) }));

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/** Keys belong to an open menu, list or dialog first, and Ctrl+C to selected text. */
function isTaken(event: KeyboardEvent): boolean {
  const inOverlay = event.target instanceof Element && event.target.closest('[role=menu],[role=listbox],[role=dialog]');
  const copiesText = event.key.toLowerCase() === 'c' && (event.ctrlKey || event.metaKey) && getSelection()?.toString();
  return Boolean(inOverlay || copiesText);
}

/** Takes a key before the canvas sees it: what the canvas does by itself would be in no list of acts. */
export function useShortcuts(context: CommandContext): void {
  const listen = useEffectEvent((event: KeyboardEvent) => {
    if (isTaken(event)) return;
    const typing = isTyping(event.target);
    for (const { command, key, typing: whileTyping } of KEYS) {
      if (typing && !whileTyping) continue;
      const perform = () => {
        if (!runCommand(command, context)) return;
        event.preventDefault();
        event.stopPropagation();
      };
      getHotkeyHandler([[key, perform, { preventDefault: false }]])(event);
    }
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => listen(event);
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, []);
}

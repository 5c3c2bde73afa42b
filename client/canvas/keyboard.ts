/** The canvas by keyboard, while it has the focus. */
import type { Direction } from './selection.ts';

export type KeyboardActs = {
  move: (direction: Direction) => void;
  activate: () => void;
  remove: () => void;
  openMenu: () => void;
  zoomBy: (factor: number) => void;
  fit: () => void;
  selectAll: () => void;
  unselect: () => void;
};

export const KEY_ZOOM_STEP = 1.25;

const DIRECTIONS: Record<string, Direction> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/** The act of a key; undefined where the key is not the canvas's. */
export function findKeyAct(event: KeyboardEvent, acts: KeyboardActs): (() => void) | undefined {
  const command = event.ctrlKey || event.metaKey;
  if (event.altKey) return undefined;
  if (command) return event.key === 'a' ? acts.selectAll : undefined;
  const direction = DIRECTIONS[event.key];
  if (direction) return () => acts.move(direction);
  switch (event.key) {
    case 'Enter':
      return acts.activate;
    case 'Delete':
    case 'Backspace':
      return acts.remove;
    case 'ContextMenu':
      return acts.openMenu;
    case 'F10':
      return event.shiftKey ? acts.openMenu : undefined;
    case '+':
    case '=':
      return () => acts.zoomBy(KEY_ZOOM_STEP);
    case '-':
      return () => acts.zoomBy(1 / KEY_ZOOM_STEP);
    case '0':
      return acts.fit;
    case 'Escape':
      return acts.unselect;
    default:
      return undefined;
  }
}

/** Returns its undo. */
export function attachKeyboard(container: HTMLElement, acts: KeyboardActs): () => void {
  const listen = (event: KeyboardEvent): void => {
    const act = findKeyAct(event, acts);
    if (!act) return;
    event.preventDefault();
    // A menu that opens now would take the same key for one pressed outside of it, and close.
    event.stopPropagation();
    act();
  };
  container.addEventListener('keydown', listen);
  return () => container.removeEventListener('keydown', listen);
}

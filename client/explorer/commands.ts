/** Everything a reader can do, and how it is called and reached. */
import { LAYOUT_NAMES as LAYOUT_TITLES } from '../canvas/layout-names.ts';
import { LAYOUT_NAMES, PANELS, type Panel } from '../url-state.ts';
import { type Command, type CommandContext, hasTarget, toIds } from './command.ts';
import { SELECTION_COMMANDS } from './selection-commands.ts';

const hasNodes = ({ state }: CommandContext) => state.nodeCount > 0;
const always = () => true;

const LAYOUT_COMMANDS = LAYOUT_NAMES.map(
  (name, index): Command => ({
    id: `layout-${name}`,
    group: 'Layout',
    name: `Layout: ${LAYOUT_TITLES[name]}`,
    shortcut: String(index + 1),
    when: ({ state }) => state.nodeCount > 1 && !state.layout,
    perform: ({ explorer }) => void explorer.perform({ type: 'layout', name }),
  }),
);

const PANEL_TITLES: Record<Panel, string> = { queries: 'Saved queries', cypher: 'Cypher editor', imports: 'Imports' };

const PANEL_COMMANDS = PANELS.map(
  (panel, index): Command => ({
    id: `panel-${panel}`,
    group: 'Screen',
    name: PANEL_TITLES[panel],
    shortcut: `alt+${index + 1}`,
    when: always,
    perform: ({ ui }) => ui.openPanel(panel),
  }),
);

export const COMMANDS: readonly Command[] = [
  ...SELECTION_COMMANDS,
  {
    id: 'undo',
    group: 'Canvas',
    name: 'Undo',
    nameFor: ({ state }) => (state.undo ? `Undo: ${state.undo}` : 'Undo'),
    shortcut: 'mod+Z',
    when: ({ state }) => state.undo !== undefined,
    perform: ({ explorer }) => explorer.undo(),
  },
  {
    id: 'redo',
    group: 'Canvas',
    name: 'Redo',
    nameFor: ({ state }) => (state.redo ? `Redo: ${state.redo}` : 'Redo'),
    shortcut: 'mod+shift+Z mod+Y',
    when: ({ state }) => state.redo !== undefined,
    perform: ({ explorer }) => explorer.redo(),
  },
  {
    id: 'select-all',
    group: 'Canvas',
    name: 'Select all',
    shortcut: 'mod+A',
    when: hasNodes,
    perform: ({ canvas }) => canvas.select({ nodes: canvas.getGraph().nodes.map((node) => node.id), edges: [] }),
  },
  {
    id: 'unhide',
    group: 'Canvas',
    name: 'Show hidden',
    shortcut: 'shift+H',
    when: ({ state }) => state.hiddenCount > 0,
    perform: ({ explorer }) => void explorer.perform({ type: 'unhide' }),
  },
  {
    id: 'fit',
    group: 'Canvas',
    name: 'Fit',
    shortcut: 'F',
    when: hasNodes,
    perform: ({ canvas }) => canvas.fit(),
  },
  {
    id: 'fit-selected',
    group: 'Canvas',
    name: 'Fit selected',
    shortcut: 'shift+F',
    when: hasTarget,
    perform: ({ canvas, target }) => canvas.fit(toIds(target)),
  },
  {
    id: 'zoom-in',
    group: 'Canvas',
    name: 'Zoom in',
    shortcut: 'plus shift+plus =',
    when: hasNodes,
    perform: ({ canvas }) => canvas.zoomBy(1.25),
  },
  {
    id: 'zoom-out',
    group: 'Canvas',
    name: 'Zoom out',
    shortcut: '-',
    when: hasNodes,
    perform: ({ canvas }) => canvas.zoomBy(0.8),
  },
  {
    id: 'clear',
    group: 'Canvas',
    name: 'Empty the canvas',
    shortcut: 'shift+Delete',
    when: hasNodes,
    perform: ({ explorer }) => explorer.clear(),
  },
  ...LAYOUT_COMMANDS,
  {
    id: 'cancel',
    group: 'Screen',
    name: 'Cancel, or select nothing',
    shortcut: 'Escape',
    when: always,
    perform: ({ canvas, explorer, state }) => {
      if (state.layout || explorer.getState().busy) explorer.cancel();
      else canvas.select({ nodes: [], edges: [] });
    },
  },
  {
    id: 'search',
    group: 'Screen',
    name: 'Search',
    shortcut: 'mod+K /',
    when: always,
    perform: ({ ui }) => ui.focusSearch(),
  },
  {
    id: 'export',
    group: 'Screen',
    name: 'Export picture',
    shortcut: 'mod+shift+E',
    when: hasNodes,
    perform: ({ ui }) => ui.openExport(),
  },
  ...PANEL_COMMANDS,
  {
    id: 'details',
    group: 'Screen',
    name: 'Details on or off',
    shortcut: 'D',
    when: always,
    perform: ({ ui }) => ui.toggleDetails(),
  },
  {
    id: 'table',
    group: 'Screen',
    name: 'Table on or off',
    shortcut: 'T',
    when: always,
    perform: ({ ui }) => ui.toggleTable(),
  },
  {
    id: 'theme',
    group: 'Screen',
    name: 'Dark or light',
    shortcut: 'shift+L',
    when: always,
    perform: ({ ui }) => ui.toggleTheme(),
  },
  {
    id: 'shortcuts',
    group: 'Screen',
    name: 'Keyboard shortcuts',
    shortcut: 'shift+?',
    when: always,
    perform: ({ ui }) => ui.openShortcuts(),
  },
];

export function getCommand(id: string): Command {
  const command = COMMANDS.find((known) => known.id === id);
  if (!command) throw new Error(`No act is called ${id}`);
  return command;
}

/** Performs it if it applies; otherwise nothing happens. */
export function runCommand(command: Command, context: CommandContext): boolean {
  if (!command.when(context)) return false;
  command.perform(context);
  return true;
}

export function getName(command: Command, context: CommandContext): string {
  return command.nameFor?.(context) ?? command.name;
}

const KEY_NAMES: Record<string, string> = {
  mod: 'Ctrl',
  shift: 'Shift',
  alt: 'Alt',
  Delete: 'Del',
  Escape: 'Esc',
  plus: '+',
};

/** The keys of the first shortcut as printed on keyboards: `['Ctrl', 'Shift', 'Z']`. */
export function toKeys(shortcut: string, isMac: boolean): string[] {
  const [first = ''] = shortcut.split(' ');
  if (first === 'shift+?') return ['?'];
  return first.split('+').map((key) => (isMac && key === 'mod' ? '⌘' : (KEY_NAMES[key] ?? key.toUpperCase())));
}

/** Everything a reader can do to the canvas: one object each, used by menu, keyboard, buttons and the shortcuts page. */
import type { Canvas, CanvasState, LayoutName, Selection } from '../canvas/types.ts';
import { formatCounted } from '../ui/format.ts';
import { LAYOUT_NAMES, PANELS, type Panel } from '../url-state.ts';
import type { Explorer } from './explorer.ts';
import { toTitleFromId } from './words.ts';

export const EXPAND_LIMIT = 50;
/** Expanding more nodes at once than this would bury the picture. */
const MAX_EXPANDED = 20;
const MAX_HOPS = 4;

/** What of the interface an act may open or switch. */
export type Interface = {
  focusSearch: () => void;
  openPanel: (panel: Panel | undefined) => void;
  toggleDetails: () => void;
  toggleTable: () => void;
  openExport: () => void;
  openShortcuts: () => void;
  toggleTheme: () => void;
  copy: (text: string, what: string) => void;
};

/** `target`: what the act applies to – the element under the pointer, else what is selected. */
export type CommandContext = {
  canvas: Canvas;
  explorer: Explorer;
  state: CanvasState;
  target: Selection;
  ui: Interface;
};

export const COMMAND_GROUPS = ['Selected', 'Canvas', 'Layout', 'Screen'] as const;

export type Command = {
  id: string;
  group: (typeof COMMAND_GROUPS)[number];
  name: string;
  /** A name for this context, where the plain one says too little. */
  nameFor?: (context: CommandContext) => string;
  /** As Mantine's `useHotkeys` reads it; several apart by spaces. */
  shortcut?: string;
  when: (context: CommandContext) => boolean;
  perform: (context: CommandContext) => void;
};

const toIds = ({ nodes, edges }: Selection) => [...nodes, ...edges];
const hasTarget = ({ target }: CommandContext) => target.nodes.length + target.edges.length > 0;
const hasNodes = ({ state }: CommandContext) => state.nodeCount > 0;
const always = () => true;

function findNeighbors(canvas: Canvas, ids: readonly string[]): string[] {
  const known = new Set(ids);
  const ends = canvas.getGraph().edges.filter((edge) => known.has(edge.source) || known.has(edge.target));
  return [...new Set(ends.flatMap((edge) => [edge.source, edge.target]))];
}

const LAYOUT_TITLES: Record<LayoutName, string> = {
  fcose: 'Force layout',
  concentric: 'Concentric layout',
  breadthfirst: 'Breadth-first layout',
  grid: 'Grid layout',
};

const LAYOUT_COMMANDS = LAYOUT_NAMES.map(
  (name, index): Command => ({
    id: `layout-${name}`,
    group: 'Layout',
    name: LAYOUT_TITLES[name],
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
  {
    id: 'expand',
    group: 'Selected',
    name: `Expand ${EXPAND_LIMIT}`,
    shortcut: 'E',
    when: ({ target }) => target.nodes.length > 0 && target.nodes.length <= MAX_EXPANDED,
    perform: ({ explorer, target }) => {
      for (const node of target.nodes) void explorer.perform({ type: 'expand', node, limit: EXPAND_LIMIT });
    },
  },
  {
    id: 'collapse',
    group: 'Selected',
    name: 'Collapse',
    shortcut: 'C',
    when: ({ canvas, target }) => target.nodes.some((node) => canvas.getExpansions(node).length > 0),
    perform: ({ canvas, explorer, target }) => {
      for (const node of target.nodes) {
        if (canvas.getExpansions(node).length > 0) void explorer.perform({ type: 'collapse', node });
      }
    },
  },
  {
    id: 'paths',
    group: 'Selected',
    name: 'Paths between two',
    shortcut: 'P',
    when: ({ target }) => target.nodes.length === 2,
    perform: ({ explorer, target: { nodes } }) => {
      const [from, to] = nodes;
      if (from && to) void explorer.perform({ type: 'paths', from, to, maxHops: MAX_HOPS });
    },
  },
  {
    id: 'join',
    group: 'Selected',
    name: 'Draw edges among',
    shortcut: 'J',
    when: ({ target }) => target.nodes.length > 1,
    perform: ({ explorer, target }) => void explorer.perform({ type: 'join', ids: target.nodes }),
  },
  {
    id: 'select-neighbors',
    group: 'Selected',
    name: 'Select neighbors',
    shortcut: 'N',
    when: ({ target }) => target.nodes.length > 0,
    perform: ({ canvas, target }) => canvas.select({ nodes: findNeighbors(canvas, target.nodes), edges: [] }),
  },
  {
    id: 'copy',
    group: 'Selected',
    name: 'Copy key',
    nameFor: ({ target }) =>
      target.nodes.length > 1 ? `Copy ${formatCounted(target.nodes.length, 'key')}` : 'Copy key',
    shortcut: 'mod+C',
    when: ({ target }) => target.nodes.length > 0,
    perform: ({ ui, target }) =>
      ui.copy(target.nodes.map(toTitleFromId).join('\n'), formatCounted(target.nodes.length, 'key')),
  },
  {
    id: 'hide',
    group: 'Selected',
    name: 'Hide',
    shortcut: 'H',
    when: hasTarget,
    perform: ({ explorer, target }) => void explorer.perform({ type: 'hide', ids: toIds(target) }),
  },
  {
    id: 'remove',
    group: 'Selected',
    name: 'Remove from canvas',
    shortcut: 'Delete Backspace',
    when: hasTarget,
    perform: ({ explorer, target }) => void explorer.perform({ type: 'remove', ids: toIds(target) }),
  },
  {
    id: 'keep',
    group: 'Selected',
    name: 'Keep only these',
    shortcut: 'K',
    when: ({ target, state }) => target.nodes.length > 0 && target.nodes.length < state.nodeCount,
    perform: ({ canvas, explorer, target }) => {
      const kept = new Set(target.nodes);
      const ids = canvas.getGraph().nodes.map((node) => node.id);
      void explorer.perform({ type: 'remove', ids: ids.filter((id) => !kept.has(id)) });
    },
  },
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

/** What a command is: one object for menu, keyboard, buttons and the shortcuts page. */
import type { Canvas, CanvasState, Selection } from '../canvas/types.ts';
import type { Panel } from '../url-state.ts';
import type { Explorer } from './explorer.ts';

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

/** Ids of all elements a command applies to. */
export const toIds = ({ nodes, edges }: Selection) => [...nodes, ...edges];

export const hasTarget = ({ target }: CommandContext) => target.nodes.length + target.edges.length > 0;

/** What can be done with the selected elements. */
import type { Canvas } from '../canvas/types.ts';
import { formatCounted } from '../ui/format.ts';
import { type Command, hasTarget, toIds } from './command.ts';
import { toTitleFromId } from './words.ts';

export const EXPAND_LIMIT = 50;
/** Expanding more nodes at once than this would bury the picture. */
const MAX_EXPANDED = 20;
const MAX_HOPS = 4;

function findNeighbors(canvas: Canvas, ids: readonly string[]): string[] {
  const known = new Set(ids);
  const ends = canvas.getGraph().edges.filter((edge) => known.has(edge.source) || known.has(edge.target));
  return [...new Set(ends.flatMap((edge) => [edge.source, edge.target]))];
}

export const SELECTION_COMMANDS: readonly Command[] = [
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
];

/** What exists only while the canvas is on a page: text, keyboard and pointer. */
import type { Core } from 'cytoscape';
import { attachActiveNode } from './active-node.ts';
import { sortByImportance } from './importance.ts';
import { attachKeyboard } from './keyboard.ts';
import { attachLabelOverlay } from './label-overlay.ts';
import { attachPointer, type PointerActs } from './pointer.ts';
import { findNodeInDirection } from './selection.ts';
import { PALETTES } from './theme.ts';
import type { Canvas, Theme } from './types.ts';

export type View = {
  refresh: () => void;
  /** Of the container, in the coordinates of the page's viewport. */
  getCorner: () => { x: number; y: number };
  detach: () => void;
};

export type ViewActs = Pick<PointerActs, 'openMenu' | 'activate' | 'recordDrag'> & {
  getTheme: () => Theme;
  openMenuForSelection: () => void;
};

export function attachView(cy: Core, container: HTMLElement, canvas: Canvas, acts: ViewActs): View {
  const overlay = attachLabelOverlay(cy, container, acts.getTheme);
  const detachActiveNode = attachActiveNode(cy, container, canvas.getNode);
  const detachPointer = attachPointer(cy, container, {
    ...acts,
    select: (nodeId) => canvas.select({ nodes: [nodeId] }),
    findLabelAt: overlay.findNodeAt,
  });
  const getSelected = (): string | undefined => cy.nodes(':selected').map((node) => node.id())[0];
  const detachKeyboard = attachKeyboard(container, {
    move: (direction) => {
      const from = getSelected();
      const to = from === undefined ? sortByImportance(cy)[0]?.id() : findNodeInDirection(cy, from, direction);
      if (to === undefined) return;
      canvas.select({ nodes: [to] });
      canvas.reveal(to);
    },
    activate: () => {
      const id = getSelected();
      if (id !== undefined) acts.activate(id);
    },
    remove: () => canvas.remove(cy.elements(':selected').map((element) => element.id())),
    openMenu: acts.openMenuForSelection,
    zoomBy: canvas.zoomBy,
    fit: () => canvas.fit(),
    selectAll: () =>
      canvas.select({
        nodes: cy
          .nodes()
          .not('.gone')
          .map((node) => node.id()),
      }),
    unselect: () => canvas.select({}),
  });
  const refresh = (): void => {
    container.style.background = PALETTES[acts.getTheme()].background;
    overlay.refresh();
  };
  return {
    refresh,
    getCorner: () => {
      const { left, top } = container.getBoundingClientRect();
      return { x: left, y: top };
    },
    detach: () => {
      detachKeyboard();
      detachPointer();
      detachActiveNode();
      overlay.detach();
    },
  };
}

/** Puts the canvas together: plain functions on a headless Cytoscape, shown on a page while mounted. */
import cytoscape from 'cytoscape';
import { countNodes, nameElements } from './act-names.ts';
import { applyChanges, type Change, invertChanges } from './changes.ts';
import { type EdgeRecord, getEdgeRecord, getNodeRecord, type NodeRecord } from './elements.ts';
import { countExpansions, planCollapse, planRemove } from './expansions.ts';
import { createHistory } from './history.ts';
import { LAYOUT_NAMES } from './layout-names.ts';
import { createLayoutSession } from './layout-session.ts';
import { createListeners } from './listeners.ts';
import { planMerge } from './merge.ts';
import { createMotion } from './motion.ts';
import { attachView, type View } from './mounted-view.ts';
import { applySelection, refreshFading } from './selection.ts';
import { toState } from './state.ts';
import { chooseDetail, type Detail, toStylesheet } from './stylesheet.ts';
import type { Canvas, CanvasState, LayoutName, Theme } from './types.ts';
import { fitView, revealNode, ZOOM_LIMITS, zoomView } from './viewport.ts';
import { planHide, planLegendSwitch, planShowHidden, refreshClasses } from './visibility.ts';

export function createCanvas(): Canvas {
  let theme: Theme = 'light';
  let detail: Detail = 'full';
  let state: CanvasState | undefined;
  let view: View | undefined;
  let fitIsDue = false;
  let fadingIsDue = false;
  /** The first merge is being laid out: more that comes now is laid out with it. */
  let settling = false;

  const cy = cytoscape({
    headless: true,
    styleEnabled: true,
    style: toStylesheet(theme, detail),
    ...ZOOM_LIMITS,
    boxSelectionEnabled: true,
    selectionType: 'single',
  });
  stopIdleLoop(cy);
  const history = createHistory();
  const motion = createMotion(cy);
  const changed = createListeners<void>();
  const menuOpened = createListeners<Parameters<Parameters<Canvas['onContextMenu']>[0]>[0]>();
  const activated = createListeners<string>();
  const noticed = createListeners<string>();
  const layouts = createLayoutSession(cy, notify);

  function notify(): void {
    state = undefined;
    changed.emit();
  }

  /** After every change of elements: classes, style, text and listeners follow. */
  function refresh(): void {
    refreshClasses(cy);
    refreshFading(cy);
    refreshDetail();
    view?.refresh();
    notify();
  }

  function refreshDetail(force = false): void {
    const next = chooseDetail(cy.edges().length, cy.zoom());
    if (next === detail && !force) return;
    detail = next;
    cy.style(toStylesheet(theme, detail));
    setTextureOnViewport(cy, detail === 'dense');
  }

  function perform(name: string, changes: Change[]): void {
    if (changes.length === 0) return;
    settle();
    applyChanges(cy, changes);
    history.record({ name, changes });
    refresh();
  }

  /** Positions are final from here on. */
  function settle(): void {
    settling = false;
    layouts.cancel();
    motion.finish();
  }

  function applyMoves(moves: Extract<Change, { type: 'move' }>['moves'], record: (change: Change) => void): void {
    const change: Change = { type: 'move', moves };
    motion.finish();
    applyChanges(cy, [change]);
    record(change);
    refresh();
  }

  /** Lays out a first drawing as part of the act that brought it. */
  async function settleFirst(): Promise<void> {
    const act = history.getLast();
    settling = true;
    try {
      await layouts.start('fcose', cy.nodes().not('.gone').nodes(), (moves) => {
        if (history.getLast() !== act) return;
        settling = false;
        applyMoves(moves, (change) => history.amend([change]));
        showAll();
        motion.play(moves);
      });
    } catch (error) {
      settling = false;
      const reason = error instanceof Error ? error.message : String(error);
      noticed.emit(`${reason} The nodes stand where they were put first.`);
    }
  }

  function showAll(): void {
    fitIsDue = view === undefined || !fitView(cy);
    refreshDetail();
  }

  function step(act: { changes: Change[] } | undefined): void {
    if (!act) return;
    settle();
    applyChanges(cy, act.changes);
    refresh();
  }

  function openMenuForSelection(): void {
    const [selected] = [...cy.nodes(':selected').toArray(), ...cy.edges(':selected').toArray()];
    const corner = view?.getCorner() ?? { x: 0, y: 0 };
    if (!selected) {
      menuOpened.emit({ kind: 'canvas', x: corner.x + cy.width() / 2, y: corner.y + cy.height() / 2 });
      return;
    }
    const point = selected.isNode() ? selected.renderedPosition() : selected.renderedMidpoint();
    const kind = selected.isNode() ? 'node' : 'edge';
    menuOpened.emit({ id: selected.id(), kind, x: corner.x + point.x, y: corner.y + point.y });
  }

  cy.on('select unselect', () => {
    state = undefined;
    if (fadingIsDue) return;
    fadingIsDue = true;
    queueMicrotask(() => {
      fadingIsDue = false;
      refreshFading(cy);
      notify();
    });
  });
  cy.on('zoom', () => refreshDetail());
  cy.on('resize', () => {
    if (fitIsDue && view) showAll();
  });

  const canvas: Canvas = {
    subscribe: (listener) => changed.add(listener),
    getState: () => {
      state ??= toState(cy, history, layouts.getRunning());
      return state;
    },
    mount: (container) => {
      cy.mount(container);
      stopIdleLoop(cy);
      view = attachView(cy, container, canvas, {
        getTheme: () => theme,
        openMenu: (event) => {
          if (event.target === undefined || event.kind === 'canvas') {
            menuOpened.emit({ kind: 'canvas', x: event.x, y: event.y });
            return;
          }
          const { kind } = event;
          if (!cy.getElementById(event.target).selected()) {
            canvas.select(kind === 'node' ? { nodes: [event.target] } : { edges: [event.target] });
          }
          menuOpened.emit({ id: event.target, kind, x: event.x, y: event.y });
        },
        openMenuForSelection,
        activate: (nodeId) => activated.emit(nodeId),
        recordDrag: (moves) => {
          settle();
          history.record({ name: `Move ${countNodes(moves.length)}`, changes: [{ type: 'move', moves }] });
          notify();
        },
      });
      refreshDetail(true);
      view.refresh();
      if (fitIsDue) showAll();
      return () => {
        motion.finish();
        view?.detach();
        view = undefined;
        cy.unmount();
      };
    },

    merge: (graph, act) => {
      const isFirst = cy.elements().empty() || settling;
      motion.finish();
      const { changes, ...merged } = planMerge(cy, graph, act);
      perform(act.name, changes);
      if (isFirst && merged.newNodes.length > 0) {
        showAll();
        if (cy.nodes().length > 2) void settleFirst();
      }
      return merged;
    },
    collapse: (nodeId) => {
      const { changes, removed } = planCollapse(cy, nodeId);
      perform(`Collapse ${getNodeRecord(cy, nodeId)?.caption ?? nodeId}`, changes);
      return { removed };
    },
    hide: (ids) => perform(`Hide ${nameElements(cy, ids)}`, planHide(cy, ids)),
    showHidden: () => perform('Show hidden', planShowHidden(cy)),
    remove: (ids) => perform(`Remove ${nameElements(cy, ids)}`, planRemove(cy, ids)),
    clear: () => {
      const all = cy.elements().map((element) => element.id());
      if (all.length > 0) perform('Clear the canvas', [...planShowHidden(cy), ...planRemove(cy, all)]);
    },
    undo: () => {
      const act = history.takeUndo();
      step(act && { changes: invertChanges(act.changes) });
    },
    redo: () => step(history.takeRedo()),

    select: (selection) => applySelection(cy, selection),
    getNode: (id) => getNodeRecord(cy, id)?.node,
    getEdge: (id) => getEdgeRecord(cy, id)?.edge,
    getGraph: () => ({
      nodes: cy.nodes().map((node) => (node.data() as NodeRecord).node),
      edges: cy.edges().map((edge) => (edge.data() as EdgeRecord).edge),
    }),
    getExpansions: (nodeId) => {
      const node = cy.getElementById(nodeId);
      return node.nonempty() && node.isNode() ? countExpansions(node) : [];
    },
    hasNode: (id) => getNodeRecord(cy, id) !== undefined,

    setHiddenLabel: (label, hidden) =>
      perform(`${hidden ? 'Hide' : 'Show'} label ${label}`, planLegendSwitch(cy, 'hiddenLabels', label, hidden)),
    setHiddenType: (type, hidden) =>
      perform(`${hidden ? 'Hide' : 'Show'} edges ${type}`, planLegendSwitch(cy, 'hiddenTypes', type, hidden)),
    setTheme: (next) => {
      theme = next;
      refreshDetail(true);
      view?.refresh();
    },
    setReducedMotion: (reduced) => motion.setReduced(reduced),

    runLayout: async (name: LayoutName, scope = 'all') => {
      settle();
      const shown = cy.nodes().not('.gone');
      const nodes = (scope === 'selection' ? shown.filter(':selected') : shown).nodes();
      if (nodes.empty()) return true;
      return layouts.start(name, nodes, (moves) => {
        applyMoves(moves, (change) => history.record({ name: `Layout: ${LAYOUT_NAMES[name]}`, changes: [change] }));
        if (scope === 'all') showAll();
        motion.play(moves);
      });
    },
    cancelLayout: () => {
      settling = false;
      layouts.cancel();
    },
    fit: (ids) => {
      motion.finish();
      if (ids === undefined) showAll();
      else fitView(cy, ids);
    },
    zoomBy: (factor) => zoomView(cy, factor),
    reveal: (id) => {
      motion.finish();
      if (view) revealNode(cy, id);
    },

    onNotice: (listener) => noticed.add(listener),
    onContextMenu: (listener) => menuOpened.add(listener),
    onActivate: (listener) => activated.add(listener),

    toPicture: async (options) => {
      motion.finish();
      const { createPicture } = await import('./picture.ts');
      return createPicture(cy, options);
    },
  };
  return canvas;
}

/** Cytoscape runs a loop for its own animations from the start, also headless; the canvas has none of them. */
function stopIdleLoop(cy: cytoscape.Core): void {
  (cy as cytoscape.Core & { stopAnimationLoop: () => void }).stopAnimationLoop();
}

/** Thousands of edges move as one bitmap while the view moves; Cytoscape takes this as an option of its start only. */
function setTextureOnViewport(cy: cytoscape.Core, on: boolean): void {
  const { renderer } = cy as cytoscape.Core & { renderer: () => { textureOnViewport?: boolean } };
  renderer.call(cy).textureOnViewport = on;
}

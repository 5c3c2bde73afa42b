/** One canvas with its explorer from a link on: replays the link's acts and keeps the URL in step with what is asked. */
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { api } from '../api.ts';
import { createCanvas } from '../canvas/create-canvas.ts';
import type { Canvas, CanvasState } from '../canvas/types.ts';
import { parseFragment, toActText, toFragment, type View } from '../url-state.ts';
import { createExplorer, type Explorer, type ExplorerState } from './explorer.ts';
import { findFirstPanel, keepPanel } from './first-panel.ts';

/** What is open beside the canvas; the rest of the view is read from canvas and explorer. */
export type Desk = Pick<View, 'panel' | 'saved' | 'cypher' | 'table' | 'timezone'>;

export type Session = {
  canvas: Canvas;
  explorer: Explorer;
  state: CanvasState;
  asked: ExplorerState;
  desk: Desk;
  setDesk: (change: Partial<Desk>) => void;
};

/** A selection larger than this is not written into the URL. */
const MAX_SELECTED = 50;

const toDesk = ({ panel, saved, cypher, table, timezone }: View): Desk => ({ panel, saved, cypher, table, timezone });

function sayUnknown(unknown: readonly string[]): string[] {
  return unknown.map((part) => `This part of the link could not be read and was left out: ${part}`);
}

/** Draws what the link asked for, then what it hid and selected. */
async function restore(canvas: Canvas, explorer: Explorer, view: View): Promise<void> {
  const whole = await explorer.replay(view.acts);
  for (const label of view.off.labels) canvas.setHiddenLabel(label, true);
  for (const type of view.off.types) canvas.setHiddenType(type, true);
  const nodes = view.selection.nodes.filter((id) => canvas.hasNode(id));
  const edges = view.selection.edges.filter((id) => canvas.getEdge(id) !== undefined);
  canvas.select({ nodes, edges });
  const missing = view.selection.nodes.length + view.selection.edges.length - nodes.length - edges.length;
  if (whole && missing > 0) explorer.note('What the link had selected is not on the canvas any more.');
}

export function toView(canvas: CanvasState, { acts }: Pick<ExplorerState, 'acts'>, desk: Desk): View {
  const { nodes, edges } = canvas.selection;
  const off = (entries: { name: string; hidden: boolean }[]) =>
    entries.filter((entry) => entry.hidden).map((entry) => entry.name);
  return {
    ...desk,
    acts: [...acts],
    selection: nodes.length + edges.length > MAX_SELECTED ? { nodes: [], edges: [] } : { nodes, edges },
    off: { labels: off(canvas.legend.labels), types: off(canvas.legend.types) },
  };
}

const toHref = (fragment: string) => `${location.pathname}${location.search}${fragment === '' ? '' : `#${fragment}`}`;

/** `onOtherView`: back, forward or a typed link asks for a picture this canvas never showed. */
export function useSession(onOtherView: () => void): Session {
  const [{ canvas, explorer, link }] = useState(() => {
    const made = createCanvas();
    return { canvas: made, explorer: createExplorer({ canvas: made, api }), link: parseFragment(location.hash) };
  });
  const state = useSyncExternalStore(canvas.subscribe, canvas.getState);
  const asked = useSyncExternalStore(explorer.subscribe, explorer.getState);
  const [desk, change] = useState<Desk>(() => {
    const linked = toDesk(link.view);
    return location.hash === '' ? { ...linked, panel: findFirstPanel() } : linked;
  });
  const setDesk = useCallback((part: Partial<Desk>) => {
    if ('panel' in part) keepPanel(part.panel);
    change((known) => ({ ...known, ...part }));
  }, []);
  const [restored, setRestored] = useState(false);
  const actsInUrl = useRef(link.view.acts.map(toActText).join('&'));
  const started = useRef(false);

  useEffect(() => explorer.attach(), [explorer]);

  useEffect(() => {
    if (started.current) return;
    started.current = true;
    explorer.note(...sayUnknown(link.unknown));
    // Later in the same turn: React's strict mode attaches, detaches and attaches the explorer first.
    queueMicrotask(() => void restore(canvas, explorer, link.view).then(() => setRestored(true)));
  }, [canvas, explorer, link]);

  useEffect(() => {
    if (!restored || asked.replaying || asked.failure) return;
    const view = toView(state, asked, desk);
    const fragment = toFragment(view);
    if (`#${fragment}` === location.hash || (fragment === '' && location.hash === '')) return;
    const acts = view.acts.map(toActText).join('&');
    if (acts === actsInUrl.current) history.replaceState(null, '', toHref(fragment));
    else history.pushState(null, '', toHref(fragment));
    actsInUrl.current = acts;
  }, [restored, state, asked, desk]);

  useEffect(() => {
    const follow = () => {
      const { view } = parseFragment(location.hash);
      actsInUrl.current = view.acts.map(toActText).join('&');
      if (!explorer.goTo(view.acts)) return onOtherView();
      change(toDesk(view));
      canvas.select({
        nodes: view.selection.nodes.filter((id) => canvas.hasNode(id)),
        edges: view.selection.edges.filter((id) => canvas.getEdge(id) !== undefined),
      });
    };
    window.addEventListener('popstate', follow);
    return () => window.removeEventListener('popstate', follow);
  }, [canvas, explorer, onOtherView]);

  return { canvas, explorer, state, asked, desk, setDesk };
}

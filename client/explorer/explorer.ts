/**
 * Joins canvas, API and URL: performs acts one after another, keeps the list of acts that made the present picture, and
 * follows undo and redo with it.
 */
import type { CypherAnswer } from '../../shared/api.ts';
import { type Api, ApiFailure, isAbort } from '../api.ts';
import type { Canvas } from '../canvas/types.ts';
import { type Act, toActText } from '../url-state.ts';
import { nameAct, type Outcome, performAct } from './perform-act.ts';

export type Failure = { error: ApiFailure; retry: Act[] };

export type ExplorerState = {
  /** What was asked, in order, to get what is drawn now. */
  acts: readonly Act[];
  /** What is being asked now. */
  busy: string | undefined;
  /** True from the first act of a link to its last: the list of acts is not whole yet. */
  replaying: boolean;
  /** The last sentence to announce. */
  said: string;
  /** Limits and misses to be read and dismissed. */
  notes: readonly string[];
  failure: Failure | undefined;
};

export type Explorer = {
  subscribe: (listener: () => void) => () => void;
  getState: () => ExplorerState;
  /** Queues the act; resolves to its outcome, or undefined when it failed or was cancelled (the state says so). */
  perform: (act: Act, answer?: CypherAnswer) => Promise<Outcome | undefined>;
  /** Performs the acts of a link in order; stops at the first that fails. */
  replay: (acts: readonly Act[]) => Promise<boolean>;
  undo: () => void;
  redo: () => void;
  /** Empties the canvas. */
  clear: () => void;
  /** Stops what runs and what waits, a layout included. */
  cancel: () => void;
  retry: () => void;
  dismiss: () => void;
  note: (...notes: string[]) => void;
  say: (sentence: string) => void;
  /** Goes to where exactly these acts were drawn by undoing or redoing; false where the history has no such place. */
  goTo: (acts: readonly Act[]) => boolean;
  /** Follows the canvas; returns its undo, which also stops what runs. */
  attach: () => () => void;
};

const toText = (acts: readonly Act[]) => acts.map(toActText).join('&');

function toApiFailure(error: unknown): ApiFailure {
  if (error instanceof ApiFailure) return error;
  return new ApiFailure('internal', error instanceof Error ? error.message : String(error), { cause: error });
}

/** Resolves when no layout runs: the next act then finds its neighbors where they will stay, also when a link is replayed. */
function whenSettled(canvas: Canvas): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      if (canvas.getState().layout) return;
      unsubscribe();
      resolve();
    };
    const unsubscribe = canvas.subscribe(check);
    check();
  });
}

export function createExplorer({ canvas, api }: { canvas: Canvas; api: Api }): Explorer {
  let state: ExplorerState = { acts: [], busy: undefined, replaying: false, said: '', notes: [], failure: undefined };
  const listeners = new Set<() => void>();
  const actsAt = new Map<number, readonly Act[]>([[canvas.getState().step, []]]);
  let step = canvas.getState().step;
  let moving = false;
  let controller = new AbortController();
  let queue: Promise<unknown> = Promise.resolve();

  const set = (change: Partial<ExplorerState>) => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };

  /** Steps the canvas makes by itself, such as dragging a node, belong to the acts that were there. */
  const follow = () => {
    const next = canvas.getState().step;
    if (next === step || moving) return;
    for (const known of actsAt.keys()) if (known >= next) actsAt.delete(known);
    step = next;
    actsAt.set(step, state.acts);
  };

  const record = (acts: readonly Act[]) => {
    step = canvas.getState().step;
    actsAt.set(step, acts);
    set({ acts });
  };

  const run = async (act: Act, signal: AbortSignal, answer?: CypherAnswer): Promise<Outcome | undefined> => {
    await whenSettled(canvas);
    if (signal.aborted) return undefined;
    set({ busy: nameAct(act), failure: undefined });
    try {
      const before = canvas.getState().step;
      const outcome = await performAct(act, { canvas, api, signal, answer });
      const changed = canvas.getState().step !== before;
      if (changed) record([...state.acts, act]);
      set({ said: outcome.said, notes: [...state.notes, ...outcome.notes] });
      return outcome;
    } catch (error) {
      if (isAbort(error)) set({ said: 'Cancelled. The canvas is as it was.' });
      else set({ failure: { error: toApiFailure(error), retry: [act] } });
      return undefined;
    } finally {
      set({ busy: undefined });
    }
  };

  /** What waits is stopped by the same `cancel` as what runs. */
  const enqueue = <T>(task: (signal: AbortSignal) => Promise<T>): Promise<T> => {
    const { signal } = controller;
    const done = queue.then(() => task(signal));
    queue = done.catch(() => undefined);
    return done;
  };

  const move = (go: () => void) => {
    moving = true;
    go();
    moving = false;
    step = canvas.getState().step;
    set({ acts: actsAt.get(step) ?? state.acts });
  };

  const replay = async (acts: readonly Act[], signal: AbortSignal): Promise<boolean> => {
    set({ replaying: true });
    for (const [index, act] of acts.entries()) {
      const outcome = await run(act, signal);
      if (outcome) continue;
      if (state.failure) set({ failure: { ...state.failure, retry: acts.slice(index) } });
      set({ replaying: false });
      return false;
    }
    set({ replaying: false });
    // Each act alone keeps the view; what a link draws in several is seen whole.
    if (acts.length > 1) canvas.fit();
    return true;
  };

  const explorer: Explorer = {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getState: () => state,
    perform: (act, answer) => enqueue((signal) => run(act, signal, answer)),
    replay: (acts) => enqueue((signal) => replay(acts, signal)),
    undo: () => {
      const { undo } = canvas.getState();
      if (!undo) return;
      move(canvas.undo);
      set({ said: `Undone: ${undo}.` });
    },
    redo: () => {
      const { redo } = canvas.getState();
      if (!redo) return;
      move(canvas.redo);
      set({ said: `Done again: ${redo}.` });
    },
    clear: () => {
      canvas.clear();
      record([]);
      set({ said: 'Canvas emptied.', notes: [], failure: undefined });
    },
    cancel: () => {
      canvas.cancelLayout();
      controller.abort();
      controller = new AbortController();
    },
    retry: () => {
      const acts = state.failure?.retry ?? [];
      set({ failure: undefined });
      void enqueue((signal) => replay(acts, signal));
    },
    dismiss: () => set({ notes: [], failure: undefined }),
    note: (...notes) => set({ notes: [...state.notes, ...notes] }),
    say: (said) => set({ said }),
    goTo: (acts) => {
      const text = toText(acts);
      if (toText(state.acts) === text) return true;
      const steps = [...actsAt].filter(([, known]) => toText(known) === text).map(([known]) => known);
      const [nearest] = steps.sort((a, b) => Math.abs(a - step) - Math.abs(b - step));
      if (nearest === undefined) return false;
      const go = nearest < step ? canvas.undo : canvas.redo;
      move(() => {
        for (let left = Math.abs(nearest - step); left > 0; left--) go();
      });
      set({ said: '' });
      return canvas.getState().step === nearest;
    },
    attach: () => {
      const unsubscribe = canvas.subscribe(follow);
      const unlisten = canvas.onNotice((sentence) => explorer.note(sentence));
      return () => {
        unsubscribe();
        unlisten();
        explorer.cancel();
      };
    },
  };
  return explorer;
}

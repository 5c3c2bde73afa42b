import type { Change } from './changes.ts';

export type Act = { name: string; changes: Change[] };

export type ActHistory = {
  record: (act: Act) => void;
  /** Adds to the last act, so that one undo takes both back. */
  amend: (changes: Change[]) => void;
  takeUndo: () => Act | undefined;
  takeRedo: () => Act | undefined;
  getLast: () => Act | undefined;
  getUndoName: () => string | undefined;
  getRedoName: () => string | undefined;
  /** 0 at the start, +1 with each act and redo, -1 with each undo. */
  getStep: () => number;
};

/** The acts of one canvas, without limit. A new act forgets what was undone. */
export function createHistory(): ActHistory {
  const done: Act[] = [];
  const undone: Act[] = [];
  return {
    record: (act) => {
      done.push(act);
      undone.length = 0;
    },
    amend: (changes) => {
      done.at(-1)?.changes.push(...changes);
    },
    takeUndo: () => {
      const act = done.pop();
      if (act) undone.push(act);
      return act;
    },
    takeRedo: () => {
      const act = undone.pop();
      if (act) done.push(act);
      return act;
    },
    getLast: () => done.at(-1),
    getUndoName: () => done.at(-1)?.name,
    getRedoName: () => undone.at(-1)?.name,
    getStep: () => done.length,
  };
}

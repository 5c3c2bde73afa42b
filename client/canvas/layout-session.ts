/** Lays out what is on the canvas, and keeps at most one layout running. */
import type { Core, NodeCollection } from 'cytoscape';
import { getNodeAppearance } from './appearance.ts';
import type { Move } from './changes.ts';
import type { EdgeRecord, NodeRecord } from './elements.ts';
import { getFootprint } from './footprint.ts';
import { type LayoutJob, startLayout } from './layout-job.ts';
import type { LayoutProblem } from './layout-problem.ts';
import type { Placed } from './layout-run.ts';
import type { LayoutName, RunningLayout } from './types.ts';

export type LayoutSession = {
  /**
   * Hands over where the nodes go and ends only then: who waits for the end finds them there. False when cancelled
   * meanwhile. Cancels what ran before.
   */
  start: (name: LayoutName, nodes: NodeCollection, apply: (moves: Move[]) => void) => Promise<boolean>;
  cancel: () => void;
  getRunning: () => RunningLayout | undefined;
};

export function createLayoutSession(cy: Core, onChange: () => void): LayoutSession {
  let running: { layout: RunningLayout; job: LayoutJob } | undefined;
  const cancel = (): void => {
    running?.job.cancel();
    if (running) {
      running = undefined;
      onChange();
    }
  };
  return {
    start: async (name, nodes, apply) => {
      cancel();
      const job = startLayout(name, toProblem(nodes));
      const mine = { layout: { name, since: Date.now() }, job };
      running = mine;
      onChange();
      try {
        const placed = await job.done;
        if (!placed || running !== mine) return false;
        apply(toMoves(cy, placed, nodes));
        return true;
      } finally {
        if (running === mine) {
          running = undefined;
          onChange();
        }
      }
    },
    cancel,
    getRunning: () => running?.layout,
  };
}

/** A layout places the middle of shape and label together. */
function getLabelShift(node: NodeRecord): number {
  return (getFootprint(node).height - getNodeAppearance(node.label).size.height) / 2;
}

export function toProblem(nodes: NodeCollection): LayoutProblem {
  return {
    nodes: nodes.map((node) => {
      const record = node.data() as NodeRecord;
      const { x, y } = node.position();
      return { id: record.id, ...getFootprint(record), x, y: y + getLabelShift(record) };
    }),
    edges: nodes
      .edgesWith(nodes)
      .filter((edge) => !edge.hasClass('gone') && edge.data('source') !== edge.data('target'))
      .map((edge) => {
        const { id, source, target } = edge.data() as EdgeRecord;
        return { id, source, target };
      })
      // The database answers edges in any order; the same acts give the same drawing all the same.
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map(({ source, target }) => ({ source, target })),
  };
}

/** Puts the result where the nodes were: the middle of the drawing stays. */
function toMoves(cy: Core, placed: readonly Placed[], nodes: NodeCollection): Move[] {
  const there = nodes.filter((node) => cy.hasElementWithId(node.id()));
  const before = there.boundingBox({ includeLabels: false });
  const xs = placed.map(({ x }) => x);
  const ys = placed.map(({ y }) => y);
  const dx = (before.x1 + before.x2) / 2 - (Math.min(...xs) + Math.max(...xs)) / 2;
  const dy = (before.y1 + before.y2) / 2 - (Math.min(...ys) + Math.max(...ys)) / 2;
  return placed.flatMap(({ id, x, y }) => {
    const node = cy.getElementById(id);
    if (node.empty()) return [];
    const after = { x: Math.round(x + dx), y: Math.round(y + dy - getLabelShift(node.data() as NodeRecord)) };
    return [{ id, before: { ...node.position() }, after }];
  });
}

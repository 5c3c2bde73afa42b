import cytoscape from 'cytoscape';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyChanges, type Change, invertChanges } from '../../client/canvas/changes.ts';
import { planCollapse, planRemove } from '../../client/canvas/expansions.ts';
import { createHistory } from '../../client/canvas/history.ts';
import { planMerge } from '../../client/canvas/merge.ts';
import { planHide, planLegendSwitch, planShowHidden } from '../../client/canvas/visibility.ts';
import { makeEdge, makeNode, makeStar } from './canvas/graphs.ts';

type Cy = cytoscape.Core;

/** Everything undo promises to bring back. */
function takeSnapshot(cy: Cy) {
  const elements = cy.elements().map((element) => ({
    data: element.data(),
    position: element.isNode() ? { ...element.position() } : undefined,
  }));
  return structuredClone({
    elements: elements.sort((a, b) => (a.data.id < b.data.id ? -1 : 1)),
    labels: cy.data('hiddenLabels') ?? [],
    types: cy.data('hiddenTypes') ?? [],
  });
}

function getId(cy: Cy, pick: number): string {
  const nodes = cy.nodes();
  return nodes.length === 0 ? '' : (nodes[pick % nodes.length]?.id() ?? '');
}

const ACTS: ((cy: Cy, pick: number) => Change[])[] = [
  (cy, pick) => planMerge(cy, makeStar(`host-${pick % 3}.example`, pick % 6, pick % 9), {}).changes,
  (cy, pick) => {
    const id = getId(cy, pick);
    const graph = {
      nodes: [makeNode('AS', 64496 + (pick % 9))],
      edges: [makeEdge('ORIGINATE', `AS:${64496 + (pick % 9)}`, id)],
    };
    return planMerge(cy, graph, { beside: id, expansion: { node: id, shown: 1, total: pick } }).changes;
  },
  (cy, pick) => {
    const [node] = makeStar(`host-${pick % 3}.example`, 0).nodes;
    return node
      ? planMerge(cy, { nodes: [{ ...node, properties: { ...node.properties, pick } }], edges: [] }, {}).changes
      : [];
  },
  (cy, pick) => planCollapse(cy, getId(cy, pick)).changes,
  (cy, pick) => planHide(cy, [getId(cy, pick)]),
  (cy) => planShowHidden(cy),
  (cy, pick) => planRemove(cy, [getId(cy, pick)]),
  (cy) =>
    planRemove(
      cy,
      cy.elements().map((element) => element.id()),
    ),
  (cy, pick) => planLegendSwitch(cy, 'hiddenLabels', ['IP', 'AS'][pick % 2] ?? '', pick % 3 > 0),
  (cy, pick) => planLegendSwitch(cy, 'hiddenTypes', 'LOOKED_UP', pick % 2 > 0),
  (cy, pick) => [
    {
      type: 'move',
      moves: cy
        .nodes()
        .map((node) => ({ id: node.id(), before: { ...node.position() }, after: { x: pick, y: -pick } })),
    },
  ],
];

test('any acts undone give the first state, and redone the last, over every step between', () => {
  const act = fc.record({ kind: fc.nat(ACTS.length - 1), pick: fc.nat(100) });
  fc.assert(
    fc.property(fc.array(act, { maxLength: 12 }), (acts) => {
      const cy = cytoscape({ headless: true });
      const history = createHistory();
      const states = [takeSnapshot(cy)];
      for (const { kind, pick } of acts) {
        const changes = ACTS[kind]?.(cy, pick) ?? [];
        applyChanges(cy, changes);
        history.record({ name: `${kind}`, changes });
        states.push(takeSnapshot(cy));
      }
      for (const state of states.slice(0, -1).reverse()) {
        applyChanges(cy, invertChanges(history.takeUndo()?.changes ?? []));
        expect(takeSnapshot(cy)).toEqual(state);
      }
      expect(history.getStep()).toBe(0);
      for (const state of states.slice(1)) {
        applyChanges(cy, history.takeRedo()?.changes ?? []);
        expect(takeSnapshot(cy)).toEqual(state);
      }
    }),
    { numRuns: 60 },
  );
});

test('a new act forgets what was undone', () => {
  const history = createHistory();
  history.record({ name: 'first', changes: [] });
  history.takeUndo();
  expect(history.getRedoName()).toBe('first');
  history.record({ name: 'second', changes: [] });
  expect(history.getRedoName()).toBeUndefined();
  expect(history.getUndoName()).toBe('second');
});

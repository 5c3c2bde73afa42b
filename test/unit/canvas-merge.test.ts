import { beforeEach, describe, expect, test } from 'vitest';
import { createCanvas } from '../../client/canvas/create-canvas.ts';
import type { Canvas } from '../../client/canvas/types.ts';
import { makeEdge, makeNode, makeStar } from './canvas/graphs.ts';

const HUB = 'HostName:mail.tower.example';
let canvas: Canvas;

beforeEach(() => {
  canvas = createCanvas();
  canvas.merge({ nodes: [makeNode('HostName', 'mail.tower.example')], edges: [] }, { name: 'Search' });
});

function expand(clients: number, from = 1, total = 5210) {
  return canvas.merge(makeStar('mail.tower.example', clients, from), {
    name: 'Expand',
    beside: HUB,
    expansion: { node: HUB, type: 'LOOKED_UP', direction: 'in', label: 'IP', shown: clients, total, next: 'c1' },
  });
}

describe('merge', () => {
  test('adds what is missing and says what it was', () => {
    const { newNodes, newEdges } = expand(3);
    expect(newNodes).toEqual(['IP:198.51.100.1', 'IP:198.51.100.2', 'IP:198.51.100.3']);
    expect(newEdges).toHaveLength(3);
    expect(canvas.getState()).toMatchObject({ nodeCount: 4, edgeCount: 3, undo: 'Expand', step: 2 });
  });

  test('the same graph twice adds nothing and is no act', () => {
    expand(3);
    const before = canvas.getState();
    expect(canvas.merge(makeStar('mail.tower.example', 3), { name: 'Again', beside: HUB })).toMatchObject({
      newNodes: [],
      newEdges: [],
    });
    expect(canvas.getState()).toEqual(before);
  });

  test('updates what is drawn in place, and undo brings the old properties back', () => {
    const node = makeNode('HostName', 'mail.tower.example');
    canvas.merge({ nodes: [{ ...node, properties: { ...node.properties, rank: 7 } }], edges: [] }, { name: 'Update' });
    expect(canvas.getState().nodeCount).toBe(1);
    expect(canvas.getNode(HUB)?.properties.rank).toBe(7);
    canvas.undo();
    expect(canvas.getNode(HUB)?.properties).toEqual({ name: 'mail.tower.example' });
  });

  test('an edge without both ends is left out and named', () => {
    const edge = makeEdge('LOOKED_UP', 'IP:192.0.2.1', HUB);
    const merged = canvas.merge({ nodes: [], edges: [edge] }, { name: 'Half' });
    expect(merged).toMatchObject({ newEdges: [], skippedEdges: [edge.id] });
  });

  test("never draws the product's own records", () => {
    const merged = canvas.merge(
      { nodes: [{ id: '_Import:1', labels: ['_Import'], properties: {} }], edges: [] },
      { name: 'Import' },
    );
    expect(merged.newNodes).toEqual([]);
    expect(canvas.hasNode('_Import:1')).toBe(false);
  });

  test('answers with the graph that went in', () => {
    expand(2);
    const graph = canvas.getGraph();
    expect(graph.nodes.map(({ id }) => id).sort()).toEqual([HUB, 'IP:198.51.100.1', 'IP:198.51.100.2'].sort());
    expect(graph.edges).toEqual(makeStar('mail.tower.example', 2).edges);
  });
});

describe('expansion and collapse', () => {
  test('counts what is drawn of a relation, also after removing and undoing', () => {
    expand(5);
    expect(canvas.getExpansions(HUB)).toMatchObject([{ shown: 5, total: 5210, next: 'c1' }]);
    canvas.remove(['IP:198.51.100.1']);
    expect(canvas.getExpansions(HUB)).toMatchObject([{ shown: 4, total: 5210 }]);
    canvas.undo();
    expect(canvas.getExpansions(HUB)).toMatchObject([{ shown: 5 }]);
  });

  test('a second page of the same relation replaces its first', () => {
    expand(5);
    expand(5, 6);
    expect(canvas.getExpansions(HUB)).toMatchObject([{ shown: 10, total: 5210 }]);
  });

  test('collapse takes away what came only by this node and hangs on nothing else', () => {
    expand(4);
    const client = 'IP:198.51.100.2';
    const prefix = makeNode('BGPPrefix', '198.51.100.0/24');
    canvas.merge(
      { nodes: [prefix], edges: [makeEdge('PART_OF', client, prefix.id)] },
      { name: 'Expand', beside: client },
    );
    expect(canvas.collapse(HUB).removed.sort()).toEqual(['IP:198.51.100.1', 'IP:198.51.100.3', 'IP:198.51.100.4']);
    expect(canvas.hasNode(client)).toBe(true);
    expect(canvas.getExpansions(HUB)).toEqual([]);
    canvas.undo();
    expect(canvas.getState().nodeCount).toBe(6);
    expect(canvas.getExpansions(HUB)).toHaveLength(1);
  });

  test('collapse keeps a node that was searched for, or that a second expansion brought too', () => {
    expand(3);
    canvas.merge({ nodes: [makeNode('IP', '198.51.100.1')], edges: [] }, { name: 'Search' });
    const other = makeStar('mx.tower.example', 1, 2);
    canvas.merge({ nodes: [makeNode('HostName', 'mx.tower.example')], edges: [] }, { name: 'Search' });
    canvas.merge(other, { name: 'Expand', beside: 'HostName:mx.tower.example' });
    expect(canvas.collapse(HUB).removed).toEqual(['IP:198.51.100.3']);
  });
});

describe('hiding', () => {
  test('hidden nodes are counted, kept, and shown again', () => {
    expand(3);
    canvas.select({ nodes: ['IP:198.51.100.1'] });
    canvas.hide(['IP:198.51.100.1']);
    expect(canvas.getState()).toMatchObject({ nodeCount: 4, hiddenCount: 1, selection: { nodes: [], edges: [] } });
    canvas.showHidden();
    expect(canvas.getState().hiddenCount).toBe(0);
  });

  test('the legend hides a label and counts it still', () => {
    expand(3);
    canvas.setHiddenLabel('IP', true);
    expect(canvas.getState().hiddenCount).toBe(3);
    expect(canvas.getState().legend).toEqual({
      labels: [
        { name: 'IP', count: 3, hidden: true, known: true },
        { name: 'HostName', count: 1, hidden: false, known: true },
      ],
      types: [{ name: 'LOOKED_UP', count: 3, hidden: false, known: true }],
    });
    canvas.undo();
    expect(canvas.getState().hiddenCount).toBe(0);
  });

  test('expanding again does not bring back what the reader hid; asking for it does', () => {
    expand(2);
    canvas.hide(['IP:198.51.100.1']);
    expand(2);
    expect(canvas.getState().hiddenCount).toBe(1);
    canvas.merge({ nodes: [makeNode('IP', '198.51.100.1')], edges: [] }, { name: 'Search' });
    expect(canvas.getState().hiddenCount).toBe(0);
  });

  test('a cleared canvas hides nothing of what comes next', () => {
    expand(2);
    canvas.setHiddenLabel('IP', true);
    canvas.clear();
    expand(2);
    expect(canvas.getState().hiddenCount).toBe(0);
  });
});

test('state is the same object until something changed', () => {
  let calls = 0;
  canvas.subscribe(() => {
    calls += 1;
  });
  const before = canvas.getState();
  expect(canvas.getState()).toBe(before);
  expand(1);
  expect(calls).toBeGreaterThan(0);
  expect(canvas.getState()).not.toBe(before);
});

import { describe, expect, test } from 'vitest';
import { isOverlapping, toBox } from '../../client/canvas/boxes.ts';
import { createCanvas } from '../../client/canvas/create-canvas.ts';
import { LAYOUT_NAMES } from '../../client/canvas/layout-names.ts';
import type { LayoutProblem } from '../../client/canvas/layout-problem.ts';
import { findComponents, runLayout } from '../../client/canvas/layout-run.ts';
import { LAYOUTS } from '../../client/canvas/layouts.ts';
import { makeStar } from './canvas/graphs.ts';

/** Two stars, a path of four and three nodes alone, with wide labels. */
const PROBLEM: LayoutProblem = (() => {
  const size = { width: 120, height: 44, x: 0, y: 0 };
  const nodes = Array.from({ length: 37 }, (_, i) => ({ id: `n${i}`, ...size }));
  const star = (hub: number, from: number, to: number) =>
    Array.from({ length: to - from }, (_, i) => ({ source: `n${from + i}`, target: `n${hub}` }));
  const path = [30, 31, 32].map((i) => ({ source: `n${i}`, target: `n${i + 1}` }));
  return { nodes, edges: [...star(0, 1, 20), ...star(20, 21, 30), ...path] };
})();

describe.each(LAYOUTS.map((layout) => layout.id))('%s', (id) => {
  const placed = runLayout(id, PROBLEM);
  const boxes = new Map(placed.map((place) => [place.id, toBox(place, 120, 44)]));

  test('places every node once', () => {
    expect(placed.map((place) => place.id).sort()).toEqual(PROBLEM.nodes.map((node) => node.id).sort());
    expect(placed.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
  });

  test('is the same every time', () => {
    expect(runLayout(id, PROBLEM)).toEqual(placed);
  });

  test('puts no node on another', () => {
    const all = [...boxes];
    const overlaps = all.flatMap(([a, box], i) =>
      all.slice(i + 1).flatMap(([b, other]) => (isOverlapping(box, other) ? [`${a} ${b}`] : [])),
    );
    expect(overlaps).toEqual([]);
  });
});

test.each(['fcose', 'concentric', 'breadthfirst'])('%s keeps the components of a graph apart', (id) => {
  const places = new Map(runLayout(id, PROBLEM).map((place) => [place.id, place]));
  const areas = findComponents(PROBLEM).map(({ nodes }) => {
    const xs = nodes.map((node) => places.get(node.id)?.x ?? 0);
    const ys = nodes.map((node) => places.get(node.id)?.y ?? 0);
    return { x1: Math.min(...xs) - 60, x2: Math.max(...xs) + 60, y1: Math.min(...ys) - 22, y2: Math.max(...ys) + 22 };
  });
  expect(areas).toHaveLength(6);
  const overlaps = areas.flatMap((area, i) => areas.slice(i + 1).filter((other) => isOverlapping(area, other)));
  expect(overlaps).toEqual([]);
});

test('a large component is laid out without overlaps, the same every time', () => {
  const size = { width: 100, height: 44, x: 0, y: 0 };
  const nodes = Array.from({ length: 400 }, (_, i) => ({ id: `n${i}`, ...size }));
  const edges = nodes.slice(1).map(({ id }, i) => ({ source: id, target: `n${Math.floor(i / 3)}` }));
  const placed = runLayout('fcose', { nodes, edges });
  expect(runLayout('fcose', { nodes, edges })).toEqual(placed);
  const boxes = placed.map((place) => toBox(place, 100, 44));
  expect(boxes.filter((box, i) => boxes.slice(i + 1).some((other) => isOverlapping(box, other)))).toEqual([]);
});

test('menus know every layout by its name', () => {
  expect(LAYOUTS.map(({ id, name }) => [id, name])).toEqual(Object.entries(LAYOUT_NAMES));
});

describe('on the canvas', () => {
  test('a layout is one act that can be undone', async () => {
    const canvas = createCanvas();
    canvas.merge(makeStar('mail.tower.example', 6), { name: 'Search' });
    canvas.cancelLayout();
    await canvas.runLayout('grid');
    expect(canvas.getState()).toMatchObject({ undo: 'Layout: Grid', layout: undefined, step: 2 });
    canvas.undo();
    expect(canvas.getState()).toMatchObject({ undo: 'Search', redo: 'Layout: Grid' });
  });

  test('whoever waits for the end of a layout finds the nodes in their places', async () => {
    const canvas = createCanvas();
    canvas.merge(makeStar('mail.tower.example', 6), { name: 'Search' });
    canvas.cancelLayout();
    const ends: (string | undefined)[] = [];
    const running = canvas.runLayout('grid');
    canvas.subscribe(() => {
      const { layout, undo } = canvas.getState();
      if (!layout) ends.push(undo);
    });
    await running;
    expect(ends).toEqual(['Layout: Grid']);
  });

  test('a cancelled layout changes nothing', async () => {
    const canvas = createCanvas();
    canvas.merge(makeStar('mail.tower.example', 6), { name: 'Search' });
    canvas.cancelLayout();
    const running = canvas.runLayout('grid');
    expect(canvas.getState().layout?.name).toBe('grid');
    canvas.cancelLayout();
    expect(await running).toBe(false);
    expect(canvas.getState()).toMatchObject({ undo: 'Search', layout: undefined });
  });
});

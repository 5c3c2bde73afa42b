import cytoscape from 'cytoscape';
import { expect, test } from 'vitest';
import { findKeyAct, type KeyboardActs } from '../../client/canvas/keyboard.ts';
import { applySelection, type Direction, findNodeInDirection, refreshFading } from '../../client/canvas/selection.ts';

/** A cross around "hub", and "far" which no edge joins to it. */
function makeCross(): cytoscape.Core {
  const places = {
    hub: [0, 0],
    north: [10, -90],
    east: [100, 5],
    south: [0, 80],
    west: [-70, 0],
    far: [300, 0],
    near: [0, 40],
  };
  return cytoscape({
    headless: true,
    layout: { name: 'preset' },
    elements: [
      ...Object.entries(places).map(([id, [x = 0, y = 0]]) => ({ data: { id }, position: { x, y } })),
      ...['north', 'east', 'south', 'west'].map((id) => ({ data: { id: `edge ${id}`, source: id, target: 'hub' } })),
    ],
  });
}

test.each<[string, Direction, string | undefined]>([
  ['hub', 'up', 'north'],
  ['hub', 'right', 'east'],
  ['hub', 'down', 'south'],
  ['hub', 'left', 'west'],
  ['east', 'left', 'hub'],
  ['east', 'right', 'far'],
  ['far', 'right', undefined],
  ['nowhere', 'up', undefined],
])('from %s an arrow %s leads to %s', (from, direction, to) => {
  expect(findNodeInDirection(makeCross(), from, direction)).toBe(to);
});

test('arrows pass over what is hidden', () => {
  const cy = makeCross();
  cy.getElementById('east').addClass('gone');
  expect(findNodeInDirection(cy, 'hub', 'right')).toBe('far');
});

test('what is selected and its neighbors stand out, the rest steps back', () => {
  const cy = makeCross();
  const getFaded = () =>
    cy
      .nodes('.faded')
      .map((node) => node.id())
      .sort();
  applySelection(cy, { nodes: ['hub'] });
  refreshFading(cy);
  expect(getFaded()).toEqual(['far', 'near']);
  applySelection(cy, { edges: ['edge north'] });
  refreshFading(cy);
  expect(getFaded()).toEqual(['east', 'far', 'near', 'south', 'west']);
  applySelection(cy, {});
  refreshFading(cy);
  expect(getFaded()).toEqual([]);
});

test.each([
  [{ key: 'ArrowUp' }, 'move up'],
  [{ key: 'Enter' }, 'activate'],
  [{ key: 'Delete' }, 'remove'],
  [{ key: 'ContextMenu' }, 'openMenu'],
  [{ key: 'F10', shiftKey: true }, 'openMenu'],
  [{ key: 'F10' }, undefined],
  [{ key: '+' }, 'zoomBy in'],
  [{ key: '-' }, 'zoomBy out'],
  [{ key: '0' }, 'fit'],
  [{ key: 'a', ctrlKey: true }, 'selectAll'],
  [{ key: 'Escape' }, 'unselect'],
  [{ key: 'ArrowUp', altKey: true }, undefined],
  [{ key: 'z', ctrlKey: true }, undefined],
])('%o does %s', (event, expected) => {
  let done: string | undefined;
  const note = (name: string) => () => {
    done = name;
  };
  const acts: KeyboardActs = {
    move: (direction) => note(`move ${direction}`)(),
    activate: note('activate'),
    remove: note('remove'),
    openMenu: note('openMenu'),
    zoomBy: (factor) => note(`zoomBy ${factor > 1 ? 'in' : 'out'}`)(),
    fit: note('fit'),
    selectAll: note('selectAll'),
    unselect: note('unselect'),
  };
  findKeyAct(event as KeyboardEvent, acts)?.();
  expect(done).toBe(expected);
});

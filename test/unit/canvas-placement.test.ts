import cytoscape from 'cytoscape';
import { expect, test } from 'vitest';
import { type Box, isOverlapping } from '../../client/canvas/boxes.ts';
import { applyChanges } from '../../client/canvas/changes.ts';
import { getDrawnBoxes } from '../../client/canvas/footprint.ts';
import { planMerge } from '../../client/canvas/merge.ts';
import type { Graph } from '../../shared/graph.ts';
import { makeEdge, makeNode, makeStar } from './canvas/graphs.ts';

const HUB = 'HostName:mail.tower.example';

function merge(cy: cytoscape.Core, graph: Graph, beside?: string): void {
  applyChanges(cy, planMerge(cy, graph, { beside }).changes);
}

function takePlaces(cy: cytoscape.Core): Map<string, string> {
  return new Map(cy.nodes().map((node) => [node.id(), JSON.stringify(node.position())]));
}

function findOverlap(boxes: Box[]): [Box, Box] | undefined {
  for (const [i, a] of boxes.entries()) {
    const b = boxes.slice(i + 1).find((other) => isOverlapping(a, other));
    if (b) return [a, b];
  }
  return undefined;
}

function grow(): cytoscape.Core {
  const cy = cytoscape({ headless: true });
  merge(cy, { nodes: [makeNode('HostName', 'mail.tower.example')], edges: [] });
  merge(cy, makeStar('mail.tower.example', 50), HUB);
  merge(cy, makeStar('mail.tower.example', 50, 51), HUB);
  const prefix = makeNode('BGPPrefix', '198.51.100.0/24');
  merge(cy, { nodes: [prefix], edges: [makeEdge('PART_OF', 'IP:198.51.100.7', prefix.id)] }, 'IP:198.51.100.7');
  merge(cy, makeStar('other.example', 30, 90));
  merge(cy, makeStar('far-away.example', 12, 200));
  return cy;
}

test('nothing lands on anything', () => {
  expect(findOverlap(getDrawnBoxes(grow()))).toBeUndefined();
});

test('what is drawn does not move', () => {
  const cy = grow();
  const before = takePlaces(cy);
  merge(cy, makeStar('mail.tower.example', 40, 150), HUB);
  const after = takePlaces(cy);
  expect(after.size).toBeGreaterThan(before.size);
  for (const [id, place] of before) expect(after.get(id)).toBe(place);
});

test('the same acts give the same places', () => {
  expect(takePlaces(grow())).toEqual(takePlaces(grow()));
});

test('new nodes lie on the side away from what is drawn', () => {
  const cy = cytoscape({ headless: true });
  merge(cy, makeStar('mail.tower.example', 1));
  const client = cy.getElementById('IP:198.51.100.1');
  const hub = cy.getElementById(HUB);
  const prefix = makeNode('BGPPrefix', '198.51.100.0/24');
  merge(cy, { nodes: [prefix], edges: [makeEdge('PART_OF', client.id(), prefix.id)] }, client.id());
  const away = cy.getElementById(prefix.id).position();
  const distance = (a: cytoscape.Position, b: cytoscape.Position) => Math.hypot(a.x - b.x, a.y - b.y);
  expect(distance(away, hub.position())).toBeGreaterThan(distance(client.position(), hub.position()));
});

test('the strongest, which come first, lie nearest', () => {
  const cy = cytoscape({ headless: true });
  merge(cy, { nodes: [makeNode('HostName', 'mail.tower.example')], edges: [] });
  merge(cy, makeStar('mail.tower.example', 40), HUB);
  const hub = cy.getElementById(HUB).position();
  const reach = (i: number) => {
    const { x, y } = cy.getElementById(`IP:198.51.100.${i}`).position();
    return Math.hypot(x - hub.x, y - hub.y);
  };
  expect(reach(1)).toBeLessThan(reach(40));
});

test('a large first graph stands without overlap before its layout', () => {
  const cy = cytoscape({ headless: true });
  merge(cy, makeStar('mail.tower.example', 200));
  expect(findOverlap(getDrawnBoxes(cy))).toBeUndefined();
});

import { describe, expect, test } from 'vitest';
import { isOverlapping } from '../../client/canvas/boxes.ts';
import { type LabelRequest, layoutLabels } from '../../client/canvas/label-layout.ts';
import { shortenLabel, toBadge, toCaption, toEdgeLabel } from '../../client/canvas/label-text.ts';
import { makeNode } from './canvas/graphs.ts';

test.each([
  ['mail.example.com', 26, 'mail.example.com'],
  ['mail.harbour-lights-consulting.example', 26, 'mail.…consulting.example'],
  ['mail.internal.services.example.com', 20, 'mail.…example.com'],
  ['a-very-long-first-label-without-any-end.example', 20, 'a-very-…end.example'],
  ['2001:db8:4ac:10:aaaa:bbbb:cccc:25', 20, '2001:…bbbb:cccc:25'],
])('%s within %i characters is %s', (text, max, expected) => {
  expect(shortenLabel(text, max)).toBe(expected);
});

test.each([1, 2, 3, 8, 15, 26])('a label never passes %i characters', (length) => {
  for (const text of ['mail.example.com', 'x'.repeat(90), '😀'.repeat(40), 'a b c d e f g h i j k l m n o p']) {
    expect([...shortenLabel(text, length)].length).toBeLessThanOrEqual(length);
  }
});

test('captions are keys, those of networks with their letters', () => {
  expect(toCaption(makeNode('AS', 64500))).toBe('AS64500');
  expect(toCaption(makeNode('IP', '2001:db8::1'))).toBe('2001:db8::1');
  expect(toCaption({ id: '~4:x:1', labels: ['Ranking'], properties: { name: 'Top list' } })).toBe('Top list');
  expect(toCaption({ id: '~4:x:2', labels: ['Ranking'], properties: {} })).toBe('Ranking');
});

test('badges say how much is drawn, and nothing where all is', () => {
  const node = 'HostName:mail.tower.example';
  expect(toBadge([{ node, shown: 50, total: 5210 }])).toBe('50 of 5,210');
  expect(
    toBadge([
      { node, type: 'PART_OF', shown: 1, total: 1 },
      { node, type: 'LOOKED_UP', shown: 50, total: 60 },
    ]),
  ).toBe('50 of 60');
  expect(toBadge([{ node, shown: 41, total: 41 }])).toBeUndefined();
  expect(toBadge([])).toBeUndefined();
});

test('edge labels are words', () => {
  expect(toEdgeLabel('LOOKED_UP', 2817, true)).toBe('2,817 lookups');
  expect(toEdgeLabel('LOOKED_UP', 1, true)).toBe('1 lookup');
  expect(toEdgeLabel('RESOLVES_TO', 3, false)).toBe('resolves to');
});

describe('label layout', () => {
  const request = (id: string, x: number, y: number, more: Partial<LabelRequest> = {}): LabelRequest => ({
    id,
    text: `host-${id}.example`,
    badge: undefined,
    x,
    y,
    halfWidth: 10,
    halfHeight: 10,
    required: false,
    leading: false,
    ...more,
  });
  const crowd = Array.from({ length: 200 }, (_, i) => request(`${i}`, (i % 20) * 31, Math.floor(i / 20) * 23));

  test('no label lies on another, nor on a node', () => {
    const placed = layoutLabels(crowd);
    expect(placed.length).toBeGreaterThan(3);
    expect(placed.length).toBeLessThan(crowd.length);
    for (const [i, label] of placed.entries()) {
      expect(placed.slice(i + 1).filter((other) => isOverlapping(label.box, other.box))).toEqual([]);
      const covered = crowd.filter(({ x, y }) =>
        isOverlapping(label.box, { x1: x - 8, y1: y - 8, x2: x + 8, y2: y + 8 }),
      );
      expect(covered).toEqual([]);
    }
  });

  test('the most important come first', () => {
    const close = [request('first', 0, 0), request('second', 4, 0), request('third', 8, 0)];
    expect(layoutLabels(close).map(({ id }) => id)[0]).toBe('first');
    const alone = layoutLabels([request('a', 0, 0), request('b', 900, 0)]);
    expect(alone.map(({ id, align }) => [id, align])).toEqual([
      ['a', 'center'],
      ['b', 'center'],
    ]);
  });

  test('a leading label is shown in a crowd, on no other label', () => {
    const placed = layoutLabels(crowd.map((one) => ({ ...one, leading: one.id === '110' })));
    const leading = placed.find(({ id }) => id === '110');
    expect(leading).toBeDefined();
    const others = placed.filter((other) => other !== leading);
    expect(others.filter((other) => leading && isOverlapping(leading.box, other.box))).toEqual([]);
  });

  test('a required label is shown in any crowd', () => {
    const chosen = { ...crowd[110], required: true } as LabelRequest;
    const placed = layoutLabels([...crowd.slice(0, 110), chosen, ...crowd.slice(111)]);
    expect(placed.map(({ id }) => id)).toContain('110');
  });
});

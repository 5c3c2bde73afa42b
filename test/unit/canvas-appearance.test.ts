import { describe, expect, test } from 'vitest';
import { getEdgeAppearance, getEdgeWidth, getNodeAppearance } from '../../client/canvas/appearance.ts';
import { findBorder, getOutline } from '../../client/canvas/shape-geometry.ts';
import { chooseDetail } from '../../client/canvas/stylesheet.ts';
import { PALETTES } from '../../client/canvas/theme.ts';
import type { Theme } from '../../client/canvas/types.ts';
import { EDGE_TYPE_NAMES, NODE_LABELS } from '../../shared/ontology.ts';

/** Of labels no ontology has: every further shape and colour comes up among them. */
const UNKNOWN = Array.from({ length: 60 }, (_, i) => `Label${i}`);
const THEMES: Theme[] = ['light', 'dark'];

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function getContrast(a: string, b: string): number {
  const [lighter = 0, darker = 0] = [getLuminance(a), getLuminance(b)].sort((x, y) => y - x);
  return (lighter + 0.05) / (darker + 0.05);
}

function getLuminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe.each(THEMES)('%s', (theme) => {
  const { background, paper, ...palette } = PALETTES[theme];
  test.each([...NODE_LABELS, ...UNKNOWN])('%s stands out 4.5:1 on the screen and on paper', (label) => {
    const { color } = getNodeAppearance(label);
    expect(getContrast(color[theme], background)).toBeGreaterThanOrEqual(4.5);
    expect(getContrast(color[theme], paper)).toBeGreaterThanOrEqual(4.5);
  });

  test('text is readable, lines can be seen', () => {
    for (const text of [palette.text, palette.mutedText]) {
      expect(getContrast(text, background)).toBeGreaterThanOrEqual(4.5);
      expect(getContrast(text, paper)).toBeGreaterThanOrEqual(4.5);
    }
    for (const line of [palette.lookup, palette.fact, palette.accent]) {
      expect(getContrast(line, background)).toBeGreaterThanOrEqual(3);
      expect(getContrast(line, paper)).toBeGreaterThanOrEqual(3);
    }
  });
});

test('no two labels of the ontology share shape and colour, no two fact types a dash', () => {
  const looks = NODE_LABELS.map((label) => JSON.stringify(getNodeAppearance(label)));
  expect(new Set(looks).size).toBe(NODE_LABELS.length);
  const dashes = EDGE_TYPE_NAMES.map((type) => getEdgeAppearance(type, 'light').dash.join());
  expect(new Set(dashes).size).toBe(EDGE_TYPE_NAMES.length);
});

test('an unknown label looks the same every time and like no known one', () => {
  const known = new Set<string>(NODE_LABELS.map((label) => getNodeAppearance(label).shape));
  for (const label of UNKNOWN) {
    expect(getNodeAppearance(label)).toEqual(getNodeAppearance(label));
    expect(known.has(getNodeAppearance(label).shape)).toBe(false);
  }
});

test('lookups widen by their logarithm up to a limit, facts never', () => {
  expect(getEdgeWidth('LOOKED_UP', 1000)).toBeGreaterThan(getEdgeWidth('LOOKED_UP', 10));
  expect(getEdgeWidth('LOOKED_UP', 1e12)).toBe(getEdgeWidth('LOOKED_UP', 1e15));
  expect(getEdgeWidth('RESOLVES_TO', 1e6)).toBe(getEdgeWidth('RESOLVES_TO', 1));
});

test.each([
  [40, 1, 'full'],
  [40, 0.2, 'lines'],
  [5000, 1, 'dense'],
])('%i edges at zoom %d are drawn %s', (edges, zoom, detail) => {
  expect(chooseDetail(edges, zoom)).toBe(detail);
});

test('a line to a shape ends on its outline', () => {
  const place = { x: 100, y: 50, width: 40, height: 20 };
  expect(findBorder({ ...place, shape: 'rectangle' }, { x: 300, y: 50 })).toEqual({ x: 120, y: 50 });
  expect(findBorder({ ...place, shape: 'ellipse' }, { x: 100, y: 500 })).toEqual({ x: 100, y: 60 });
  const tip = findBorder({ ...place, shape: 'diamond' }, { x: 300, y: 150 });
  expect(Math.abs(tip.x - 100) / 20 + Math.abs(tip.y - 50) / 10).toBeCloseTo(1);
  for (const shape of ['hexagon', 'octagon', 'star', 'tag'] as const) {
    const outline = getOutline(shape);
    expect(
      outline.type === 'polygon' && outline.points.every(({ x, y }) => Math.abs(x) <= 1.01 && Math.abs(y) <= 1.01),
    ).toBe(true);
    const { x } = findBorder({ ...place, shape }, { x: 900, y: 50 });
    expect(x).toBeGreaterThan(100);
    expect(x).toBeLessThanOrEqual(120.01);
  }
});

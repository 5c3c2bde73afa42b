/** The legend of a picture: every label and edge type that is shown, and nothing else. */
import { getEdgeAppearance, getEdgeWidth, getNodeAppearance, getNodeColor } from './appearance.ts';
import type { Scene } from './scene.ts';
import { toShapeMarkup, toTag, toText } from './svg-markup.ts';
import { measureText } from './text-metrics.ts';
import { PALETTES } from './theme.ts';

export type Block = { markup: string; width: number; height: number };

const ROW = 24;
const SAMPLE = 34;
const GAP = 26;
const STYLE = { size: 12, weight: 450 };
const numbers = new Intl.NumberFormat('en-US');

type Entry = { text: string; toSample: (x: number, y: number) => string };

/** Drawn from (0, 0) to the right and down, rows no wider than `maxWidth`. */
export function toLegendBlock(scene: Scene, maxWidth: number): Block {
  const groups = [
    toEntries(
      scene.nodes.map(({ label }) => label),
      (label) => (x, y) => {
        const { shape, size } = getNodeAppearance(label);
        const shrink = Math.min(1, 18 / Math.max(size.width, size.height));
        return toShapeMarkup(
          { shape, x: x + SAMPLE / 2, y, width: size.width * shrink, height: size.height * shrink },
          { fill: getNodeColor(label, scene.theme) },
        );
      },
    ),
    toEntries(
      scene.edges.map(({ type }) => type),
      (type) => (x, y) => {
        const { color, dash } = getEdgeAppearance(type, scene.theme);
        return toTag('line', {
          x1: x + 4,
          y1: y,
          x2: x + SAMPLE - 2,
          y2: y,
          stroke: color,
          'stroke-width': getEdgeWidth(type, 10),
          'stroke-dasharray': dash.length > 0 ? dash.join(' ') : undefined,
        });
      },
    ),
  ];
  let y = ROW / 2;
  let width = 0;
  const parts: string[] = [];
  for (const group of groups) {
    let x = 0;
    for (const { text, toSample } of group) {
      const advance = SAMPLE + 6 + measureText(text, STYLE);
      if (x > 0 && x + advance > maxWidth) {
        x = 0;
        y += ROW;
      }
      parts.push(toSample(x, y), toText(text, { x: x + SAMPLE + 6, y: y + 4, fill: PALETTES[scene.theme].text }));
      width = Math.max(width, x + advance);
      x += advance + GAP;
    }
    if (group.length > 0) y += ROW;
  }
  return { markup: toTag('g', { 'font-size': 12, 'font-weight': 450 }, parts.join('\n')), width, height: y - ROW / 2 };
}

function toEntries(names: readonly string[], toSample: (name: string) => Entry['toSample']): Entry[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .map(([name, count]) => ({ text: `${name} ${numbers.format(count)}`, toSample: toSample(name) }));
}

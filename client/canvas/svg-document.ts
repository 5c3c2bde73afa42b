/** The picture as an SVG document: real shapes, real text, its font inside, nothing of the interface. */
import { EDGE_LABEL_STYLE, type PlacedEdgeLabel } from './edge-labels.ts';
import { BADGE_STYLE, LABEL_STYLE, type PlacedLabel } from './label-layout.ts';
import type { Scene, SceneNode } from './scene.ts';
import { toEdgesMarkup } from './svg-edges.ts';
import { toLegendBlock } from './svg-legend.ts';
import { escapeXml, toNumber, toShapeMarkup, toTag, toText } from './svg-markup.ts';
import { measureText } from './text-metrics.ts';
import { FONT_FAMILY, PALETTES } from './theme.ts';
import type { PictureOptions } from './types.ts';

export type SvgDocument = { markup: string; width: number; height: number };

const MARGIN = 28;
const MIN_WIDTH = 420;
const TITLE_STYLE = { size: 18, weight: 600 };
const CAPTION_STYLE = { size: 11.5, weight: 400 };
const CAPTION_LINE = 17;

/** `fontUrl` is a data: URL of Inter, embedded so that the picture looks the same everywhere. */
export function toSvgDocument(
  scene: Scene,
  options: Pick<PictureOptions, 'background' | 'title' | 'caption' | 'legend'>,
  fontUrl: string | undefined,
): SvgDocument {
  const palette = PALETTES[scene.theme];
  const { bounds } = scene;
  const drawingWidth = Math.max(MIN_WIDTH, bounds.x2 - bounds.x1);
  const title = wrapText(options.title, TITLE_STYLE, drawingWidth);
  const caption = options.caption.flatMap((line) => wrapText(line, CAPTION_STYLE, drawingWidth));
  const legend = options.legend ? toLegendBlock(scene, drawingWidth) : undefined;
  const width = Math.ceil(Math.max(drawingWidth, legend?.width ?? 0) + 2 * MARGIN);

  const parts: string[] = [];
  let y = MARGIN;
  for (const line of title) {
    parts.push(
      toText(line, { x: MARGIN, y: y + 15, 'font-size': TITLE_STYLE.size, 'font-weight': 600, fill: palette.text }),
    );
    y += 24;
  }
  if (title.length > 0) y += 14;
  const dx = (width - (bounds.x2 - bounds.x1)) / 2 - bounds.x1;
  parts.push(toTag('g', { transform: `translate(${dx.toFixed(2)} ${(y - bounds.y1).toFixed(2)})` }, toDrawing(scene)));
  y += bounds.y2 - bounds.y1;
  if (legend && legend.height > 0) {
    y += 24;
    parts.push(toTag('g', { transform: `translate(${MARGIN} ${y.toFixed(2)})` }, legend.markup));
    y += legend.height;
  }
  if (caption.length > 0) y += legend ? 12 : 24;
  for (const line of caption) {
    parts.push(toText(line, { x: MARGIN, y: y + 11, 'font-size': CAPTION_STYLE.size, fill: palette.mutedText }));
    y += CAPTION_LINE;
  }
  const height = Math.ceil(y + MARGIN);
  const background = options.background === 'transparent' ? '' : toTag('rect', { width, height, fill: palette.paper });
  const markup = toTag(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      role: 'img',
      'font-family': FONT_FAMILY,
    },
    [
      `<title>${escapeXml(options.title)}</title>`,
      options.caption.length > 0 ? `<desc>${escapeXml(options.caption.join('\n'))}</desc>` : '',
      fontUrl === undefined ? '' : toFontStyle(fontUrl),
      background,
      ...parts,
    ]
      .filter((part) => part !== '')
      .join('\n'),
  );
  return { markup: `<?xml version="1.0" encoding="UTF-8"?>\n${markup}\n`, width, height };
}

function toFontStyle(fontUrl: string): string {
  return `<style>@font-face{font-family:'Inter Variable';font-weight:100 900;src:url(${fontUrl}) format('woff2')}</style>`;
}

function toDrawing(scene: Scene): string {
  const palette = PALETTES[scene.theme];
  const texts = [
    ...scene.edgeLabels.map((label) => toEdgeLabelMarkup(label, palette.mutedText)),
    ...scene.labels.map((label) => toLabelMarkup(label, palette.mutedText)),
  ].join('\n');
  return [
    toTag('g', {}, toEdgesMarkup(scene)),
    toTag('g', { stroke: palette.paper, 'stroke-width': 1.5 }, scene.nodes.map(toNodeMarkup).join('\n')),
    toTag(
      'g',
      { 'font-size': 10, 'font-weight': 600, 'text-anchor': 'middle', fill: palette.paper },
      scene.nodes.map(toInsideMarkup).join(''),
    ),
    toTag('g', { fill: palette.paper, 'fill-opacity': 0.85 }, scene.labels.map(toPlateMarkup).join('')),
    // The halo is the same text once more, below: programs that do not know paint-order draw it right as well.
    toTag('use', { href: '#labels', stroke: palette.paper, 'stroke-width': 3.5, 'stroke-linejoin': 'round' }),
    toTag(
      'g',
      { fill: palette.text },
      toTag('g', { id: 'labels', 'font-size': LABEL_STYLE.size, 'font-weight': LABEL_STYLE.weight }, texts),
    ),
  ].join('\n');
}

function toNodeMarkup(node: SceneNode): string {
  return toShapeMarkup(node, { fill: node.color }, `<title>${escapeXml(node.id)}</title>`);
}

function toInsideMarkup(node: SceneNode): string {
  return node.inside === undefined ? '' : toText(node.inside, { x: node.x, y: node.y + 3.6 });
}

const ANCHORS = { center: 'middle', left: 'start', right: 'end' } as const;

function toLabelMarkup({ text, badge, x, y, badgeY, align }: PlacedLabel, muted: string): string {
  const anchor = { x, 'text-anchor': ANCHORS[align] };
  const line = text === '' ? '' : toText(text, { ...anchor, y: y + 4.2 });
  if (badge === undefined) return line;
  const looks = { 'font-size': BADGE_STYLE.size, 'font-weight': BADGE_STYLE.weight, fill: muted };
  return line + toText(badge, { ...anchor, y: badgeY + 3.7, ...looks });
}

/** Edges that pass behind a label stay out of its letters. */
function toPlateMarkup({ box }: PlacedLabel): string {
  return toTag('rect', { x: box.x1, y: box.y1 + 1, width: box.x2 - box.x1, height: box.y2 - box.y1 - 2 });
}

function toEdgeLabelMarkup({ text, x, y, angle }: PlacedEdgeLabel, muted: string): string {
  return toText(text, {
    x,
    y: y + 3.7,
    transform: `rotate(${toNumber((angle * 180) / Math.PI)} ${toNumber(x)} ${toNumber(y)})`,
    'text-anchor': 'middle',
    'font-size': EDGE_LABEL_STYLE.size,
    fill: muted,
  });
}

/** Breaks at spaces; a word wider than the line stays whole. */
function wrapText(text: string, style: { size: number; weight: number }, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    const last = lines.at(-1);
    if (last !== undefined && measureText(`${last} ${word}`, style) <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** SVG text from numbers and words; everything that comes from data is escaped. */
import { getOutline, type PlacedShape } from './shape-geometry.ts';

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** Control characters and halves of surrogate pairs; XML 1.0 allows most of them not even escaped. */
const FORBIDDEN = /[\p{Cc}\p{Cs}\ufffe\uffff]/gu;

export function escapeXml(text: string): string {
  return text
    .replace(FORBIDDEN, (character) => ('\t\n\r'.includes(character) ? character : '\ufffd'))
    .replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}

export type Attributes = Record<string, string | number | undefined>;

export function toTag(name: string, attributes: Attributes, content?: string): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? toNumber(value) : escapeXml(String(value))}"`)
    .join('');
  return content === undefined ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`;
}

export function toText(text: string, attributes: Attributes): string {
  return toTag('text', attributes, escapeXml(text));
}

/** At most two decimals, so that files stay small. */
export function toNumber(value: number): string {
  return String(Math.round(value * 100) / 100);
}

export function toShapeMarkup(placed: PlacedShape, looks: Attributes, content?: string): string {
  const { shape, x, y, width, height } = placed;
  const outline = getOutline(shape);
  switch (outline.type) {
    case 'ellipse':
      return toTag('ellipse', { cx: x, cy: y, rx: width / 2, ry: height / 2, ...looks }, content);
    case 'round-rectangle':
      return toTag(
        'rect',
        { x: x - width / 2, y: y - height / 2, width, height, rx: getCornerRadius(width, height), ...looks },
        content,
      );
    case 'polygon': {
      const points = outline.points
        .map((point) => `${toNumber(x + (point.x * width) / 2)},${toNumber(y + (point.y * height) / 2)}`)
        .join(' ');
      return toTag('polygon', { points, ...looks }, content);
    }
  }
}

/** As Cytoscape rounds them. */
function getCornerRadius(width: number, height: number): number {
  return Math.min(width / 4, height / 4, 8);
}

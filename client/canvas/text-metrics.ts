/** How wide text is. Measured by the browser; where there is none, estimated from the advances of Inter. */
import { FONT_FAMILY } from './theme.ts';

export type TextStyle = { size: number; weight: number };

const NARROW = new Set([...".,:;'!|ijl1/()[] \\"]);
const WIDE = new Set([...'mwMW@%…ABCDGHKNOQRUVXY&']);

let context: CanvasRenderingContext2D | null | undefined;
const cache = new Map<string, number>();
const MAX_CACHED = 20_000;

export function measureText(text: string, { size, weight }: TextStyle): number {
  const key = `${weight} ${size} ${text}`;
  let width = cache.get(key);
  if (width === undefined) {
    width = measure(text, size, weight);
    if (cache.size >= MAX_CACHED) cache.clear();
    cache.set(key, width);
  }
  return width;
}

/** Forgets what was measured: call when the web font has arrived. */
export function forgetMeasures(): void {
  cache.clear();
}

/** At the size it is drawn in: hinted fonts round the advance of every character, so that widths do not grow in step. */
function measure(text: string, size: number, weight: number): number {
  context ??= typeof document === 'undefined' ? null : document.createElement('canvas').getContext('2d');
  if (!context) return ([...text].reduce((sum, character) => sum + getAdvance(character), 0) * size) / 100;
  context.font = `${weight} ${size}px ${FONT_FAMILY}`;
  return context.measureText(text).width;
}

function getAdvance(character: string): number {
  if (NARROW.has(character)) return 32;
  return WIDE.has(character) ? 80 : 60;
}

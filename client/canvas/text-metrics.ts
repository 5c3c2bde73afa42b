/** How wide text is. Measured by the browser; where there is none, estimated from the advances of Inter. */
import { FONT_FAMILY } from './theme.ts';

export type TextStyle = { size: number; weight: number };

const NARROW = new Set([...".,:;'!|ijl1/()[] \\"]);
const WIDE = new Set([...'mwMW@%…ABCDGHKNOQRUVXY&']);

let context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D | null | undefined;
const cache = new Map<string, number>();
const MAX_CACHED = 20_000;

export function measureText(text: string, { size, weight }: TextStyle): number {
  const key = `${weight} ${text}`;
  let unit = cache.get(key);
  if (unit === undefined) {
    unit = measureAt100(text, weight);
    if (cache.size >= MAX_CACHED) cache.clear();
    cache.set(key, unit);
  }
  return (unit * size) / 100;
}

/** Forgets what was measured: call when the web font has arrived. */
export function forgetMeasures(): void {
  cache.clear();
}

function measureAt100(text: string, weight: number): number {
  context ??= typeof OffscreenCanvas === 'undefined' ? null : new OffscreenCanvas(1, 1).getContext('2d');
  if (!context) return [...text].reduce((sum, character) => sum + getAdvance(character), 0);
  context.font = `${weight} 100px ${FONT_FAMILY}`;
  return context.measureText(text).width;
}

function getAdvance(character: string): number {
  if (NARROW.has(character)) return 32;
  return WIDE.has(character) ? 80 : 60;
}

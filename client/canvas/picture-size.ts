/** What browsers can draw into one canvas: https://developer.mozilla.org/docs/Web/HTML/Element/canvas#maximum_canvas_size */
const MAX_SIDE = 16_384;
const MAX_AREA = 268_435_456;

type Size = { width: number; height: number };

function isDrawable({ width, height }: Size, scale: number): boolean {
  return width * scale <= MAX_SIDE && height * scale <= MAX_SIDE && width * height * scale * scale <= MAX_AREA;
}

/** The largest whole scale up to the wanted one that can be drawn; 0 where not even 1 can. */
export function chooseFittingScale(size: Size, wanted: number): number {
  for (let scale = wanted; scale >= 1; scale -= 1) if (isDrawable(size, scale)) return scale;
  return 0;
}

export function getSizeError(size: Size, scale: number): string {
  const wanted = `${size.width * scale} × ${size.height * scale} pixels`;
  const fitting = chooseFittingScale(size, scale - 1);
  const way = fitting > 0 ? `${fitting}× works` : 'Export a selection, or an SVG';
  return `The picture would have ${wanted}, more than the browser can draw. ${way}.`;
}

/** Which labels are shown, and where: the most important first, none on another. For the screen and for pictures. */
import { type Box, createBoxGrid } from './boxes.ts';
import { LABEL_HEIGHT } from './footprint.ts';
import { measureText } from './text-metrics.ts';

export const LABEL_STYLE = { size: 12, weight: 450 };
export const BADGE_STYLE = { size: 10.5, weight: 500 };
const BADGE_HEIGHT = 13;
const GAP = 3;
const GRID_CELL = 64;

/** A node on the drawing at the current zoom: all numbers in pixels of the screen, without the pan. */
export type LabelRequest = {
  id: string;
  text: string;
  badge: string | undefined;
  x: number;
  y: number;
  halfWidth: number;
  halfHeight: number;
  /** Shown even on top of others: hovered or selected. */
  required: boolean;
  /** One of the few most important: rather on a lesser node than left out. */
  leading: boolean;
};

export type PlacedLabel = {
  id: string;
  text: string;
  badge: string | undefined;
  /** Where the text is anchored; `y` is the middle of the line. */
  x: number;
  y: number;
  align: 'center' | 'left' | 'right';
  badgeY: number;
  box: Box;
  required: boolean;
};

/**
 * Requests come most important first. A label lies below its node, else right, left or above of it or at a corner, never
 * on another label or another node; one that finds no room is left out. A leading label may lie on nodes, a required one
 * on labels too.
 */
export function layoutLabels(requests: readonly LabelRequest[], scale = 1): PlacedLabel[] {
  const shapes = createBoxGrid(GRID_CELL);
  const labels = createBoxGrid(GRID_CELL);
  for (const node of requests) shapes.add(toNodeBox(node));
  const placed: PlacedLabel[] = [];
  const required = requests.filter((request) => request.required);
  for (const request of [...required, ...requests.filter((other) => !other.required)]) {
    const choices = toChoices(request, scale);
    const apart = choices.filter((choice) => labels.isFree(choice.box));
    const free =
      apart.find((choice) => shapes.isFree(choice.box)) ??
      (request.required || request.leading ? apart[0] : undefined) ??
      (request.required ? choices[0] : undefined);
    if (!free) continue;
    labels.add(free.box);
    placed.push(free);
  }
  return placed;
}

/** A little smaller than the shape, so that a label may touch its own node. */
export function toNodeBox({ x, y, halfWidth, halfHeight }: LabelRequest): Box {
  const inset = Math.min(1, halfWidth / 4);
  return {
    x1: x - halfWidth + inset,
    y1: y - halfHeight + inset,
    x2: x + halfWidth - inset,
    y2: y + halfHeight - inset,
  };
}

function toChoices(request: LabelRequest, scale: number): PlacedLabel[] {
  const { id, text, badge, required, x, y, halfWidth, halfHeight } = request;
  const line = LABEL_HEIGHT * scale;
  const badgeLine = badge === undefined ? 0 : BADGE_HEIGHT * scale;
  const height = line + badgeLine;
  const width =
    Math.max(measureText(text, LABEL_STYLE), badge === undefined ? 0 : measureText(badge, BADGE_STYLE)) * scale + 4;
  const at = (align: PlacedLabel['align'], anchor: number, top: number): PlacedLabel => {
    const x1 = align === 'center' ? anchor - width / 2 : align === 'left' ? anchor - 2 : anchor - width + 2;
    return {
      id,
      text,
      badge,
      align,
      required,
      x: anchor,
      y: top + line / 2,
      badgeY: top + line + badgeLine / 2,
      box: { x1, y1: top, x2: x1 + width, y2: top + height },
    };
  };
  return [
    at('center', x, y + halfHeight + GAP),
    at('left', x + halfWidth + GAP + 2, y - height / 2),
    at('right', x - halfWidth - GAP - 2, y - height / 2),
    at('center', x, y - halfHeight - GAP - height),
    at('left', x + halfWidth * 0.7, y + halfHeight * 0.7 + GAP),
    at('right', x - halfWidth * 0.7, y + halfHeight * 0.7 + GAP),
    at('left', x + halfWidth * 0.7, y - halfHeight * 0.7 - GAP - height),
    at('right', x - halfWidth * 0.7, y - halfHeight * 0.7 - GAP - height),
  ];
}

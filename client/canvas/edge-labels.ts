/** What stands on edges, where there is room between nodes and their labels. */
import type { Position } from 'cytoscape';
import { type Box, createBoxGrid, toBox } from './boxes.ts';
import { measureText } from './text-metrics.ts';

export const EDGE_LABEL_STYLE = { size: 10.5, weight: 450 };
const LINE_HEIGHT = 13;
/** Of the line itself that stays in view on both sides of the text. */
const LINE_IN_VIEW = 22;
/** More labels than this at rest are noise; close up there is room for more. */
const MAX_EDGES_AT_REST = 40;
const CLOSE_UP = 1.6;

/** Pixels of the screen, without the pan, from border to border of the nodes. */
export type EdgeLabelRequest = {
  id: string;
  text: string;
  from: Position;
  to: Position;
  middle: Position;
  /** Hovered, selected, or at a selected node. */
  emphasized: boolean;
};

export type PlacedEdgeLabel = {
  id: string;
  text: string;
  x: number;
  y: number /** Radians, upright. */;
  angle: number;
};

export function hasRoomForEdgeLabels(edgeCount: number, zoom: number): boolean {
  return edgeCount <= MAX_EDGES_AT_REST || zoom >= CLOSE_UP;
}

/** Emphasized edges come first; none covers a node, a label or another edge's label. */
export function layoutEdgeLabels(requests: readonly EdgeLabelRequest[], taken: readonly Box[]): PlacedEdgeLabel[] {
  const grid = createBoxGrid(64);
  for (const box of taken) grid.add(box);
  const placed: PlacedEdgeLabel[] = [];
  const ordered = [...requests.filter((one) => one.emphasized), ...requests.filter((one) => !one.emphasized)];
  for (const { id, text, from, to, middle } of ordered) {
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    const width = measureText(text, EDGE_LABEL_STYLE);
    if (length < width + 2 * LINE_IN_VIEW) continue;
    const angle = toUpright(Math.atan2(to.y - from.y, to.x - from.x));
    const boxes = toBoxesAlong(middle, angle, width);
    if (!boxes.every(grid.isFree)) continue;
    for (const box of boxes) grid.add(box);
    placed.push({ id, text, x: middle.x, y: middle.y, angle });
  }
  return placed;
}

/** Text is read from the left, also on an edge that points there. */
function toUpright(angle: number): number {
  if (angle > Math.PI / 2) return angle - Math.PI;
  return angle < -Math.PI / 2 ? angle + Math.PI : angle;
}

/** A slanted line of text as a row of squares. */
function toBoxesAlong(middle: Position, angle: number, width: number): Box[] {
  const count = Math.max(1, Math.ceil(width / LINE_HEIGHT));
  return Array.from({ length: count }, (_, i) => {
    const along = ((i + 0.5) / count - 0.5) * width;
    const center = { x: middle.x + along * Math.cos(angle), y: middle.y + along * Math.sin(angle) };
    return toBox(center, LINE_HEIGHT, LINE_HEIGHT);
  });
}

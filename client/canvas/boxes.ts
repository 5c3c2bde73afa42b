/** Rectangles on the plane and a grid that finds which of them are in the way. */
import type { Position } from 'cytoscape';

export type Box = { x1: number; y1: number; x2: number; y2: number };

export function toBox(center: Position, width: number, height: number): Box {
  return {
    x1: center.x - width / 2,
    y1: center.y - height / 2,
    x2: center.x + width / 2,
    y2: center.y + height / 2,
  };
}

export function isOverlapping(a: Box, b: Box): boolean {
  return a.x1 < b.x2 && b.x1 < a.x2 && a.y1 < b.y2 && b.y1 < a.y2;
}

export function toBounds(boxes: Iterable<Box>): Box | undefined {
  let bounds: Box | undefined;
  for (const box of boxes) {
    if (!bounds) bounds = { ...box };
    bounds.x1 = Math.min(bounds.x1, box.x1);
    bounds.y1 = Math.min(bounds.y1, box.y1);
    bounds.x2 = Math.max(bounds.x2, box.x2);
    bounds.y2 = Math.max(bounds.y2, box.y2);
  }
  return bounds;
}

export type BoxGrid = { add: (box: Box) => void; isFree: (box: Box) => boolean };

/** Cells are numbered row by row; rows this wide hold any drawing. */
const COLUMNS = 2 ** 24;

export function createBoxGrid(cell: number): BoxGrid {
  const cells = new Map<number, Box[]>();
  const toCell = (value: number): number => Math.floor(value / cell);
  return {
    add: (box) => {
      for (let x = toCell(box.x1); x <= toCell(box.x2); x += 1) {
        for (let y = toCell(box.y1); y <= toCell(box.y2); y += 1) {
          const inCell = cells.get(y * COLUMNS + x);
          if (inCell) inCell.push(box);
          else cells.set(y * COLUMNS + x, [box]);
        }
      }
    },
    isFree: (box) => {
      for (let x = toCell(box.x1); x <= toCell(box.x2); x += 1) {
        for (let y = toCell(box.y1); y <= toCell(box.y2); y += 1) {
          if (cells.get(y * COLUMNS + x)?.some((other) => isOverlapping(box, other))) return false;
        }
      }
      return true;
    },
  };
}

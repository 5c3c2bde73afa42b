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

export function createBoxGrid(cell: number): BoxGrid {
  const cells = new Map<string, Box[]>();
  function* keys(box: Box): Generator<string> {
    for (let x = Math.floor(box.x1 / cell); x <= Math.floor(box.x2 / cell); x += 1) {
      for (let y = Math.floor(box.y1 / cell); y <= Math.floor(box.y2 / cell); y += 1) yield `${x}:${y}`;
    }
  }
  return {
    add: (box) => {
      for (const key of keys(box)) {
        const inCell = cells.get(key);
        if (inCell) inCell.push(box);
        else cells.set(key, [box]);
      }
    },
    isFree: (box) => {
      for (const key of keys(box)) {
        if (cells.get(key)?.some((other) => isOverlapping(box, other))) return false;
      }
      return true;
    },
  };
}

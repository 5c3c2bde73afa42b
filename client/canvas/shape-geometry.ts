/** Outlines of the shapes Cytoscape draws, as numbers, so that pictures and legends show the same ones. */
import type { Position } from 'cytoscape';
import type { Shape } from './appearance.ts';

export type Outline =
  | { type: 'ellipse' }
  | { type: 'round-rectangle' }
  | { type: 'polygon'; points: readonly Position[] };

/** Corners on the square from -1 to 1, first corner and turn as Cytoscape has them. */
function toPolygon(...flat: number[]): Outline {
  const points: Position[] = [];
  for (let i = 0; i + 1 < flat.length; i += 2) points.push({ x: flat[i] ?? 0, y: flat[i + 1] ?? 0 });
  return { type: 'polygon', points };
}

/** A regular polygon, stretched to fill the square. */
function toRegularPolygon(sides: number): Outline {
  const start = Math.PI / 2 + (sides % 2 === 0 ? Math.PI / sides : 0);
  return toFitted(
    Array.from({ length: sides }, (_, i) => {
      const angle = start + (i * 2 * Math.PI) / sides;
      return { x: Math.cos(angle), y: -Math.sin(angle) };
    }),
  );
}

function toStar(): Outline {
  const inner = 0.5 * (3 - Math.sqrt(5)) * 1.57;
  return toFitted(
    Array.from({ length: 10 }, (_, i) => {
      const angle = Math.PI / 2 + (i * Math.PI) / 5;
      const radius = i % 2 === 0 ? 1 : inner;
      return { x: radius * Math.cos(angle), y: -radius * Math.sin(angle) };
    }),
  );
}

function toFitted(points: readonly Position[]): Outline {
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  return {
    type: 'polygon',
    points: points.map(({ x, y }) => ({
      x: ((x - left) / (right - left)) * 2 - 1,
      y: ((y - top) / (bottom - top)) * 2 - 1,
    })),
  };
}

const TAG = toPolygon(-1, -1, 0.25, -1, 1, 0, 0.25, 1, -1, 1);

const OUTLINES: Record<Shape, Outline> = {
  ellipse: { type: 'ellipse' },
  'round-rectangle': { type: 'round-rectangle' },
  rectangle: toPolygon(-1, -1, 1, -1, 1, 1, -1, 1),
  tag: TAG,
  'round-tag': TAG,
  diamond: toPolygon(0, -1, 1, 0, 0, 1, -1, 0),
  hexagon: toRegularPolygon(6),
  octagon: toRegularPolygon(8),
  triangle: toRegularPolygon(3),
  pentagon: toRegularPolygon(5),
  heptagon: toRegularPolygon(7),
  star: toStar(),
  vee: toPolygon(-1, -1, 0, -0.333, 1, -1, 0, 1),
  rhomboid: toPolygon(-1, -1, 0.333, -1, 1, 1, -0.333, 1),
  'concave-hexagon': toPolygon(-1, -0.95, -0.75, 0, -1, 0.95, 1, 0.95, 0.75, 0, 1, -0.95),
};

export function getOutline(shape: Shape): Outline {
  return OUTLINES[shape];
}

export type PlacedShape = Position & { shape: Shape; width: number; height: number };

/** Where the ray from the middle of the shape towards the point leaves the shape. */
export function findBorder({ shape, x, y, width, height }: PlacedShape, towards: Position): Position {
  const dx = (towards.x - x) / (width / 2);
  const dy = (towards.y - y) / (height / 2);
  const length = Math.hypot(dx, dy);
  if (length === 0) return { x, y };
  const outline = getOutline(shape);
  const reach =
    outline.type === 'ellipse'
      ? 1 / length
      : outline.type === 'round-rectangle'
        ? 1 / Math.max(Math.abs(dx), Math.abs(dy))
        : findReach(outline.points, dx, dy);
  return { x: x + (towards.x - x) * reach, y: y + (towards.y - y) * reach };
}

/** The largest t with t·(dx, dy) on an edge of the polygon. */
function findReach(points: readonly Position[], dx: number, dy: number): number {
  let reach = 0;
  points.forEach((a, i) => {
    const b = points[(i + 1) % points.length] ?? a;
    const ex = b.x - a.x;
    const ey = b.y - a.y;
    const cross = dx * ey - dy * ex;
    if (Math.abs(cross) < 1e-9) return;
    const t = (a.x * ey - a.y * ex) / cross;
    const along = (a.x * dy - a.y * dx) / cross;
    if (t > 0 && along >= -1e-9 && along <= 1 + 1e-9) reach = Math.max(reach, t);
  });
  return reach;
}

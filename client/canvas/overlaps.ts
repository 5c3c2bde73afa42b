import type { LayoutProblem, LayoutResult } from './layout-problem.ts';

const ROUNDS = 60;
const GAP = 8;

/** Pushes nodes apart that lie on each other, along the axis where the way is shorter. Keeps the order of the rest. */
export function removeOverlaps({ nodes }: LayoutProblem, start: LayoutResult): LayoutResult {
  const places = nodes.map((node) => ({ ...node, ...(start.get(node.id) ?? { x: 0, y: 0 }) }));
  for (let round = 0; round < ROUNDS; round += 1) {
    places.sort((a, b) => a.x - a.width / 2 - (b.x - b.width / 2) || (a.id < b.id ? -1 : 1));
    let moved = false;
    for (let i = 0; i < places.length; i += 1) {
      const a = places[i];
      for (let j = i + 1; a && j < places.length; j += 1) {
        const b = places[j];
        if (!b || b.x - b.width / 2 >= a.x + a.width / 2 + GAP) break;
        const overX = (a.width + b.width) / 2 + GAP - Math.abs(a.x - b.x);
        const overY = (a.height + b.height) / 2 + GAP - Math.abs(a.y - b.y);
        if (overX <= 0.01 || overY <= 0.01) continue;
        moved = true;
        if (overX < overY) {
          const push = (overX / 2) * (a.x <= b.x ? 1 : -1);
          a.x -= push;
          b.x += push;
        } else {
          const push = (overY / 2) * (a.y < b.y || (a.y === b.y && a.id < b.id) ? 1 : -1);
          a.y -= push;
          b.y += push;
        }
      }
    }
    if (!moved) break;
  }
  return new Map(places.map(({ id, x, y }) => [id, { x, y }]));
}

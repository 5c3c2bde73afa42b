import { countDegrees } from '../degrees.ts';
import { LAYOUT_NAMES } from '../layout-names.ts';
import type { Layout, LayoutNode, LayoutResult } from '../layout-problem.ts';

const FIRST_RING = 90;
const RING_STEP = 62;
const GAP = 10;
/** Rings are wider than high, as screens and labels are. */
const STRETCH = 1.5;

/** The way along the ring that a node takes at this angle: its width at the top, its height at the sides. */
function getStep({ width, height }: LayoutNode, angle: number): number {
  return Math.abs(Math.sin(angle)) * width + Math.abs(Math.cos(angle)) * height + GAP;
}

export const concentric: Layout = {
  id: 'concentric',
  name: LAYOUT_NAMES.concentric,
  description: 'The nodes with the most edges in the middle, the others in rings around them.',
  scope: 'component',
  run: ({ nodes, edges }) => {
    const degrees = countDegrees(edges);
    const queue = nodes.toSorted((a, b) => (degrees.get(b.id) ?? 0) - (degrees.get(a.id) ?? 0));
    const result: LayoutResult = new Map();
    const first = queue.shift();
    if (first) result.set(first.id, { x: 0, y: 0 });
    for (let radius = FIRST_RING; queue.length > 0; radius += RING_STEP) {
      for (let angle = 0; angle < 2 * Math.PI; ) {
        const [node] = queue;
        if (!node) break;
        const at = angle - Math.PI / 2;
        const speed = Math.hypot(radius * STRETCH * Math.sin(at), radius * Math.cos(at));
        const step = getStep(node, at) / speed;
        if (angle > 0 && angle + step > 2 * Math.PI) break;
        result.set(node.id, { x: radius * STRETCH * Math.cos(at), y: radius * Math.sin(at) });
        queue.shift();
        angle += step;
      }
    }
    return result;
  },
};

import type { LayoutEdge } from './layout-problem.ts';

/** Edges per node, parallel ones each. */
export function countDegrees(edges: readonly LayoutEdge[]): Map<string, number> {
  const degrees = new Map<string, number>();
  for (const { source, target } of edges) {
    degrees.set(source, (degrees.get(source) ?? 0) + 1);
    degrees.set(target, (degrees.get(target) ?? 0) + 1);
  }
  return degrees;
}

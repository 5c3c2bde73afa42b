import { runHeadless } from '../headless-layout.ts';
import { LAYOUT_NAMES } from '../layout-names.ts';
import type { Layout } from '../layout-problem.ts';

export const breadthfirst: Layout = {
  id: 'breadthfirst',
  name: LAYOUT_NAMES.breadthfirst,
  description: 'One level per step from the node with the most edges.',
  scope: 'component',
  run: (problem) => {
    const degrees = new Map<string, number>();
    for (const { source, target } of problem.edges) {
      degrees.set(source, (degrees.get(source) ?? 0) + 1);
      degrees.set(target, (degrees.get(target) ?? 0) + 1);
    }
    const [root] = [...problem.nodes].sort((a, b) => (degrees.get(b.id) ?? 0) - (degrees.get(a.id) ?? 0));
    return runHeadless(problem, {
      name: 'breadthfirst',
      roots: root ? [root.id] : [],
      spacingFactor: 1,
      avoidOverlap: true,
    });
  },
};

import { runHeadless } from '../headless-layout.ts';
import { LAYOUT_NAMES } from '../layout-names.ts';
import type { Layout } from '../layout-problem.ts';

export const concentric: Layout = {
  id: 'concentric',
  name: LAYOUT_NAMES.concentric,
  description: 'The nodes with the most edges in the middle, the others in rings around them.',
  scope: 'component',
  run: (problem) =>
    runHeadless(problem, {
      name: 'concentric',
      minNodeSpacing: 12,
      concentric: (node: { degree: (loops: boolean) => number }) => Math.floor(Math.log2(1 + node.degree(false))),
      levelWidth: () => 1,
    }),
};

import { LAYOUT_NAMES } from '../layout-names.ts';
import type { Layout } from '../layout-problem.ts';

export const grid: Layout = {
  id: 'grid',
  name: LAYOUT_NAMES.grid,
  description: 'Rows and columns in the order in which the nodes came.',
  scope: 'all',
  run: ({ nodes }) => {
    const width = Math.max(...nodes.map((node) => node.width)) + 16;
    const height = Math.max(...nodes.map((node) => node.height)) + 24;
    const columns = Math.max(1, Math.round(Math.sqrt((nodes.length * height * 1.5) / width)));
    return new Map(nodes.map(({ id }, i) => [id, { x: (i % columns) * width, y: Math.floor(i / columns) * height }]));
  },
};

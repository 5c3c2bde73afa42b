import type { Layout } from './layout-problem.ts';
import { breadthfirst } from './layouts/breadthfirst.ts';
import { concentric } from './layouts/concentric.ts';
import { fcose } from './layouts/fcose.ts';
import { grid } from './layouts/grid.ts';

/** Every layout, in the order of the menu. One file in layouts/ each. */
export const LAYOUTS: readonly Layout[] = [fcose, concentric, breadthfirst, grid];

export function getLayout(id: string): Layout {
  const layout = LAYOUTS.find((known) => known.id === id);
  if (!layout) throw new Error(`There is no layout "${id}"; there are ${LAYOUTS.map((known) => known.id).join(', ')}.`);
  return layout;
}

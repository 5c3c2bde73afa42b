import type { LayoutName } from './types.ts';

/** What the layouts are called in menus and in the history. */
export const LAYOUT_NAMES: Record<LayoutName, string> = {
  fcose: 'Force-directed',
  concentric: 'Rings by degree',
  breadthfirst: 'Levels',
  grid: 'Grid',
};

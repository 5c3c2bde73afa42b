import { png } from './exports/png.ts';
import { svg } from './exports/svg.ts';
import type { PictureExport } from './picture-format.ts';

/** Every picture format, in the order of the menu. One file in exports/ each. */
export const EXPORTS: readonly PictureExport[] = [png, svg];

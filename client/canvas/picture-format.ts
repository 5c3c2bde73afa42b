import type { Scene } from './scene.ts';
import type { PictureFormat, PictureOptions } from './types.ts';

export type PictureFile = { blob: Blob; width: number; height: number };

/** One kind of picture file. */
export type PictureExport = {
  id: PictureFormat;
  name: string;
  write: (scene: Scene, options: PictureOptions) => Promise<PictureFile>;
};

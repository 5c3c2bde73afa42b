/** From the canvas to a file with a picture in it. */
import type { Core } from 'cytoscape';
import { EXPORTS } from './exports.ts';
import { toScene } from './scene.ts';
import type { Picture, PictureOptions } from './types.ts';

export async function createPicture(cy: Core, options: PictureOptions): Promise<Picture> {
  const format = EXPORTS.find((known) => known.id === options.format);
  if (!format) throw new Error(`There is no picture format "${options.format}".`);
  const scene = toScene(cy, options);
  if (scene.nodes.length === 0) {
    throw new Error(
      options.scope === 'selection'
        ? 'Nothing is selected: select nodes, or export the whole graph.'
        : 'The canvas is empty.',
    );
  }
  const { blob, width, height } = await format.write(scene, options);
  const day = new Date().toISOString().slice(0, 10);
  return { blob, width, height, filename: `whoasked-${day}-${toSlug(options.title)}.${format.id}` };
}

function toSlug(title: string): string {
  const slug = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return slug === '' ? 'graph' : slug;
}

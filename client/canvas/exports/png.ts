import { loadEmbeddedFont } from '../embedded-font.ts';
import type { PictureExport } from '../picture-format.ts';
import { chooseFittingScale, getSizeError } from '../picture-size.ts';
import { toSvgDocument } from '../svg-document.ts';

/** The same picture as the SVG, drawn into pixels. */
export const png: PictureExport = {
  id: 'png',
  name: 'PNG',
  write: async (scene, options) => {
    const drawing = toSvgDocument(scene, options, await loadEmbeddedFont());
    const { scale } = options;
    if (chooseFittingScale(drawing, scale) !== scale) throw new Error(getSizeError(drawing, scale));
    const image = await loadImage(drawing.markup);
    const canvas = document.createElement('canvas');
    canvas.width = drawing.width * scale;
    canvas.height = drawing.height * scale;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (!blob) throw new Error(getSizeError(drawing, scale));
    return { blob, width: canvas.width, height: canvas.height };
  },
};

async function loadImage(markup: string): Promise<HTMLImageElement> {
  const url = URL.createObjectURL(new Blob([markup], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    return image;
  } finally {
    URL.revokeObjectURL(url);
  }
}

import { loadEmbeddedFont } from '../embedded-font.ts';
import type { PictureExport } from '../picture-format.ts';
import { toSvgDocument } from '../svg-document.ts';

export const svg: PictureExport = {
  id: 'svg',
  name: 'SVG',
  write: async (scene, options) => {
    const { markup, width, height } = toSvgDocument(scene, options, await loadEmbeddedFont());
    return { blob: new Blob([markup], { type: 'image/svg+xml' }), width, height };
  },
};

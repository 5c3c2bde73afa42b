/** The shape of a label as on the canvas, so that it survives a grey print; its colour comes along. */
import { type Appearance, isNodeLabel, NODE_TYPES } from '../../shared/ontology.ts';

const SHAPES: Record<Appearance['shape'], string> = {
  ellipse: 'M8 2a6 6 0 1 1 0 12a6 6 0 1 1 0-12z',
  'round-rectangle': 'M4 4h8a2 2 0 0 1 2 2v4a2 2 0 0 1-2 2h-8a2 2 0 0 1-2-2v-4a2 2 0 0 1 2-2z',
  rectangle: 'M3 3h10v10h-10z',
  tag: 'M2 4h8l4 4l-4 4h-8z',
  hexagon: 'M5 2.8h6l3 5.2l-3 5.2h-6l-3-5.2z',
  octagon: 'M5.5 2h5l3.5 3.5v5l-3.5 3.5h-5l-3.5-3.5v-5z',
  diamond: 'M8 1.5l6.5 6.5l-6.5 6.5l-6.5-6.5z',
  'round-tag': 'M4 4h5.5l4 4l-4 4h-5.5a2 2 0 0 1-2-2v-4a2 2 0 0 1 2-2z',
};

export function LabelGlyph({ label, size = 12 }: { label: string; size?: number }) {
  const appearance: Appearance | undefined = isNodeLabel(label) ? NODE_TYPES[label].appearance : undefined;
  const fill = appearance
    ? `light-dark(${appearance.color.light}, ${appearance.color.dark})`
    : 'var(--mantine-color-dimmed)';
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false" style={{ flex: 'none' }}>
      <path d={SHAPES[appearance?.shape ?? 'diamond']} style={{ fill }} />
    </svg>
  );
}

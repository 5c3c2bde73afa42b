/** How labels and edge types look, known to the ontology or not: the same on the screen, in pictures and in legends. */
import { type Appearance, EDGE_TYPES, isEdgeTypeName, isNodeLabel, NODE_TYPES } from '../../shared/ontology.ts';
import { PALETTES } from './theme.ts';
import type { Theme } from './types.ts';

/** Shapes for labels the ontology does not know, none of which it uses. */
const FURTHER_SHAPES = ['triangle', 'pentagon', 'star', 'vee', 'rhomboid', 'heptagon', 'concave-hexagon'] as const;

const FURTHER_COLORS = [
  { light: '#7a4b8f', dark: '#c9a0dc' },
  { light: '#00727a', dark: '#4fc3c9' },
  { light: '#8c3b3b', dark: '#e8a09a' },
  { light: '#4a6a1f', dark: '#a9cf6d' },
  { light: '#3f5aa8', dark: '#9db4f2' },
] as const;

const FURTHER_DASHES = [
  [5, 5],
  [9, 3, 3, 3],
  [3, 2, 1, 2],
  [2, 6],
] as const;

export type Shape = Appearance['shape'] | (typeof FURTHER_SHAPES)[number];
export type NodeAppearance = Omit<Appearance, 'shape'> & { shape: Shape };
export type EdgeAppearance = { color: string; dash: readonly number[]; countsLookups: boolean };

/** Stable over sessions and machines: the same unknown label looks the same in every picture. */
function toHash(name: string): number {
  let hash = 7;
  for (const character of name) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return hash;
}

function pick<T>(choices: readonly [T, ...T[]] | readonly T[], hash: number): T {
  return choices[hash % choices.length] as T;
}

export function getNodeAppearance(label: string): NodeAppearance {
  if (isNodeLabel(label)) return NODE_TYPES[label].appearance;
  const hash = toHash(label);
  return {
    shape: pick(FURTHER_SHAPES, hash),
    color: pick(FURTHER_COLORS, Math.floor(hash / FURTHER_SHAPES.length)),
    size: { width: 28, height: 26 },
  };
}

export function getNodeColor(label: string, theme: Theme): string {
  return getNodeAppearance(label).color[theme];
}

export function getEdgeAppearance(type: string, theme: Theme): EdgeAppearance {
  const known = isEdgeTypeName(type) ? EDGE_TYPES[type] : undefined;
  const countsLookups = known?.kind === 'lookup';
  return {
    color: countsLookups ? PALETTES[theme].lookup : PALETTES[theme].fact,
    dash: known ? known.dash : pick<readonly number[]>(FURTHER_DASHES, toHash(type)),
    countsLookups,
  };
}

/** Pixels at zoom 1: for lookups by the logarithm of their number, so that one and a million both can be seen. */
export function getEdgeWidth(type: string, count: number): number {
  if (!isEdgeTypeName(type) || EDGE_TYPES[type].kind !== 'lookup') return 1;
  return Math.min(6, 1.1 + 0.8 * Math.log10(Math.max(1, count)));
}

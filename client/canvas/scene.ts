/** What a picture shows: elements with places, looks and labels, without Cytoscape and without a page. */
import type { Core, EdgeSingular, Position } from 'cytoscape';
import { getEdgeAppearance, getEdgeWidth, getNodeAppearance, type Shape } from './appearance.ts';
import { type Box, toBounds, toBox } from './boxes.ts';
import type { EdgeRecord, NodeRecord } from './elements.ts';
import { layoutLabels, type PlacedLabel } from './label-layout.ts';
import { getLabelSources, toLabelRequests } from './label-requests.ts';
import type { PictureOptions, Theme } from './types.ts';

export type SceneNode = {
  id: string;
  label: string;
  shape: Shape;
  color: string;
  x: number;
  y: number;
  width: number;
  height: number;
  /** Written in the shape. */
  inside: string | undefined;
};

export type SceneEdge = {
  id: string;
  type: string;
  color: string;
  width: number;
  dash: readonly number[];
  from: string;
  to: string;
  /** Middle of the curve, where the edge is bent. */
  bend: Position | undefined;
};

export type Scene = {
  theme: Theme;
  nodes: SceneNode[];
  edges: SceneEdge[];
  labels: PlacedLabel[];
  /** Of everything above. */
  bounds: Box;
};

export const PARALLEL_GAP = 26;

export function toScene(cy: Core, options: Pick<PictureOptions, 'scope' | 'background'>): Scene {
  const theme: Theme = options.background === 'dark' ? 'dark' : 'light';
  const visible = cy
    .nodes()
    .filter((node) => !node.hasClass('gone'))
    .nodes();
  const shown = (options.scope === 'selection' ? visible.filter((node) => node.selected()) : visible).nodes();
  const nodes = shown.map((node): SceneNode => {
    const { id, label, caption } = node.data() as NodeRecord;
    const { shape, color, size, keyInside } = getNodeAppearance(label);
    return {
      id,
      label,
      shape,
      color: color[theme],
      ...node.position(),
      ...size,
      inside: keyInside ? caption : undefined,
    };
  });
  const ids = new Set(nodes.map(({ id }) => id));
  const sources = getLabelSources(cy).filter(({ id }) => ids.has(id));
  const labels = layoutLabels(
    toLabelRequests(sources, 1, () => false).filter(({ text, badge }) => text !== '' || badge !== undefined),
  );
  const edges = toSceneEdges(
    shown
      .edgesWith(shown)
      .edges()
      .toArray()
      .filter((edge) => !edge.hasClass('gone')),
    theme,
  );
  const bounds = toBounds([
    ...nodes.map((node) => toBox(node, node.width + 4, node.height + 4)),
    ...labels.map(({ box }) => box),
  ]);
  return { theme, nodes, edges, labels, bounds: bounds ?? { x1: 0, y1: 0, x2: 0, y2: 0 } };
}

function toSceneEdges(edges: readonly EdgeSingular[], theme: Theme): SceneEdge[] {
  const pairs = new Map<string, EdgeSingular[]>();
  for (const edge of edges) {
    const { source, target } = edge.data() as EdgeRecord;
    const key = [source, target].sort().join('\n');
    pairs.set(key, [...(pairs.get(key) ?? []), edge]);
  }
  return [...pairs.values()].flatMap((pair) =>
    pair.map((edge, i) => toSceneEdge(edge, i - (pair.length - 1) / 2, theme)),
  );
}

/** `lane` is 0 for the edge in the middle of its parallels, negative on one side, positive on the other. */
function toSceneEdge(edge: EdgeSingular, lane: number, theme: Theme): SceneEdge {
  const { id, type, count, source, target } = edge.data() as EdgeRecord;
  const { color, dash } = getEdgeAppearance(type, theme);
  return {
    id,
    type,
    color,
    dash,
    width: getEdgeWidth(type, count),
    from: source,
    to: target,
    bend: toBend(edge, lane),
  };
}

function toBend(edge: EdgeSingular, lane: number): Position | undefined {
  if (lane === 0) return undefined;
  const [a, b] = [edge.source(), edge.target()].sort((one, other) => (one.id() < other.id() ? -1 : 1));
  const from = a?.position() ?? { x: 0, y: 0 };
  const to = b?.position() ?? { x: 0, y: 0 };
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const offset = lane * PARALLEL_GAP;
  return {
    x: (from.x + to.x) / 2 + ((from.y - to.y) / length) * offset,
    y: (from.y + to.y) / 2 + ((to.x - from.x) / length) * offset,
  };
}

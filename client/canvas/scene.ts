/** What a picture shows: elements with places, looks and labels, without Cytoscape and without a page. */
import type { Core, EdgeSingular, Position } from 'cytoscape';
import { getEdgeAppearance, getEdgeWidth, getNodeAppearance, type Shape } from './appearance.ts';
import { type Box, toBounds, toBox } from './boxes.ts';
import { getEdgeText } from './edge-label-requests.ts';
import { type EdgeLabelRequest, hasRoomForEdgeLabels, layoutEdgeLabels, type PlacedEdgeLabel } from './edge-labels.ts';
import type { EdgeRecord, NodeRecord } from './elements.ts';
import { layoutLabels, type PlacedLabel, toNodeBox } from './label-layout.ts';
import { getLabelSources, toLabelRequests } from './label-requests.ts';
import { findBorder } from './shape-geometry.ts';
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
  edgeLabels: PlacedEdgeLabel[];
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
  const requests = toLabelRequests(sources, 1, () => false);
  const labels = layoutLabels(requests.filter(({ text, badge }) => text !== '' || badge !== undefined));
  const shownEdges = shown
    .edgesWith(shown)
    .edges()
    .toArray()
    .filter((edge) => !edge.hasClass('gone'));
  const edges = toSceneEdges(shownEdges, theme);
  const edgeLabels = hasRoomForEdgeLabels(edges.length, 1)
    ? layoutEdgeLabels(toEdgeLabelRequests(nodes, edges, shownEdges), [
        ...requests.map(toNodeBox),
        ...labels.map(({ box }) => box),
      ])
    : [];
  const bounds = toBounds([
    ...nodes.map((node) => toBox(node, node.width + 4, node.height + 4)),
    ...labels.map(({ box }) => box),
  ]);
  return { theme, nodes, edges, labels, edgeLabels, bounds: bounds ?? { x1: 0, y1: 0, x2: 0, y2: 0 } };
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

function toEdgeLabelRequests(
  nodes: readonly SceneNode[],
  edges: readonly SceneEdge[],
  elements: readonly EdgeSingular[],
): EdgeLabelRequest[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const texts = new Map(elements.map((edge) => [edge.id(), getEdgeText(edge)]));
  return edges.flatMap(({ id, from, to, bend }) => {
    const [source, target] = [byId.get(from), byId.get(to)];
    if (!source || !target || source === target) return [];
    const ends = { from: findBorder(source, target), to: findBorder(target, source) };
    const middle = bend ?? { x: (ends.from.x + ends.to.x) / 2, y: (ends.from.y + ends.to.y) / 2 };
    return [{ id, text: texts.get(id) ?? '', ...ends, middle, emphasized: false }];
  });
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

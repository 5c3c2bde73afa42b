import type { Position } from 'cytoscape';
import type { Scene, SceneEdge, SceneNode } from './scene.ts';
import { findBorder } from './shape-geometry.ts';
import { toNumber, toTag } from './svg-markup.ts';

/** Cytoscape's own measure of an arrow head, times its `arrow-scale` in stylesheet.ts. */
function getArrowSize(width: number): number {
  return Math.max((width * 13.37) ** 0.9, 29) * 0.85;
}

export function toEdgesMarkup({ nodes, edges }: Scene): string {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  return edges
    .map((edge) => {
      const from = byId.get(edge.from);
      const to = byId.get(edge.to);
      if (!from || !to) return '';
      return from === to ? toLoop(edge, from) : toLine(edge, from, to);
    })
    .join('\n');
}

function toLine(edge: SceneEdge, from: SceneNode, to: SceneNode): string {
  const control = edge.bend && {
    x: 2 * edge.bend.x - (from.x + to.x) / 2,
    y: 2 * edge.bend.y - (from.y + to.y) / 2,
  };
  const start = findBorder(from, control ?? to);
  const tip = findBorder(to, control ?? from);
  return draw(edge, start, control, tip);
}

function toLoop(edge: SceneEdge, node: SceneNode): string {
  const control = { x: node.x + node.width * 1.6, y: node.y - node.height * 1.6 };
  const start = { x: node.x + node.width / 2, y: node.y };
  const tip = { x: node.x, y: node.y - node.height / 2 };
  return draw(edge, start, control, tip);
}

function draw(edge: SceneEdge, start: Position, control: Position | undefined, tip: Position): string {
  const size = getArrowSize(edge.width);
  const before = control ?? start;
  const length = Math.hypot(tip.x - before.x, tip.y - before.y) || 1;
  const ux = (tip.x - before.x) / length;
  const uy = (tip.y - before.y) / length;
  const base = { x: tip.x - ux * size * 0.3, y: tip.y - uy * size * 0.3 };
  const end = `${toNumber(base.x + ux)} ${toNumber(base.y + uy)}`;
  const path = control
    ? `M${toNumber(start.x)} ${toNumber(start.y)}Q${toNumber(control.x)} ${toNumber(control.y)} ${end}`
    : `M${toNumber(start.x)} ${toNumber(start.y)}L${end}`;
  const half = size * 0.15;
  const head = [tip, { x: base.x - uy * half, y: base.y + ux * half }, { x: base.x + uy * half, y: base.y - ux * half }]
    .map(({ x, y }) => `${toNumber(x)},${toNumber(y)}`)
    .join(' ');
  return (
    toTag('path', {
      d: path,
      fill: 'none',
      stroke: edge.color,
      'stroke-width': edge.width,
      'stroke-dasharray': edge.dash.length > 0 ? edge.dash.join(' ') : undefined,
    }) + toTag('polygon', { points: head, fill: edge.color })
  );
}

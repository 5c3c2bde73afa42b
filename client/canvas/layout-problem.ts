/** What a layout is asked and what it answers: plain data, because it crosses into a worker. */
import type { Position } from 'cytoscape';

export type LayoutNode = {
  id: string;
  /** Room for shape and label. */
  width: number;
  height: number;
  /** Where it is now. */
  x: number;
  y: number;
};
export type LayoutEdge = { source: string; target: string };
/** One connected component: nodes in a stable order and edges between them. */
export type LayoutProblem = { nodes: LayoutNode[]; edges: LayoutEdge[] };
export type LayoutResult = Map<string, Position>;

/** One layout: deterministic, and it may take as long as it needs, since it runs in a worker. */
export type Layout = {
  id: string;
  name: string;
  description: string;
  /** Lays out one component; undefined where the layout orders all nodes at once. */
  scope: 'component' | 'all';
  run: (problem: LayoutProblem) => LayoutResult;
};

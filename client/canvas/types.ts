/** What the rest of the client knows of the canvas. It never sees Cytoscape, and React never holds the elements. */
import type { Graph, GraphEdge, GraphNode } from '../../shared/graph.ts';

export type Theme = 'light' | 'dark';
export type Selection = { nodes: string[]; edges: string[] };

export type LegendEntry = { name: string; count: number; hidden: boolean; known: boolean };
/** Labels and edge types of what is on the canvas, with how many of each, hidden ones included. */
export type Legend = { labels: LegendEntry[]; types: LegendEntry[] };

/** What a reader sees at a glance; a new object whenever any part changed, so that React can compare by identity. */
export type CanvasState = {
  nodeCount: number;
  edgeCount: number;
  /** Nodes on the canvas that a legend switch or "hide" keeps from view. */
  hiddenCount: number;
  selection: Selection;
  legend: Legend;
  /** Names of the acts that undo and redo would take back and repeat. */
  undo: string | undefined;
  redo: string | undefined;
  /** Position in the history: 0 at the start, +1 with each act and each redo, -1 with each undo (also where old steps are forgotten). */
  step: number;
  /** The layout that is running now, and since when, in milliseconds as of `Date.now()`. */
  layout: RunningLayout | undefined;
};

export type RunningLayout = { name: LayoutName; since: number };

export type LayoutName = 'fcose' | 'concentric' | 'breadthfirst' | 'grid';

/** How much of a relation is on the canvas: drawn as a badge on the node and said in the details. */
export type Expansion = {
  node: string;
  /** Undefined parts mean "all": every type, both directions, every label. */
  type?: string;
  direction?: 'in' | 'out';
  label?: string;
  shown: number;
  total: number;
  next?: string;
};

export type PictureFormat = 'png' | 'svg';
export type PictureOptions = {
  format: PictureFormat;
  scope: 'all' | 'selection';
  background: 'white' | 'dark' | 'transparent';
  /** PNG only. */
  scale: 1 | 2 | 3 | 4;
  title: string;
  /** Lines below the picture: data sets, time range, what is hidden. */
  caption: string[];
  legend: boolean;
};
export type Picture = { blob: Blob; width: number; height: number; filename: string };

export type Merged = {
  newNodes: string[];
  newEdges: string[];
  /** Edges of which an end is neither on the canvas nor in the graph: they cannot be drawn. */
  skippedEdges: string[];
};

export type PointerEventOnElement = { id: string; kind: 'node' | 'edge'; x: number; y: number };

export type Canvas = {
  subscribe: (listener: () => void) => () => void;
  getState: () => CanvasState;
  /** Attaches to a page element; returns its undo. Works headless before and after. */
  mount: (container: HTMLElement) => () => void;

  /** Adds what is not there yet and updates what is, as one act that can be undone. New nodes are placed beside `beside`. */
  merge: (graph: Graph, act: { name: string; beside?: string; expansion?: Expansion }) => Merged;
  /** Takes away the nodes that came only by expanding this one and hang on nothing else. */
  collapse: (nodeId: string) => { removed: string[] };
  hide: (ids: string[]) => void;
  showHidden: () => void;
  remove: (ids: string[]) => void;
  clear: () => void;
  undo: () => void;
  redo: () => void;

  select: (selection: Partial<Selection>) => void;
  getNode: (id: string) => GraphNode | undefined;
  getEdge: (id: string) => GraphEdge | undefined;
  getGraph: () => Graph;
  getExpansions: (nodeId: string) => Expansion[];
  hasNode: (id: string) => boolean;

  setHiddenLabel: (label: string, hidden: boolean) => void;
  setHiddenType: (type: string, hidden: boolean) => void;
  setTheme: (theme: Theme) => void;
  setReducedMotion: (reduced: boolean) => void;

  /** False when it was cancelled. Rejects when it fails or its time is up; then nothing moved. */
  runLayout: (name: LayoutName, scope?: 'all' | 'selection') => Promise<boolean>;
  cancelLayout: () => void;
  fit: (ids?: string[]) => void;
  zoomBy: (factor: number) => void;
  /** Moves the view only if the node is outside of it. */
  reveal: (id: string) => void;

  /** Sentences the reader must see about what the canvas does by itself: a first layout that failed. */
  onNotice: (listener: (sentence: string) => void) => () => void;
  onContextMenu: (
    listener: (event: PointerEventOnElement | { kind: 'canvas'; x: number; y: number }) => void,
  ) => () => void;
  /** Double click, or Enter on a focused node. */
  onActivate: (listener: (nodeId: string) => void) => () => void;

  toPicture: (options: PictureOptions) => Promise<Picture>;
};

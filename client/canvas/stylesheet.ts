/** What Cytoscape draws: shapes and lines. Text is drawn by label-overlay.ts, at one readable size on every zoom. */
import type { EdgeSingular, NodeSingular, StylesheetJson } from 'cytoscape';
import { getEdgeAppearance, getEdgeWidth, getNodeAppearance, getNodeColor } from './appearance.ts';
import type { EdgeRecord, NodeRecord } from './elements.ts';
import { FADED_OPACITY, PALETTES } from './theme.ts';
import type { Theme } from './types.ts';

/** How much is drawn of edges: arrow heads and dashes cost most of a frame, and nobody sees them in a crowd. */
export type Detail = 'full' | 'lines' | 'dense';

/** Above this many edges a drawing is dense: straight solid lines only (design.md, measured facts about Cytoscape). */
const DENSE_EDGES = 1200;
const ARROW_ZOOM = 0.45;

export function chooseDetail(edgeCount: number, zoom: number): Detail {
  if (edgeCount > DENSE_EDGES) return 'dense';
  return zoom < ARROW_ZOOM ? 'lines' : 'full';
}

const record = (node: NodeSingular): NodeRecord => node.data() as NodeRecord;
const edgeRecord = (edge: EdgeSingular): EdgeRecord => edge.data() as EdgeRecord;

export function toStylesheet(theme: Theme, detail: Detail): StylesheetJson {
  const palette = PALETTES[theme];
  const thickness = detail === 'dense' ? 0.5 : 1;
  const sheet: unknown[] = [
    {
      selector: 'core',
      style: {
        'active-bg-opacity': 0,
        'outside-texture-bg-color': palette.background,
        'outside-texture-bg-opacity': 1,
        'selection-box-color': palette.accent,
        'selection-box-opacity': 0.12,
        'selection-box-border-width': 1,
      },
    },
    {
      selector: 'node',
      style: {
        shape: (node: NodeSingular) => getNodeAppearance(record(node).label).shape,
        width: (node: NodeSingular) => getNodeAppearance(record(node).label).size.width,
        height: (node: NodeSingular) => getNodeAppearance(record(node).label).size.height,
        'background-color': (node: NodeSingular) => getNodeColor(record(node).label, theme),
        'border-width': detail === 'dense' ? 0 : 1.5,
        'border-color': palette.background,
        'overlay-opacity': 0,
      },
    },
    {
      selector: 'edge',
      style: {
        'curve-style': detail === 'dense' ? 'haystack' : 'straight',
        'haystack-radius': 0,
        width: (edge: EdgeSingular) => getEdgeWidth(edgeRecord(edge).type, edgeRecord(edge).count) * thickness,
        'line-opacity': detail === 'dense' ? 0.6 : 1,
        'line-color': (edge: EdgeSingular) => getEdgeAppearance(edgeRecord(edge).type, theme).color,
        'target-arrow-color': (edge: EdgeSingular) => getEdgeAppearance(edgeRecord(edge).type, theme).color,
        'target-arrow-shape': detail === 'full' ? 'triangle' : 'none',
        'arrow-scale': 0.85,
        'overlay-opacity': 0,
      },
    },
    { selector: '.gone', style: { display: 'none' } },
  ];
  if (detail !== 'dense') {
    const dash = (edge: EdgeSingular) => getEdgeAppearance(edgeRecord(edge).type, theme).dash;
    sheet.push(
      {
        selector: 'edge',
        style: {
          'line-style': (edge: EdgeSingular) => (dash(edge).length > 0 ? 'dashed' : 'solid'),
          'line-dash-pattern': (edge: EdgeSingular) => (dash(edge).length > 0 ? [...dash(edge)] : [1, 0]),
        },
      },
      { selector: 'edge.parallel', style: { 'curve-style': 'bezier', 'control-point-step-size': 26 } },
    );
  }
  sheet.push(
    { selector: 'node.faded', style: { opacity: FADED_OPACITY } },
    { selector: 'edge.faded', style: { opacity: FADED_OPACITY } },
    {
      selector: 'node:selected',
      style: { 'outline-width': 2.5, 'outline-offset': 2.5, 'outline-color': palette.accent, 'z-index': 10 },
    },
    {
      selector: 'edge:selected',
      style: { 'line-color': palette.accent, 'target-arrow-color': palette.accent, 'z-index': 10 },
    },
    { selector: 'node.hovered', style: { 'border-width': 2, 'border-color': palette.text } },
  );
  return sheet as StylesheetJson;
}

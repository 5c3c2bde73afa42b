/**
 * Draws all text of the screen on a canvas of its own above Cytoscape's: at one readable size on every zoom, without
 * overlaps, and without the cost of Cytoscape's labels (design.md, measured facts).
 */
import type { Core, EventObject } from 'cytoscape';
import { isOverlapping } from './boxes.ts';
import { getEdgeLabelRequests } from './edge-label-requests.ts';
import { EDGE_LABEL_STYLE, layoutEdgeLabels, type PlacedEdgeLabel } from './edge-labels.ts';
import { BADGE_STYLE, LABEL_STYLE, layoutLabels, type PlacedLabel, toNodeBox } from './label-layout.ts';
import { getLabelSources, type LabelSource, toLabelRequests } from './label-requests.ts';
import { chooseDetail } from './stylesheet.ts';
import { forgetMeasures } from './text-metrics.ts';
import { FADED_OPACITY, FONT_FAMILY, PALETTES } from './theme.ts';
import type { Theme } from './types.ts';

export type LabelOverlay = {
  /** What is drawn has changed: elements, classes, selection or theme. */
  refresh: () => void;
  /** The node whose label lies at this point of the container. */
  findNodeAt: (x: number, y: number) => string | undefined;
  detach: () => void;
};

const HALO = 3;
/** Edges that pass behind a label stay out of its letters. */
const PLATE_OPACITY = 0.85;

export function attachLabelOverlay(cy: Core, container: HTMLElement, getTheme: () => Theme): LabelOverlay {
  const canvas = document.createElement('canvas');
  canvas.style.cssText = 'position:absolute;inset:0;width:100%;height:100%;pointer-events:none;z-index:10';
  canvas.setAttribute('aria-hidden', 'true');
  container.append(canvas);
  const context = canvas.getContext('2d');
  let sources: LabelSource[] | undefined;
  let placed: PlacedLabel[] = [];
  let placedEdges: PlacedEdgeLabel[] = [];
  let insides: LabelSource[] = [];
  let placedZoom = Number.NaN;

  const place = (): void => {
    sources ??= getLabelSources(cy);
    const requests = toLabelRequests(sources, cy.zoom(), ({ node }) => node.selected() || node.hasClass('hovered'));
    insides = sources.filter((source) => source.inside);
    placed = layoutLabels(requests.filter((request) => request.text !== '' || request.badge !== undefined));
    const taken = [...requests.map(toNodeBox), ...placed.map(({ box }) => box)];
    placedEdges = layoutEdgeLabels(getEdgeLabelRequests(cy, cy.zoom()), taken);
    placedZoom = cy.zoom();
  };
  const draw = (): void => {
    if (!context) return;
    const ratio = window.devicePixelRatio || 1;
    const width = container.clientWidth;
    const height = container.clientHeight;
    if (canvas.width !== Math.round(width * ratio)) canvas.width = Math.round(width * ratio);
    if (canvas.height !== Math.round(height * ratio)) canvas.height = Math.round(height * ratio);
    if (placedZoom !== cy.zoom()) place();
    const pan = cy.pan();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.setTransform(ratio, 0, 0, ratio, pan.x * ratio, pan.y * ratio);
    const view = { x1: -pan.x, y1: -pan.y, x2: width - pan.x, y2: height - pan.y };
    drawInsides(context);
    for (const label of placedEdges) drawEdgeLabel(context, label);
    for (const label of placed) if (isOverlapping(label.box, view)) drawLabel(context, label);
  };
  const drawLabel = (to: CanvasRenderingContext2D, label: PlacedLabel): void => {
    const palette = PALETTES[getTheme()];
    const opacity = cy.getElementById(label.id).hasClass('faded') ? FADED_OPACITY : 1;
    const { x1, y1, x2, y2 } = label.box;
    to.globalAlpha = opacity * PLATE_OPACITY;
    to.fillStyle = palette.background;
    to.fillRect(x1, y1 + 1, x2 - x1, y2 - y1 - 2);
    to.globalAlpha = opacity;
    to.textAlign = label.align;
    to.textBaseline = 'middle';
    to.lineJoin = 'round';
    to.lineWidth = HALO;
    to.strokeStyle = palette.background;
    const write = (text: string, y: number, color: string, { size, weight }: typeof LABEL_STYLE): void => {
      to.font = `${weight} ${size}px ${FONT_FAMILY}`;
      to.strokeText(text, label.x, y);
      to.fillStyle = color;
      to.fillText(text, label.x, y);
    };
    write(label.text, label.y, palette.text, LABEL_STYLE);
    if (label.badge !== undefined) write(label.badge, label.badgeY, palette.mutedText, BADGE_STYLE);
    to.globalAlpha = 1;
  };
  const drawEdgeLabel = (to: CanvasRenderingContext2D, { id, text, x, y, angle }: PlacedEdgeLabel): void => {
    const palette = PALETTES[getTheme()];
    to.save();
    to.globalAlpha = cy.getElementById(id).hasClass('faded') ? FADED_OPACITY : 1;
    to.translate(x, y);
    to.rotate(angle);
    to.font = `${EDGE_LABEL_STYLE.weight} ${EDGE_LABEL_STYLE.size}px ${FONT_FAMILY}`;
    to.textAlign = 'center';
    to.textBaseline = 'middle';
    to.lineJoin = 'round';
    to.lineWidth = 2 * HALO;
    to.strokeStyle = palette.background;
    to.strokeText(text, 0, 0);
    to.fillStyle = palette.mutedText;
    to.fillText(text, 0, 0);
    to.restore();
  };
  const drawInsides = (to: CanvasRenderingContext2D): void => {
    const size = 10 * cy.zoom();
    if (size < 6) return;
    to.font = `600 ${size}px ${FONT_FAMILY}`;
    to.textAlign = 'center';
    to.textBaseline = 'middle';
    to.fillStyle = PALETTES[getTheme()].background;
    for (const { node, caption } of insides) {
      const { x, y } = node.position();
      to.globalAlpha = node.hasClass('faded') ? FADED_OPACITY : 1;
      to.fillText(caption, x * cy.zoom(), y * cy.zoom() + size * 0.04);
    }
    to.globalAlpha = 1;
  };
  const forgetSources = (): void => {
    sources = undefined;
    placedZoom = Number.NaN;
  };
  const forgetPlaces = (): void => {
    placedZoom = Number.NaN;
  };
  const hover = ({ target, type }: EventObject): void => {
    // Where edges lie dense, the pointer crosses one after the other, and each would draw everything anew.
    if (target.isEdge() && chooseDetail(cy.edges().length, cy.zoom()) === 'dense') return;
    target.toggleClass('hovered', type === 'mouseover');
    forgetPlaces();
  };
  cy.on('render', draw);
  cy.on('position', 'node', forgetPlaces);
  cy.on('select unselect', forgetPlaces);
  cy.on('add remove', forgetSources);
  cy.on('mouseover mouseout', 'node, edge', hover);
  const measureAnew = (): void => {
    forgetMeasures();
    forgetPlaces();
    draw();
  };
  document.fonts.addEventListener('loadingdone', measureAnew);
  return {
    refresh: () => {
      forgetSources();
      cy.forceRender();
    },
    findNodeAt: (x, y) => {
      const pan = cy.pan();
      const point = { x1: x - pan.x, y1: y - pan.y, x2: x - pan.x + 0.01, y2: y - pan.y + 0.01 };
      return placed.find((label) => isOverlapping(label.box, point))?.id;
    },
    detach: () => {
      document.fonts.removeEventListener('loadingdone', measureAnew);
      cy.off('render', draw);
      cy.off('position', 'node', forgetPlaces);
      cy.off('select unselect', forgetPlaces);
      cy.off('add remove', forgetSources);
      cy.off('mouseover mouseout', 'node, edge', hover);
      canvas.remove();
    },
  };
}

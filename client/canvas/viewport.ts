import type { Core } from 'cytoscape';
import { toBounds } from './boxes.ts';
import { getNodeBox } from './footprint.ts';

const PADDING = 36;
/** A few nodes are not blown up to fill the screen. */
const MAX_FIT_ZOOM = 1.1;
export const ZOOM_LIMITS = { minZoom: 0.02, maxZoom: 4 };

/** Shows these nodes, or all that are visible, with their labels. False where the page gives no room yet. */
export function fitView(cy: Core, ids?: readonly string[]): boolean {
  const wanted = ids === undefined ? undefined : new Set(ids);
  const nodes = cy.nodes().filter((node) => !node.hasClass('gone') && (wanted?.has(node.id()) ?? true));
  const bounds = toBounds(nodes.map(getNodeBox));
  if (cy.width() <= 2 * PADDING || cy.height() <= 2 * PADDING) return false;
  if (!bounds) return true;
  const zoom = Math.min(
    (cy.width() - 2 * PADDING) / (bounds.x2 - bounds.x1),
    (cy.height() - 2 * PADDING) / (bounds.y2 - bounds.y1),
    MAX_FIT_ZOOM,
  );
  const level = Math.max(ZOOM_LIMITS.minZoom, zoom);
  cy.viewport({
    zoom: level,
    pan: {
      x: cy.width() / 2 - (level * (bounds.x1 + bounds.x2)) / 2,
      y: cy.height() / 2 - (level * (bounds.y1 + bounds.y2)) / 2,
    },
  });
  return true;
}

export function zoomView(cy: Core, factor: number): void {
  const level = Math.min(ZOOM_LIMITS.maxZoom, Math.max(ZOOM_LIMITS.minZoom, cy.zoom() * factor));
  cy.zoom({ level, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
}

/** Brings the node to the middle, unless it is already in view. */
export function revealNode(cy: Core, id: string): void {
  const node = cy.getElementById(id);
  if (node.empty() || !node.isNode()) return;
  const { x, y } = node.renderedPosition();
  const inView = x > PADDING && y > PADDING && x < cy.width() - PADDING && y < cy.height() - PADDING;
  if (!inView) cy.panBy({ x: cy.width() / 2 - x, y: cy.height() / 2 - y });
}

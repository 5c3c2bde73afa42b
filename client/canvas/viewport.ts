import type { Core, NodeCollection } from 'cytoscape';
import { type Box, toBounds } from './boxes.ts';
import { getNodeBox } from './footprint.ts';
import { layoutLabels, toNodeBox } from './label-layout.ts';
import { getLabelSources, toLabelRequests } from './label-requests.ts';

const PADDING = 36;
/** Above this, labels at the rim are reckoned by their longest instead of laid out. */
const MAX_LABELLED = 400;
const FIT_ROUNDS = 6;
/** A few nodes are not blown up to fill the screen; on a large one, pixels are small and they may grow. */
const FIT_ZOOM = { least: 1.1, most: 2, width: 1300 };
export const ZOOM_LIMITS = { minZoom: 0.02, maxZoom: 4 };

/** Shows these nodes, or all that are visible, with their labels. False where the page gives no room yet. */
export function fitView(cy: Core, ids?: readonly string[]): boolean {
  const wanted = ids === undefined ? undefined : new Set(ids);
  const nodes = cy.nodes().filter((node) => !node.hasClass('gone') && (wanted?.has(node.id()) ?? true));
  if (cy.width() <= 2 * PADDING || cy.height() <= 2 * PADDING) return false;
  const getBounds = createBounds(cy, nodes.nodes());
  let zoom = Math.min(FIT_ZOOM.most, Math.max(FIT_ZOOM.least, cy.width() / FIT_ZOOM.width));
  let bounds = getBounds(zoom);
  for (let round = 0; round < FIT_ROUNDS && bounds; round += 1) {
    const fitting = Math.min(
      (cy.width() - 2 * PADDING) / (bounds.x2 - bounds.x1),
      (cy.height() - 2 * PADDING) / (bounds.y2 - bounds.y1),
    );
    if (fitting >= 1) break;
    zoom = Math.max(ZOOM_LIMITS.minZoom, zoom * fitting);
    bounds = getBounds(zoom);
  }
  if (!bounds) return true;
  cy.viewport({
    zoom,
    pan: { x: cy.width() / 2 - (bounds.x1 + bounds.x2) / 2, y: cy.height() / 2 - (bounds.y1 + bounds.y2) / 2 },
  });
  return true;
}

/** Room of nodes and labels at a zoom, in pixels of the screen; labels keep their size, so it does not grow in step. */
function createBounds(cy: Core, nodes: NodeCollection): (zoom: number) => Box | undefined {
  if (nodes.length > MAX_LABELLED) {
    const boxes = nodes.map(getNodeBox);
    return (zoom) =>
      toBounds(
        boxes.map((box) => {
          const halfWidth = (box.x2 - box.x1) / 2;
          const x = ((box.x1 + box.x2) / 2) * zoom;
          return { x1: x - halfWidth, y1: box.y1 * zoom, x2: x + halfWidth, y2: box.y2 * zoom };
        }),
      );
  }
  const wanted = new Set(nodes.map((node) => node.id()));
  const sources = getLabelSources(cy);
  return (zoom) => {
    const requests = toLabelRequests(sources, zoom, ({ node }) => node.selected());
    const labels = layoutLabels(requests.filter(({ text, badge }) => text !== '' || badge !== undefined));
    return toBounds([
      ...requests.filter(({ id }) => wanted.has(id)).map(toNodeBox),
      ...labels.filter(({ id }) => wanted.has(id)).map(({ box }) => box),
    ]);
  };
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

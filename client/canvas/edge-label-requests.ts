import type { Core, EdgeCollection, EdgeSingular, Position } from 'cytoscape';
import { getEdgeAppearance } from './appearance.ts';
import { type EdgeLabelRequest, hasRoomForEdgeLabels } from './edge-labels.ts';
import type { EdgeRecord } from './elements.ts';
import { toEdgeLabel } from './label-text.ts';

/** A hub with more edges than this says its numbers in the details, not on the lines. */
const MAX_EMPHASIZED = 60;

/** Edges that are hovered, selected or at a selected node, and all where there is room. */
export function getEdgeLabelRequests(cy: Core, zoom: number): EdgeLabelRequest[] {
  const close = cy.edges(':selected, .hovered').union(getEdgesOfSelected(cy));
  const shown = cy.edges().length;
  const edges = hasRoomForEdgeLabels(shown, zoom) && shown <= 1000 ? cy.edges() : close.edges();
  return edges
    .toArray()
    .filter((edge) => edge.visible())
    .map((edge) => {
      const at = ({ x, y }: Position): Position => ({ x: x * zoom, y: y * zoom });
      return {
        id: edge.id(),
        text: getEdgeText(edge),
        from: at(edge.sourceEndpoint()),
        to: at(edge.targetEndpoint()),
        middle: at(edge.midpoint()),
        emphasized: close.has(edge),
      };
    });
}

export function getEdgeText(edge: EdgeSingular): string {
  const { type, count } = edge.data() as EdgeRecord;
  return toEdgeLabel(type, count, getEdgeAppearance(type, 'light').countsLookups);
}

function getEdgesOfSelected(cy: Core): EdgeCollection {
  const edges = cy.nodes(':selected').connectedEdges();
  return edges.length <= MAX_EMPHASIZED ? edges : cy.collection().edges();
}

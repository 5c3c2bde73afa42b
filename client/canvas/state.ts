import type { Core } from 'cytoscape';
import { isEdgeTypeName, isNodeLabel } from '../../shared/ontology.ts';
import type { EdgeRecord, NodeRecord } from './elements.ts';
import type { ActHistory } from './history.ts';
import type { CanvasState, Legend, LegendEntry, Selection } from './types.ts';
import { getHiddenNames } from './visibility.ts';

export function toState(cy: Core, history: ActHistory, layout: CanvasState['layout']): CanvasState {
  return {
    nodeCount: cy.nodes().length,
    edgeCount: cy.edges().length,
    hiddenCount: cy.nodes('.gone').length,
    selection: getSelection(cy),
    legend: toLegend(cy),
    undo: history.getUndoName(),
    redo: history.getRedoName(),
    step: history.getStep(),
    layout,
  };
}

export function getSelection(cy: Core): Selection {
  return {
    nodes: cy.nodes(':selected').map((node) => node.id()),
    edges: cy.edges(':selected').map((edge) => edge.id()),
  };
}

/** Most frequent first, then by name. */
export function toLegend(cy: Core): Legend {
  return {
    labels: toEntries(
      cy.nodes().map((node) => (node.data() as NodeRecord).label),
      getHiddenNames(cy, 'hiddenLabels'),
      isNodeLabel,
    ),
    types: toEntries(
      cy.edges().map((edge) => (edge.data() as EdgeRecord).type),
      getHiddenNames(cy, 'hiddenTypes'),
      isEdgeTypeName,
    ),
  };
}

function toEntries(
  names: readonly string[],
  hidden: readonly string[],
  isKnown: (name: string) => boolean,
): LegendEntry[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .map(([name, count]) => ({ name, count, hidden: hidden.includes(name), known: isKnown(name) }))
    .sort((a, b) => b.count - a.count || a.name.localeCompare(b.name));
}

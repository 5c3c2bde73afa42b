/**
 * An element of the page at the place of the selected node: what the canvas names as its active descendant, so that
 * screen readers read the node and magnifiers follow it.
 */
import type { Core } from 'cytoscape';
import type { GraphNode } from '../../shared/graph.ts';
import { getPrimaryLabel } from '../../shared/ontology.ts';
import { toCaption } from './label-text.ts';

const ID = 'active-node';

/** Follows the selected node on the screen; returns its undo. */
export function attachActiveNode(
  cy: Core,
  container: HTMLElement,
  getNode: (id: string) => GraphNode | undefined,
): () => void {
  const marker = document.createElement('div');
  marker.id = ID;
  marker.setAttribute('role', 'img');
  marker.style.cssText = 'position:absolute;pointer-events:none';
  let place = '';

  const follow = (): void => {
    const selected = cy.nodes(':selected').first();
    const node = selected.empty() ? undefined : getNode(selected.id());
    if (!node) {
      if (place === '') return;
      place = '';
      container.removeAttribute('aria-activedescendant');
      marker.remove();
      return;
    }
    const { x, y } = selected.renderedPosition();
    const width = selected.renderedWidth();
    const height = selected.renderedHeight();
    const next = [node.id, x, y, width, height].join(' ');
    if (next === place) return;
    place = next;
    marker.setAttribute('aria-label', `${getPrimaryLabel(node.labels)} ${toCaption(node)}`);
    marker.style.left = `${x - width / 2}px`;
    marker.style.top = `${y - height / 2}px`;
    marker.style.width = `${width}px`;
    marker.style.height = `${height}px`;
    if (!marker.isConnected) container.append(marker);
    container.setAttribute('aria-activedescendant', ID);
  };
  cy.on('render', follow);
  return () => {
    cy.off('render', follow);
    container.removeAttribute('aria-activedescendant');
    marker.remove();
  };
}

/** Every act on the canvas is a list of these changes. Each has an inverse, and that is all undo is. */
import type { Core, Position } from 'cytoscape';
import { type CanvasElement, toDefinition } from './elements.ts';

export type Change =
  | { type: 'add'; elements: CanvasElement[] }
  | { type: 'remove'; elements: CanvasElement[] }
  /** A field of one element, or of the whole canvas where `id` is undefined. */
  | { type: 'set'; id: string | undefined; key: string; before: unknown; after: unknown }
  | { type: 'move'; moves: Move[] };

export type Move = { id: string; before: Position; after: Position };

export function applyChanges(cy: Core, changes: readonly Change[]): void {
  cy.batch(() => {
    for (const change of changes) applyChange(cy, change);
  });
}

/** The changes that take these back, in the order in which they must be applied. */
export function invertChanges(changes: readonly Change[]): Change[] {
  return changes.map(invertChange).reverse();
}

function applyChange(cy: Core, change: Change): void {
  switch (change.type) {
    case 'add':
      cy.add(change.elements.map(toDefinition));
      return;
    case 'remove': {
      const gone = cy.collection();
      for (const element of change.elements) gone.merge(cy.getElementById(element.data.id));
      gone.remove();
      return;
    }
    case 'set':
      if (change.id === undefined) cy.data(change.key, change.after);
      else cy.getElementById(change.id).data(change.key, change.after);
      return;
    case 'move':
      for (const move of change.moves) cy.getElementById(move.id).position({ ...move.after });
  }
}

function invertChange(change: Change): Change {
  switch (change.type) {
    case 'add':
      // Edges hang on nodes: they were added last and go first.
      return { type: 'remove', elements: change.elements.toReversed() };
    case 'remove':
      return { type: 'add', elements: sortNodesFirst(change.elements) };
    case 'set':
      return { ...change, before: change.after, after: change.before };
    case 'move':
      return {
        type: 'move',
        moves: change.moves.map(({ id, before, after }) => ({ id, before: after, after: before })),
      };
  }
}

export function sortNodesFirst(elements: readonly CanvasElement[]): CanvasElement[] {
  return elements.toSorted((a, b) => Number(a.group === 'edges') - Number(b.group === 'edges'));
}

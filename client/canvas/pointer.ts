/** Mouse and touch: menus, double click, labels that can be clicked, and dragging as an act that can be undone. */
import type { Core, EventObject, NodeSingular, Position } from 'cytoscape';
import type { Move } from './changes.ts';

export type PointerActs = {
  openMenu: (event: { target: string | undefined; kind: 'node' | 'edge' | 'canvas'; x: number; y: number }) => void;
  activate: (nodeId: string) => void;
  select: (nodeId: string) => void;
  findLabelAt: (x: number, y: number) => string | undefined;
  /** The nodes already lie at `after`. */
  recordDrag: (moves: Move[]) => void;
};

/** Listens to Cytoscape's own events; returns its undo. */
export function attachPointer(cy: Core, container: HTMLElement, acts: PointerActs): () => void {
  let grabbed = new Map<string, Position>();

  const openMenu = (event: EventObject): void => {
    const point = toClientPoint(event.originalEvent);
    if (!point) return;
    const target = event.target === cy ? undefined : event.target;
    const label = target ? undefined : acts.findLabelAt(event.renderedPosition.x, event.renderedPosition.y);
    const kind = label !== undefined || target?.isNode() ? 'node' : target ? 'edge' : 'canvas';
    acts.openMenu({ target: label ?? target?.id(), kind, ...point });
  };
  const openMenuByTouch = (event: EventObject): void => {
    if (event.originalEvent?.type.startsWith('touch')) openMenu(event);
  };
  const activate = (event: EventObject): void => {
    const id = event.target === cy ? findLabel(event) : event.target.isNode() ? event.target.id() : undefined;
    if (id !== undefined) acts.activate(id);
  };
  const findLabel = (event: EventObject): string | undefined =>
    acts.findLabelAt(event.renderedPosition.x, event.renderedPosition.y);
  const tapLabel = (event: EventObject): void => {
    if (event.target !== cy) return;
    const id = findLabel(event);
    // Cytoscape clears the selection on a tap beside the shapes, after this event.
    if (id !== undefined) queueMicrotask(() => acts.select(id));
  };
  const grab = (event: EventObject): void => {
    const node = event.target as NodeSingular;
    const moving = node.selected() ? cy.nodes(':selected') : cy.collection(node);
    grabbed = new Map(moving.nodes().map((each) => [each.id(), { ...each.position() }]));
  };
  const drop = (): void => {
    const moves = [...grabbed].map(([id, before]) => ({ id, before, after: { ...cy.getElementById(id).position() } }));
    grabbed = new Map();
    const moved = moves.filter(({ before, after }) => before.x !== after.x || before.y !== after.y);
    if (moved.length > 0) acts.recordDrag(moved);
  };
  const suppressMenu = (event: Event): void => event.preventDefault();
  const focus = (): void => container.focus({ preventScroll: true });
  const point = ({ type, target }: EventObject): void => {
    container.style.cursor = type === 'mouseover' && target !== cy ? 'pointer' : '';
  };

  cy.on('cxttap', openMenu);
  cy.on('taphold', openMenuByTouch);
  cy.on('dbltap', activate);
  cy.on('tap', tapLabel);
  cy.on('grabon', 'node', grab);
  cy.on('dragfreeon', 'node', drop);
  cy.on('mouseover mouseout', 'node, edge', point);
  container.addEventListener('contextmenu', suppressMenu);
  container.addEventListener('pointerdown', focus);
  return () => {
    cy.off('cxttap', openMenu);
    cy.off('taphold', openMenuByTouch);
    cy.off('dbltap', activate);
    cy.off('tap', tapLabel);
    cy.off('grabon', 'node', grab);
    cy.off('dragfreeon', 'node', drop);
    cy.off('mouseover mouseout', 'node, edge', point);
    container.removeEventListener('contextmenu', suppressMenu);
    container.removeEventListener('pointerdown', focus);
  };
}

function toClientPoint(event: Event | undefined): { x: number; y: number } | undefined {
  if (event instanceof MouseEvent) return { x: event.clientX, y: event.clientY };
  const touch = typeof TouchEvent !== 'undefined' && event instanceof TouchEvent ? event.changedTouches[0] : undefined;
  return touch && { x: touch.clientX, y: touch.clientY };
}

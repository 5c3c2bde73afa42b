/** The room a node needs on the plane: its shape and the label below it. */
import type { Core, NodeSingular, Position } from 'cytoscape';
import { getNodeAppearance } from './appearance.ts';
import { type Box, toBox } from './boxes.ts';
import type { NodeRecord } from './elements.ts';
import { MAX_LABEL_LENGTH } from './label-text.ts';

/** Mean advance of a character of Inter at 12 px, a little generous. */
const CHARACTER_WIDTH = 6.6;
export const LABEL_HEIGHT = 16;
const LABEL_GAP = 4;

export type Size = { width: number; height: number };
/** Anything with a label and a caption: drawn or about to be. */
export type Labelled = Pick<NodeRecord, 'label' | 'caption'>;

/** Width and height of shape and label together. */
export function getFootprint(node: Labelled): Size {
  const { size, keyInside } = getNodeAppearance(node.label);
  if (keyInside) return { width: size.width, height: size.height };
  const text = Math.min(node.caption.length, MAX_LABEL_LENGTH) * CHARACTER_WIDTH;
  return { width: Math.max(size.width, text), height: size.height + LABEL_GAP + LABEL_HEIGHT };
}

/** Where shape and label lie when the middle of the shape is at `position`. */
export function getFootprintBox(node: Labelled, position: Position): Box {
  const { width, height } = getFootprint(node);
  const shape = getNodeAppearance(node.label).size.height;
  return toBox({ x: position.x, y: position.y + (height - shape) / 2 }, width, height);
}

export function getNodeBox(node: NodeSingular): Box {
  return getFootprintBox(node.data() as NodeRecord, node.position());
}

export function getDrawnBoxes(cy: Core): Box[] {
  return cy.nodes().map((node) => getNodeBox(node));
}

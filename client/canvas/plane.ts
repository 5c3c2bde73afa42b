/** The plane with all that lies on it, and the free place nearest to a point. */
import type { Core, Position } from 'cytoscape';
import { getNodeAppearance } from './appearance.ts';
import { type Box, createBoxGrid, toBox } from './boxes.ts';
import type { NodeRecord } from './elements.ts';
import { getDrawnBoxes, getFootprintBox, type Labelled } from './footprint.ts';

const GRID_CELL = 80;
/** Free space kept around every node. */
const MARGIN = 6;
const RING_STEP = 46;
/** Places tried along a ring lie this far apart, in pixels. */
const SLOT = 16;
/** New nodes keep to one side of their parent, so that they do not mix with what is on the other. */
const FAN = (Math.PI * 11) / 18;
/** For a place whose edge to the center crosses no other node, a node may lie this many rings further out. */
const RINGS_FOR_A_CLEAR_EDGE = 4;
const EDGE_SAMPLE = 9;

export type Plane = {
  add: (node: Labelled, position: Position) => void;
  /** Room of what was added, not of what was drawn before. */
  getAdded: () => readonly Box[];
  /**
   * The free place nearest to the center, ring by ring, and within a ring nearest to the direction. Places that can be
   * joined to the center without crossing another node come first.
   */
  findPlace: (node: NodeRecord, center: Position, direction: number | undefined, firstRing: number) => Position;
};

export function createPlane(cy: Core): Plane {
  const rooms = createBoxGrid(GRID_CELL);
  const shapes = createBoxGrid(GRID_CELL);
  const added: Box[] = [];
  const addShape = ({ label }: Labelled, position: Position): void => {
    const { width, height } = getNodeAppearance(label).size;
    shapes.add(toBox(position, width + MARGIN, height + MARGIN));
  };
  for (const box of getDrawnBoxes(cy)) rooms.add(box);
  cy.nodes().forEach((node) => {
    addShape(node.data() as NodeRecord, node.position());
  });

  const isEdgeClear = (from: Position, to: Position): boolean => {
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    // The center itself stands on the plane.
    for (let along = 40; along < length - EDGE_SAMPLE; along += EDGE_SAMPLE) {
      const x = from.x + ((to.x - from.x) * along) / length;
      const y = from.y + ((to.y - from.y) * along) / length;
      if (!shapes.isFree({ x1: x - 1, y1: y - 1, x2: x + 1, y2: y + 1 })) return false;
    }
    return true;
  };

  return {
    add: (node, position) => {
      const { x1, y1, x2, y2 } = getFootprintBox(node, position);
      const box = { x1: x1 - MARGIN, y1: y1 - MARGIN, x2: x2 + MARGIN, y2: y2 + MARGIN };
      added.push(box);
      rooms.add(box);
      addShape(node, position);
    },
    getAdded: () => added,
    findPlace: (node, center, direction, firstRing) => {
      let behind: Position | undefined;
      let lastRing = Number.POSITIVE_INFINITY;
      for (let radius = firstRing; radius <= lastRing; radius += RING_STEP) {
        for (const angle of toAngles(radius, direction)) {
          const position = {
            x: Math.round(center.x + radius * Math.cos(angle)),
            y: Math.round(center.y + radius * Math.sin(angle)),
          };
          if (!rooms.isFree(getFootprintBox(node, position))) continue;
          if (isEdgeClear(center, position)) return position;
          if (behind) continue;
          behind = position;
          lastRing = radius + RINGS_FOR_A_CLEAR_EDGE * RING_STEP;
        }
      }
      return behind ?? center;
    },
  };
}

/** From the direction to both sides in turn; all around where there is no direction. */
function* toAngles(radius: number, direction: number | undefined): Generator<number> {
  const from = direction ?? -Math.PI / 2;
  const spread = direction === undefined ? Math.PI : FAN;
  const slots = Math.max(1, Math.floor((radius * spread) / SLOT));
  yield from;
  for (let slot = 1; slot <= slots; slot += 1) {
    yield from + (slot * spread) / slots;
    yield from - (slot * spread) / slots;
  }
}

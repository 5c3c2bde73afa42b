/** Neighbors by relation as the details list them: lookups first, then by count, with how many are drawn. */
import type { Relation } from '../../../shared/api.ts';
import type { Canvas, Expansion } from '../../canvas/types.ts';

/** `drawn`: neighbors by this relation that are on the canvas, however they came there. */
export type RelationLine = Relation & { drawn: number; expansion: Expansion | undefined };

const isLookup = (relation: Relation) => (relation.type === 'LOOKED_UP' ? 1 : 0);

function countDrawn(canvas: Canvas, id: string, { type, direction, label }: Relation): number {
  const others = canvas
    .getGraph()
    .edges.filter((edge) => edge.type === type && (direction === 'in' ? edge.target : edge.source) === id)
    .map((edge) => (direction === 'in' ? edge.source : edge.target));
  return [...new Set(others)].filter((other) => canvas.getNode(other)?.labels.includes(label)).length;
}

export function toRelationLines(canvas: Canvas, id: string, relations: readonly Relation[]): RelationLine[] {
  const expansions = canvas.getExpansions(id);
  return [...relations]
    .sort((a, b) => isLookup(b) - isLookup(a) || b.count - a.count || a.type.localeCompare(b.type))
    .map((relation) => ({
      ...relation,
      drawn: countDrawn(canvas, id, relation),
      expansion: expansions.find(
        ({ type, direction, label }) =>
          type === relation.type && direction === relation.direction && label === relation.label,
      ),
    }));
}

export function toRelationKey({ type, direction, label }: Relation): string {
  return `${direction} ${type} ${label}`;
}

/** What the button that draws more of a relation says: `Expand 50`, `Next 50`, `Next 12`. */
export function toExpandName(expansion: Expansion | undefined, total: number, limit: number): string {
  if (!expansion || expansion.shown >= expansion.total) return `Expand ${Math.min(limit, total)}`;
  return `Next ${Math.min(limit, expansion.total - expansion.shown)}`;
}

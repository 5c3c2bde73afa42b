/** Neighbors by relation as the details list them: lookups first, then by count. */
import type { Relation } from '../../../shared/api.ts';
import type { Expansion } from '../../canvas/types.ts';

export type RelationLine = Relation & { expansion: Expansion | undefined };

const isLookup = (relation: Relation) => (relation.type === 'LOOKED_UP' ? 1 : 0);

export function toRelationLines(relations: readonly Relation[], expansions: readonly Expansion[]): RelationLine[] {
  return [...relations]
    .sort((a, b) => isLookup(b) - isLookup(a) || b.count - a.count || a.type.localeCompare(b.type))
    .map((relation) => ({
      ...relation,
      expansion: expansions.find(
        ({ type, direction, label }) =>
          type === relation.type && direction === relation.direction && label === relation.label,
      ),
    }));
}

/** Extra labels, such as `Resolver`, make a second relation of the same edges; this is how the API names a relation. */
export function toRelationKey({ type, direction, label }: Relation): string {
  return `${direction} ${type} ${label}`;
}

/** What the button that draws more of a relation says: `Expand 50`, `Next 50`, `Next 12`. */
export function toExpandName(expansion: Expansion | undefined, total: number, limit: number): string {
  if (!expansion || expansion.shown >= expansion.total) return `Expand ${Math.min(limit, total)}`;
  return `Next ${Math.min(limit, expansion.total - expansion.shown)}`;
}

/** From what is drawn to what wants a label. */
import type { Core, NodeSingular } from 'cytoscape';
import { getNodeAppearance } from './appearance.ts';
import type { NodeRecord } from './elements.ts';
import { countExpansions } from './expansions.ts';
import { sortByImportance } from './importance.ts';
import type { LabelRequest } from './label-layout.ts';
import { shortenLabel, toBadge } from './label-text.ts';

/** What of a label does not change with the zoom. */
export type LabelSource = {
  node: NodeSingular;
  id: string;
  caption: string;
  short: string;
  badge: string | undefined;
  inside: boolean;
  width: number;
  height: number;
};

/** All visible nodes, most important first. */
export function getLabelSources(cy: Core): LabelSource[] {
  return sortByImportance(cy).map((node) => {
    const { id, label, caption } = node.data() as NodeRecord;
    const { size, keyInside } = getNodeAppearance(label);
    return {
      node,
      id,
      caption,
      short: shortenLabel(caption),
      badge: toBadge(countExpansions(node)),
      inside: keyInside === true,
      ...size,
    };
  });
}

/** So many of the most important nodes keep their labels in any crowd. */
const LEADING = 3;

/** `emphasized` nodes are labelled in full and before all others. */
export function toLabelRequests(
  sources: readonly LabelSource[],
  zoom: number,
  emphasized: (source: LabelSource) => boolean,
): LabelRequest[] {
  return sources.map((source, i) => {
    const { x, y } = source.node.position();
    const required = emphasized(source);
    return {
      id: source.id,
      text: source.inside ? '' : required ? source.caption : source.short,
      badge: source.badge,
      x: x * zoom,
      y: y * zoom,
      halfWidth: (source.width * zoom) / 2,
      halfHeight: (source.height * zoom) / 2,
      required,
      leading: i < LEADING,
    };
  });
}

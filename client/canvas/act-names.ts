/** How the history names the elements of an act. */
import type { Core } from 'cytoscape';
import { getEdgeRecord, getNodeRecord } from './elements.ts';

export function countNodes(count: number): string {
  return count === 1 ? '1 node' : `${count} nodes`;
}

/** "mail.example.com", "3 nodes", "1 edge". */
export function nameElements(cy: Core, ids: readonly string[]): string {
  const [only] = ids;
  if (ids.length === 1 && only !== undefined) {
    return getNodeRecord(cy, only)?.caption ?? getEdgeRecord(cy, only)?.type ?? only;
  }
  const nodes = ids.filter((id) => getNodeRecord(cy, id) !== undefined).length;
  if (nodes > 0) return countNodes(nodes);
  return `${ids.length} edges`;
}

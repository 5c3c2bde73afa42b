/** The part that the questions about neighbours share: which edges of a node lead to which neighbours. */
import { isNodeLabel, NODE_LABELS } from '../../shared/ontology.ts';
import type { Degree } from './find-degrees.ts';
import { quoteName } from './quote-name.ts';

function toTypes(degrees: Degree[], direction: 'in' | 'out'): string | undefined {
  const types = degrees.filter((degree) => degree.direction === direction).map(({ type }) => quoteName(type));
  return types.length === 0 ? undefined : types.join('|');
}

/** Rows `n`, `r`, `m`: every edge of these types and directions at the node `$node`, and the node at its other end. */
export function matchEdges(degrees: Degree[]): string {
  const outgoing = toTypes(degrees, 'out');
  const incoming = toTypes(degrees, 'in');
  const branches = [
    outgoing && `MATCH (n)-[r:${outgoing}]->(m) RETURN r, m`,
    incoming && `MATCH (n)<-[r:${incoming}]-(m) RETURN r, m`,
  ].filter((branch) => branch !== undefined);
  return `
MATCH (n)
WHERE elementId(n) = $node
CALL (n) {
  ${branches.join('\n  UNION ALL\n  ')}
}
WITH n, r, m
WHERE m <> n
  AND (labels(m) = [] OR any(label IN labels(m) WHERE NOT label STARTS WITH '_'))`;
}

/** Keeps the neighbours whose first label (as `orderLabels` orders them) is `$label`. */
const LABEL_CONDITION = `
  AND $label IN labels(m)
  AND none(other IN labels(m) WHERE other IN $before OR ($isForeign AND other < $label AND NOT other STARTS WITH '_'))`;

export function labelCondition(label: string | undefined): { cypher: string; params: Record<string, unknown> } {
  if (label === undefined) return { cypher: '', params: {} };
  const isForeign = !isNodeLabel(label);
  const before = isForeign ? NODE_LABELS : NODE_LABELS.slice(0, NODE_LABELS.indexOf(label));
  return { cypher: LABEL_CONDITION, params: { label, before, isForeign } };
}

/** The parts that the questions about neighbours share: which edges lead to which neighbours, and their ids in Cypher. */
import { isNodeLabel, NODE_LABELS } from '../../shared/ontology.ts';
import type { Degree } from './find-degrees.ts';
import type { Key } from './find-keys.ts';
import { quoteName } from './quote-name.ts';

function toTypes(degrees: Degree[], direction: 'in' | 'out'): string | undefined {
  const types = degrees.filter((degree) => degree.direction === direction).map(({ type }) => quoteName(type));
  return types.length === 0 ? undefined : types.join('|');
}

/** Asks a node for all its labels only where it has one of our bookkeeping's at all. */
function toVisible(hiddenLabels: string[]): string {
  if (hiddenLabels.length === 0) return '';
  const hidden = hiddenLabels.map(quoteName).join('|');
  return `
  AND (NOT m:${hidden} OR any(label IN labels(m) WHERE NOT label STARTS WITH '_'))`;
}

/** One MATCH for each direction there is, between `n` and `m`, joined by UNION ALL. */
export function toBranches(degrees: Degree[], returns: string): string {
  const outgoing = toTypes(degrees, 'out');
  const incoming = toTypes(degrees, 'in');
  return [
    outgoing && `MATCH (n)-[r:${outgoing}]->(m) ${returns}`,
    incoming && `MATCH (n)<-[r:${incoming}]-(m) ${returns}`,
  ]
    .filter((branch) => branch !== undefined)
    .join('\n  UNION ALL\n  ');
}

/** Rows `n`, `r`, `m`: every edge of these types and directions at the node `$node`, and the node at its other end. */
export function matchEdges(degrees: Degree[], hiddenLabels: string[]): string {
  return `
MATCH (n)
WHERE elementId(n) = $node
CALL (n) {
  ${toBranches(degrees, 'RETURN r, m')}
}
WITH n, r, m
WHERE m <> n${toVisible(hiddenLabels)}`;
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

/** The public id of `m`, as `getNodeId` makes it; written out per key, because a loop over them is many times slower. */
export function toIdExpression(keys: readonly Key[], labels: readonly string[]): string {
  const branches = keys
    .filter(({ label }) => labels.includes(label))
    .map(({ label, property }) => {
      const key = `m.${quoteName(property)}`;
      return `WHEN m:${quoteName(label)} AND toStringOrNull(${key}) <> '' THEN '${label.replace(/[\\']/g, '\\$&')}:' + toString(${key})`;
    });
  return ['CASE', ...branches, "ELSE '~' + elementId(m)", 'END'].join('\n    ');
}

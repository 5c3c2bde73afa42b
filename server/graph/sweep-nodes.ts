/** Takes away nodes that have lost an edge and that nothing holds any more. */
import { NODE_LABELS, type NodeLabel } from '../../shared/ontology.ts';
import { SUFFIX_LIST_PROVENANCE } from '../../shared/suffix-list.ts';
import { type Database, writeTransaction } from './database.ts';

/** Host names first: a domain is held by those in it. Addresses next: a prefix is held by those in it. */
const ORDER: readonly NodeLabel[] = [
  'HostName',
  'IP',
  ...NODE_LABELS.filter((label) => label !== 'HostName' && label !== 'IP'),
];

/**
 * What follows from a node's key or was derived does not hold it: the domain of a host name, the prefixes of an address,
 * QUERIED_FROM.
 */
function toSweepCypher(label: NodeLabel): string {
  return `
    MATCH (node:${label}&_Loose)
    WITH node
    LIMIT 2000
    REMOVE node:_Loose
    WITH node
    WHERE NOT EXISTS {
      MATCH (node)-[edge]-()
      WHERE NOT (type(edge) = 'QUERIED_FROM' AND edge.tables IS NOT NULL)
        AND NOT (type(edge) = 'PART_OF' AND startNode(edge) = node AND (
          node:IP OR node:HostName AND edge.reference_name = $suffixList
        ))
    }
    CALL (node) {
      OPTIONAL MATCH (node)-[:PART_OF]->(whole)
      SET whole:_Loose
    }
    DETACH DELETE node`;
}

/** Nodes deleted by label. Marks (`_Loose`) go with each page, so an interrupted sweep goes on where it stopped. */
export async function sweepNodes(database: Database): Promise<Partial<Record<NodeLabel, number>>> {
  const deleted: Partial<Record<NodeLabel, number>> = {};
  for (const label of ORDER) {
    for (;;) {
      const { nodes, marks } = await writeTransaction(database, async (tx) => {
        const { summary } = await tx.run(toSweepCypher(label), { suffixList: SUFFIX_LIST_PROVENANCE.reference_name });
        const { nodesDeleted, labelsRemoved } = summary.counters.updates();
        return { nodes: nodesDeleted, marks: labelsRemoved };
      });
      if (marks === 0) break;
      if (nodes > 0) deleted[label] = (deleted[label] ?? 0) + nodes;
    }
  }
  return deleted;
}

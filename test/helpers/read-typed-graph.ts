/** The whole graph with the types of its properties, for comparing two ways of writing it. */
import { type Database, readRecords } from '../../server/graph/database.ts';

/** Every node and edge with its properties and their types, as sorted text. */
export async function readTypedGraph(database: Database): Promise<string[]> {
  const nodes = await readRecords(
    database,
    `MATCH (node)
     WHERE NOT node:_Dataset AND NOT node:_Lane
     RETURN labels(node) AS labels, [
       name IN keys(node) WHERE NOT name IN ['startedAt', 'heartbeat'] |
       [name, valueType(node[name]), toStringOrNull(node[name]), node[name]]
     ] AS cells`,
  );
  const edges = await readRecords(
    database,
    `MATCH (source)-[edge]->(target)
     RETURN [labels(source)[0], coalesce(source.name, source.ip, source.asn, source.prefix), type(edge),
       labels(target)[0], coalesce(target.name, target.ip, target.prefix, target.country_code)] AS labels,
       [name IN keys(edge) | [name, valueType(edge[name]), toStringOrNull(edge[name]), edge[name]]] AS cells`,
  );
  const toText = (value: unknown) => {
    return JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? `${each}n` : each));
  };
  return [...nodes, ...edges]
    .map((record) => {
      const cells = (record.get('cells') as unknown[][]).map(toText).sort();
      return `${toText(record.get('labels'))} ${cells.join(' ')}`;
    })
    .sort();
}

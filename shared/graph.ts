/** The one graph shape on the wire: every answer that holds nodes and edges holds them like this. */
import { z } from 'zod';

export type PropertyValue = string | number | boolean | null | PropertyValue[] | { [key: string]: PropertyValue };

/**
 * A property or a result cell: JSON only. Dates are ISO 8601 UTC text, integers beyond 2^53 are decimal text.
 */
export const PropertyValue: z.ZodType<PropertyValue> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(PropertyValue), z.record(z.string(), PropertyValue)]),
);

export const Properties = z.record(z.string(), PropertyValue);
export type Properties = z.infer<typeof Properties>;

/** `id` is `Label:key` (`AS:64500`), or `~elementId` where no label of the node has a known key. */
export const GraphNode = z.strictObject({ id: z.string(), labels: z.array(z.string()), properties: Properties });
export type GraphNode = z.infer<typeof GraphNode>;

/** `id` is made from type, ends and data set, so that the same fact has the same id on any database. */
export const GraphEdge = z.strictObject({
  id: z.string(),
  type: z.string(),
  source: z.string(),
  target: z.string(),
  properties: Properties,
});
export type GraphEdge = z.infer<typeof GraphEdge>;

export const Graph = z.strictObject({ nodes: z.array(GraphNode), edges: z.array(GraphEdge) });
export type Graph = z.infer<typeof Graph>;

/**
 * How a node, edge or path appears inside a result cell; the element itself is in `nodes` and `edges` of the answer.
 */
export type NodeCell = { $node: string };
export type EdgeCell = { $edge: string };
export type PathCell = { $path: { nodes: string[]; edges: string[] } };

/** The id of an edge: `type|source|target|data set`, with `|` and `\` in the parts escaped by `\`. */
export function toEdgeId(type: string, source: string, target: string, dataset: string): string {
  return [type, source, target, dataset].map((part) => part.replace(/[\\|]/g, '\\$&')).join('|');
}

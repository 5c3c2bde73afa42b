/** What is in a cell of an answer, and how it reads as text. */
import type { CypherAnswer } from '../../../shared/api.ts';
import type { EdgeCell, GraphEdge, GraphNode, NodeCell, PathCell, PropertyValue } from '../../../shared/graph.ts';
import { toCaption } from '../../ui/node-caption.ts';

/** The nodes and edges of an answer by id: cells name them only. */
export type Elements = { nodes: ReadonlyMap<string, GraphNode>; edges: ReadonlyMap<string, GraphEdge> };

export function toElements(answer: Pick<CypherAnswer, 'nodes' | 'edges'>): Elements {
  return {
    nodes: new Map(answer.nodes.map((node) => [node.id, node])),
    edges: new Map(answer.edges.map((edge) => [edge.id, edge])),
  };
}

export function isMap(value: PropertyValue | undefined): value is { [key: string]: PropertyValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isNodeCell(value: PropertyValue): value is NodeCell {
  return isMap(value) && typeof value.$node === 'string';
}

export function isEdgeCell(value: PropertyValue): value is EdgeCell {
  return isMap(value) && typeof value.$edge === 'string';
}

export function isPathCell(value: PropertyValue): value is PathCell {
  return isMap(value) && isMap(value.$path) && Array.isArray(value.$path.nodes) && Array.isArray(value.$path.edges);
}

const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

/** ISO 8601 text with a zone, as the API writes moments. */
export function isDateTime(value: PropertyValue): value is string {
  return typeof value === 'string' && DATE_TIME.test(value);
}

const NUMBER = new Intl.NumberFormat('en', { maximumFractionDigits: 3 });
const BIG_INTEGER = /^-?\d{16,}$/;

/** With thousands separators; text where the API sent an integer beyond 2^53 as text. */
export function toNumberText(value: number | string): string {
  return typeof value === 'string' ? NUMBER.format(BigInt(value)) : NUMBER.format(value);
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** `2016-05-03 14:05:09` in the zone; the zone itself is said once, in the column's head. */
export function toDateTimeText(value: string, timezone: string): string {
  const formatter =
    formatters.get(timezone) ??
    new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short', timeStyle: 'medium' });
  formatters.set(timezone, formatter);
  return formatter.format(new Date(value));
}

export function nodeText(id: string, elements: Elements): string {
  const node = elements.nodes.get(id);
  return node ? toCaption(node) : id;
}

export function edgeText(id: string, elements: Elements): string {
  const edge = elements.edges.get(id);
  return edge ? `${nodeText(edge.source, elements)} –${edge.type}→ ${nodeText(edge.target, elements)}` : id;
}

/** The cell as one line of plain text: what filter, copy and CSV see. Moments stay ISO 8601 UTC. */
export function toCellText(value: PropertyValue, elements: Elements): string {
  if (value === null) return '';
  if (typeof value !== 'object') return String(value);
  if (isNodeCell(value)) return nodeText(value.$node, elements);
  if (isEdgeCell(value)) return edgeText(value.$edge, elements);
  if (isPathCell(value)) return value.$path.nodes.map((id) => nodeText(id, elements)).join(' – ');
  if (Array.isArray(value)) return value.map((item) => toCellText(item, elements)).join('; ');
  return Object.entries(value)
    .map(([key, item]) => `${key}: ${toCellText(item, elements)}`)
    .join('; ');
}

export type ColumnKind = 'number' | 'share' | 'datetime' | 'other';
/** `scale`: what a full bar stands for, in the column's own unit. */
export type Column = { index: number; name: string; kind: ColumnKind; scale: number };

const SHARE_NAME = /(^|[^a-z])(share|percent|pct|ratio|fraction|portion)([^a-z]|$)|%/;

/** `sharePercent`, `share_of_lookups` and `Share (%)` are all words that say so. */
function isShareName(name: string): boolean {
  return SHARE_NAME.test(name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase());
}

/**
 * What each column holds, judged by all of its cells. A share is a number column that says so by its name and stays
 * between 0 and 100: up to 1 it is read as a fraction unless the name speaks of per cent.
 */
export function toColumns(answer: Pick<CypherAnswer, 'columns' | 'rows'>): Column[] {
  return answer.columns.map((name, index) => {
    const values = answer.rows.map((row) => row[index] ?? null).filter((value) => value !== null);
    const column = { index, name, kind: 'other', scale: 1 } satisfies Column;
    if (values.length === 0) return column;
    if (values.every(isDateTime)) return { ...column, kind: 'datetime' };
    const isNumber = (value: PropertyValue) =>
      typeof value === 'number' || (typeof value === 'string' && BIG_INTEGER.test(value));
    if (!values.every(isNumber)) return column;
    const numbers = values.map(Number);
    const top = numbers.reduce((max, number) => Math.max(max, number), 0);
    const isShare = isShareName(name) && top <= 100.0001 && numbers.every((number) => number >= 0);
    if (!isShare) return { ...column, kind: 'number' };
    const isFraction = top <= 1 && !/percent|pct|%/i.test(name);
    return { ...column, kind: 'share', scale: isFraction ? 1 : 100 };
  });
}

const TEXT_ORDER = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Numbers by size, all else by text in which digits count as numbers. */
export function compareCells(a: PropertyValue, b: PropertyValue, elements: Elements): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return TEXT_ORDER.compare(toCellText(a, elements), toCellText(b, elements));
}

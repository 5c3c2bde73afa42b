/** The words of labels and badges. */
import type { GraphNode } from '../../shared/graph.ts';
import { getPrimaryLabel, isNodeLabel, NODE_TYPES, type NodeType } from '../../shared/ontology.ts';
import type { Expansion } from './types.ts';

export const MAX_LABEL_LENGTH = 26;

const ELLIPSIS = '…';
const numbers = new Intl.NumberFormat('en-US');

/** What a node is called on the canvas, in full: its key, for an AS with the letters before the number. */
export function toCaption(node: GraphNode): string {
  const label = getPrimaryLabel(node.labels);
  if (isNodeLabel(label)) {
    const type: NodeType = NODE_TYPES[label];
    const key = node.properties[type.key];
    if (key !== undefined && key !== null) return `${type.keyPrefix ?? ''}${String(key)}`;
  }
  const named = node.properties.name ?? node.properties.title ?? node.properties.id;
  if (typeof named === 'string' || typeof named === 'number') return String(named);
  const text = Object.values(node.properties).find((value) => typeof value === 'string');
  return typeof text === 'string' ? text : label || node.id;
}

/**
 * Shortened in the middle, because names differ at the front and belong together at the end:
 * `mail.…example.com`. Cuts at dots, colons and spaces where one is near. Never longer than `max` characters.
 */
export function shortenLabel(text: string, max = MAX_LABEL_LENGTH): string {
  const characters = [...text];
  if (characters.length <= max) return text;
  const room = max - 1;
  const head = cutHead(characters, Math.ceil(room * 0.4));
  const tail = cutTail(characters, room - head.length);
  return [...head, ELLIPSIS, ...tail].join('');
}

function isBreak(character: string | undefined): boolean {
  return character !== undefined && '.: -/_'.includes(character);
}

function cutHead(characters: string[], length: number): string[] {
  for (let end = length; end >= length / 2; end -= 1) {
    if (isBreak(characters[end - 1])) return characters.slice(0, end);
  }
  return characters.slice(0, length);
}

function cutTail(characters: string[], length: number): string[] {
  const start = characters.length - length;
  for (let from = start; from < start + length / 2; from += 1) {
    if (isBreak(characters[from - 1])) return characters.slice(from);
  }
  return characters.slice(start);
}

/** "50 of 5,210" for the relation of which most is missing; undefined where everything is drawn. */
export function toBadge(expansions: readonly Expansion[]): string | undefined {
  const [most] = [...expansions].sort((a, b) => b.total - b.shown - (a.total - a.shown));
  if (!most || most.shown >= most.total) return undefined;
  return `${numbers.format(most.shown)} of ${numbers.format(most.total)}`;
}

/** What stands on an edge where there is room: its type in words, with the lookups where it counts some. */
export function toEdgeLabel(type: string, count: number, countsLookups: boolean): string {
  if (countsLookups) return `${numbers.format(count)} ${count === 1 ? 'lookup' : 'lookups'}`;
  return type.toLowerCase().replaceAll('_', ' ');
}

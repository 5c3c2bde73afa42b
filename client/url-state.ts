/**
 * What was asked is in the URL: the fragment holds the acts in order and what is open beside the canvas. A fragment
 * never reaches a server, so no client address in it ends up in an access log.
 */
import { type Direction, MAX_HOPS, MAX_NEIGHBORS, MAX_ROWS } from '../shared/api.ts';
import type { PropertyValue } from '../shared/graph.ts';
import type { LayoutName, Selection } from './canvas/types.ts';

/** Something that was asked and changed the canvas; replaying all of them in order gives the same view. */
export type Act =
  | { type: 'show'; ids: string[] }
  | { type: 'expand'; node: string; limit: number; edge?: string; direction?: Direction; label?: string }
  | { type: 'run'; query: string; params: Record<string, PropertyValue>; limit: number }
  | { type: 'cypher'; text: string; params: Record<string, PropertyValue>; limit: number }
  | { type: 'paths'; from: string; to: string; maxHops: number }
  | { type: 'join'; ids: string[] }
  | { type: 'collapse'; node: string }
  | { type: 'hide'; ids: string[] }
  | { type: 'unhide' }
  | { type: 'remove'; ids: string[] }
  | { type: 'layout'; name: LayoutName };

export const PANELS = ['queries', 'cypher', 'imports'] as const;
export type Panel = (typeof PANELS)[number];
export const LAYOUT_NAMES = ['fcose', 'concentric', 'breadthfirst', 'grid'] as const satisfies readonly LayoutName[];

export type SelectedQuery = { id: string; params: Record<string, PropertyValue> };

export type View = {
  acts: Act[];
  selection: Selection;
  /** Labels and edge types switched off in the legend. */
  off: { labels: string[]; types: string[] };
  /** The side panel that is open. */
  panel?: Panel;
  /** The saved query chosen in the list, with its form as filled in. */
  saved?: SelectedQuery;
  /** The text in the editor, with the parameters of a saved query that was opened there. */
  cypher?: { text: string; params: Record<string, PropertyValue> };
  /** Whose answer the table shows. */
  table?: 'saved' | 'cypher';
  timezone?: string;
};

export const EMPTY_VIEW: View = { acts: [], selection: { nodes: [], edges: [] }, off: { labels: [], types: [] } };

/** `encodeURIComponent` with the characters of ids and addresses left readable; `,` stays encoded: it parts values. */
function encodePart(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD')).replace(/%(3A|2F|40|7C)/g, decodeURIComponent);
}

const encodeParts = (parts: readonly string[]) => parts.map(encodePart).join(',');

/** `name:text` for text, `name!json` for everything else. */
function encodeParams(params: Record<string, PropertyValue>): string[] {
  return Object.entries(params).map(([name, value]) =>
    typeof value === 'string' ? `${name}:${value}` : `${name}!${JSON.stringify(value)}`,
  );
}

class UnknownPart extends Error {}

function decodeParams(parts: readonly string[]): Record<string, PropertyValue> {
  return Object.fromEntries(
    parts.map((part) => {
      const [, name, mark, text] = /^([^:!]+)([:!])([\s\S]*)$/.exec(part) ?? [];
      if (name === undefined || text === undefined) throw new UnknownPart();
      return [name, mark === ':' ? text : (JSON.parse(text) as PropertyValue)];
    }),
  );
}

function decodeIds(parts: string[]): string[] {
  if (parts.length === 0 || parts.includes('')) throw new UnknownPart();
  return parts;
}

function decodeId(text: string | undefined): string {
  if (!text) throw new UnknownPart();
  return text;
}

function decodeCount(text: string | undefined, max: number): number {
  const count = Number(text);
  if (!/^\d{1,5}$/.test(text ?? '') || count < 1 || count > max) throw new UnknownPart();
  return count;
}

function decodeOneOf<const T extends string>(known: readonly T[], text: string | undefined): T {
  const found = known.find((name) => name === text);
  if (found === undefined) throw new UnknownPart();
  return found;
}

/** How each act is written as parts and read again; `decode` throws where the parts make no such act. */
const ACT_CODECS: {
  [T in Act['type']]: { encode: (act: Extract<Act, { type: T }>) => string[]; decode: (parts: string[]) => Act };
} = {
  show: { encode: (act) => act.ids, decode: (ids) => ({ type: 'show', ids: decodeIds(ids) }) },
  expand: {
    encode: (act) => [act.node, String(act.limit), act.direction ?? '', act.edge ?? '', act.label ?? ''],
    decode: ([node, limit, direction, edge, label]) => ({
      type: 'expand',
      node: decodeId(node),
      limit: decodeCount(limit, MAX_NEIGHBORS),
      ...(direction ? { direction: decodeOneOf(['in', 'out'], direction) } : {}),
      ...(edge ? { edge } : {}),
      ...(label ? { label } : {}),
    }),
  },
  run: {
    encode: (act) => [act.query, String(act.limit), ...encodeParams(act.params)],
    decode: ([query, limit, ...params]) => ({
      type: 'run',
      query: decodeId(query),
      limit: decodeCount(limit, MAX_ROWS),
      params: decodeParams(params),
    }),
  },
  cypher: {
    encode: (act) => [act.text, String(act.limit), ...encodeParams(act.params)],
    decode: ([text, limit, ...params]) => ({
      type: 'cypher',
      text: decodeId(text),
      limit: decodeCount(limit, MAX_ROWS),
      params: decodeParams(params),
    }),
  },
  paths: {
    encode: (act) => [act.from, act.to, String(act.maxHops)],
    decode: ([from, to, maxHops]) => ({
      type: 'paths',
      from: decodeId(from),
      to: decodeId(to),
      maxHops: decodeCount(maxHops, MAX_HOPS),
    }),
  },
  join: { encode: (act) => act.ids, decode: (ids) => ({ type: 'join', ids: decodeIds(ids) }) },
  collapse: { encode: (act) => [act.node], decode: ([node]) => ({ type: 'collapse', node: decodeId(node) }) },
  hide: { encode: (act) => act.ids, decode: (ids) => ({ type: 'hide', ids: decodeIds(ids) }) },
  unhide: { encode: () => [], decode: () => ({ type: 'unhide' }) },
  remove: { encode: (act) => act.ids, decode: (ids) => ({ type: 'remove', ids: decodeIds(ids) }) },
  layout: {
    encode: (act) => [act.name],
    decode: ([name]) => ({ type: 'layout', name: decodeOneOf(LAYOUT_NAMES, name) }),
  },
};

/** An act as it stands in the URL: two acts are the same when their texts are. */
export function toActText(act: Act): string {
  const codec = ACT_CODECS[act.type] as { encode: (act: Act) => string[] };
  return `${act.type}=${encodeParts(codec.encode(act)).replace(/,+$/, '')}`;
}

function isActType(name: string): name is Act['type'] {
  return Object.hasOwn(ACT_CODECS, name);
}

/** What stands in the URL beside the acts; each reads its parts into the view. */
const STATE_DECODERS: Record<string, (view: View, parts: string[]) => void> = {
  select: (view, ids) => {
    view.selection.nodes = decodeIds(ids);
  },
  'select-edge': (view, ids) => {
    view.selection.edges = decodeIds(ids);
  },
  'off-label': (view, labels) => {
    view.off.labels = decodeIds(labels);
  },
  'off-type': (view, types) => {
    view.off.types = decodeIds(types);
  },
  panel: (view, [panel]) => {
    view.panel = decodeOneOf(PANELS, panel);
  },
  saved: (view, [id, ...params]) => {
    view.saved = { id: decodeId(id), params: decodeParams(params) };
  },
  editor: (view, [text, ...params]) => {
    view.cypher = { text: decodeId(text), params: decodeParams(params) };
  },
  table: (view, [table]) => {
    view.table = decodeOneOf(['saved', 'cypher'], table);
  },
  tz: (view, [zone]) => {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    view.timezone = decodeId(zone);
  },
};

/** The fragment without `#`; `''` for an empty view. */
export function toFragment(view: View): string {
  const { selection, off, panel, saved, cypher, table, timezone } = view;
  const state: [string, readonly string[]][] = [
    ['select', selection.nodes],
    ['select-edge', selection.edges],
    ['off-label', off.labels],
    ['off-type', off.types],
    ['panel', panel ? [panel] : []],
    ['saved', saved ? [saved.id, ...encodeParams(saved.params)] : []],
    ['editor', cypher?.text ? [cypher.text, ...encodeParams(cypher.params)] : []],
    ['table', table ? [table] : []],
    ['tz', timezone ? [timezone] : []],
  ];
  const said = state.filter(([, parts]) => parts.length > 0).map(([name, parts]) => `${name}=${encodeParts(parts)}`);
  return [...view.acts.map(toActText), ...said].join('&');
}

/** Reads a fragment. `unknown` holds the parts that could not be read, as they stand there; the rest still counts. */
export function parseFragment(fragment: string): { view: View; unknown: string[] } {
  const view: View = structuredClone(EMPTY_VIEW);
  const unknown: string[] = [];
  for (const piece of fragment.replace(/^#/, '').split('&')) {
    if (piece === '') continue;
    const [name = '', text = ''] = piece.split(/=([\s\S]*)/);
    try {
      const parts = text === '' ? [] : text.split(',').map(decodeURIComponent);
      if (isActType(name)) view.acts.push(ACT_CODECS[name].decode(parts));
      else if (Object.hasOwn(STATE_DECODERS, name)) STATE_DECODERS[name]?.(view, parts);
      else throw new UnknownPart();
    } catch {
      unknown.push(piece.length > 120 ? `${piece.slice(0, 119)}…` : piece);
    }
  }
  return { view, unknown };
}

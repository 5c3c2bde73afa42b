/** Each act on the canvas: what it asks the API, what it draws, and the sentence that says what happened. */
import type { CypherAnswer } from '../../shared/api.ts';
import type { Graph } from '../../shared/graph.ts';
import type { Api } from '../api.ts';
import { LAYOUT_NAMES } from '../canvas/layout-names.ts';
import type { Canvas, Expansion, Merged } from '../canvas/types.ts';
import { formatCount, formatCounted } from '../ui/format.ts';
import type { Act } from '../url-state.ts';
import { toCounted, toQueryTitle, toTitleFromId } from './words.ts';

/** `said` is announced; `notes` are limits and misses that stay on the screen until read. */
export type Outcome = { said: string; notes: string[]; newNodes: string[] };

/** `answer`: of a saved query or Cypher text that was asked before and need not be asked again. */
export type ActContext = { canvas: Canvas; api: Api; signal: AbortSignal; answer?: CypherAnswer };

/** The API joins at most so many nodes at once. */
const MAX_JOINED = 5000;

function toOutcome(said: string, notes: string[] = [], newNodes: string[] = []): Outcome {
  return { said, notes, newNodes };
}

/** The graph with all edges of the database between it and what is drawn, so that the picture is whole. */
async function withEdgesAmong(
  graph: Graph,
  { canvas, api, signal }: ActContext,
): Promise<{ graph: Graph; notes: string[] }> {
  const drawn = canvas.getGraph().nodes.map((node) => node.id);
  const ids = [...new Set([...graph.nodes.map((node) => node.id), ...drawn])];
  if (ids.length < 2) return { graph, notes: [] };
  const among = await api.edgesAmong(ids.slice(0, MAX_JOINED), signal);
  const known = new Set(graph.edges.map((edge) => edge.id));
  const notes: string[] = [];
  if (ids.length > MAX_JOINED) {
    notes.push(`Edges were looked for among ${formatCount(MAX_JOINED)} of ${formatCount(ids.length)} nodes only.`);
  }
  if (among.truncated) notes.push('There are more edges among these nodes than one call answers; not all are drawn.');
  return {
    graph: { nodes: graph.nodes, edges: [...graph.edges, ...among.edges.filter((edge) => !known.has(edge.id))] },
    notes,
  };
}

function sayNotFound(ids: readonly string[]): string[] {
  if (ids.length === 0) return [];
  const named = ids.slice(0, 5).map(toTitleFromId).join(', ');
  return [`Not in this database: ${named}${ids.length > 5 ? ` and ${formatCount(ids.length - 5)} more` : ''}.`];
}

/** One node by its name, more by their number: `mail.example`, `3 nodes and 1 edge`. */
function sayElements(ids: readonly string[], canvas: Canvas): string {
  const nodes = ids.filter((id) => canvas.hasNode(id));
  const edges = ids.length - nodes.length;
  const [only] = nodes;
  if (ids.length === 1 && only) return toTitleFromId(only);
  return [nodes.length > 0 ? formatCounted(nodes.length, 'node') : '', edges > 0 ? formatCounted(edges, 'edge') : '']
    .filter(Boolean)
    .join(' and ');
}

function saySkipped({ skippedEdges }: Merged): string[] {
  if (skippedEdges.length === 0) return [];
  return [`${formatCounted(skippedEdges.length, 'edge')} left out: an end is neither in the answer nor on the canvas.`];
}

async function show({ ids }: { ids: string[] }, context: ActContext): Promise<Outcome> {
  const { canvas, api, signal } = context;
  const answer = await api.nodes(ids, signal);
  const missing = sayNotFound(answer.notFound);
  if (answer.nodes.length === 0) return toOutcome('Nothing to draw.', missing);
  const { graph, notes } = await withEdgesAmong({ nodes: answer.nodes, edges: [] }, context);
  const [first] = ids;
  const name = ids.length === 1 && first ? toTitleFromId(first) : formatCounted(ids.length, 'node');
  const merged = canvas.merge(graph, { name: `Show ${name}` });
  const { newNodes } = merged;
  const said =
    newNodes.length === 0 ? `${name}: on the canvas already.` : `${formatCounted(newNodes.length, 'node')} drawn.`;
  return toOutcome(said, [...missing, ...notes, ...saySkipped(merged)], newNodes);
}

type ExpandAct = Extract<Act, { type: 'expand' }>;

/** How much of the relation is on the canvas, if it was expanded before. */
export function findExpansion(
  canvas: Canvas,
  { node, edge, direction, label }: Omit<ExpandAct, 'type' | 'limit'>,
): Expansion | undefined {
  return canvas
    .getExpansions(node)
    .find((known) => known.type === edge && known.direction === direction && known.label === label);
}

async function expand(act: ExpandAct, context: ActContext): Promise<Outcome> {
  const { canvas, api, signal } = context;
  if (!canvas.hasNode(act.node)) return toOutcome('Nothing to expand.', sayNotFound([act.node]));
  const before = findExpansion(canvas, act);
  const { node, edge: type, direction, label, limit } = act;
  const page = await api.neighbors(node, { type, direction, label, limit, cursor: before?.next }, signal);
  const { graph, notes } = await withEdgesAmong(page, context);
  const shown = (before?.next ? before.shown : 0) + page.nodes.length;
  const expansion: Expansion = { node, type, direction, label, shown, total: page.total, next: page.next };
  const title = toTitleFromId(node);
  const merged = canvas.merge(graph, { name: `Expand ${title}`, beside: node, expansion });
  const { newNodes } = merged;
  const counted = toCounted(page.total, label);
  const said =
    page.total === 0
      ? `${title} has no neighbors${type ? ` by ${type}` : ''}.`
      : `${shown < page.total ? `${formatCount(shown)} of ${counted}` : `All ${counted}`} of ${title} drawn, ${formatCount(newNodes.length)} of them new.`;
  return toOutcome(said, [...notes, ...saySkipped(merged)], newNodes);
}

function draw(answer: CypherAnswer, name: string, { canvas }: ActContext): Outcome {
  const notes = answer.truncated ? [`${name}: only the first ${formatCount(answer.limit)} rows were read.`] : [];
  if (answer.nodes.length === 0) return toOutcome(`${name}: the answer holds no nodes to draw.`, notes);
  const merged = canvas.merge({ nodes: answer.nodes, edges: answer.edges }, { name });
  const { newNodes, newEdges } = merged;
  const said = `${name}: ${formatCounted(newNodes.length, 'new node')} and ${formatCounted(newEdges.length, 'new edge')} drawn.`;
  return toOutcome(said, [...notes, ...saySkipped(merged)], newNodes);
}

async function findPaths(act: Extract<Act, { type: 'paths' }>, { canvas, api, signal }: ActContext): Promise<Outcome> {
  const { from, to, maxHops } = act;
  const answer = await api.paths({ from, to, maxHops }, signal);
  const ends = `${toTitleFromId(from)} and ${toTitleFromId(to)}`;
  if (answer.hops === undefined) return toOutcome(`No path of at most ${maxHops} edges joins ${ends}.`);
  const { newNodes } = canvas.merge({ nodes: answer.nodes, edges: answer.edges }, { name: 'Paths', beside: from });
  const notes = answer.truncated ? [`There are more shortest paths between ${ends} than drawn.`] : [];
  const said = `${formatCounted(answer.paths, 'shortest path')} of ${formatCounted(answer.hops, 'edge')} between ${ends}.`;
  return toOutcome(said, notes, newNodes);
}

async function join({ ids }: { ids: string[] }, { canvas, api, signal }: ActContext): Promise<Outcome> {
  const answer = await api.edgesAmong(ids.slice(0, MAX_JOINED), signal);
  const merged = canvas.merge({ nodes: [], edges: answer.edges }, { name: 'Draw edges among' });
  const { newEdges } = merged;
  const notes = answer.truncated ? ['There are more edges among these nodes than one call answers.'] : [];
  const said =
    newEdges.length === 0
      ? 'All edges among these nodes are drawn already.'
      : `${formatCounted(newEdges.length, 'edge')} drawn.`;
  return toOutcome(said, [...notes, ...saySkipped(merged)]);
}

/** Performs one act as one step of the canvas. Throws ApiFailure, or AbortError when the signal says so; then nothing changed. */
export async function performAct(act: Act, context: ActContext): Promise<Outcome> {
  const { canvas, api, signal } = context;
  switch (act.type) {
    case 'show':
      return show(act, context);
    case 'expand':
      return expand(act, context);
    case 'run':
      return draw(
        context.answer ?? (await api.runQuery(act.query, { params: act.params, limit: act.limit }, signal)),
        toQueryTitle(act.query),
        context,
      );
    case 'cypher':
      return draw(
        context.answer ?? (await api.cypher({ query: act.text, params: act.params, limit: act.limit }, signal)),
        'Cypher',
        context,
      );
    case 'paths':
      return findPaths(act, context);
    case 'join':
      return join(act, context);
    case 'collapse': {
      const { removed } = canvas.collapse(act.node);
      return toOutcome(
        `${toTitleFromId(act.node)} collapsed: ${formatCounted(removed.length, 'node')} taken off the canvas.`,
      );
    }
    case 'hide':
      canvas.hide(act.ids);
      return toOutcome(`${sayElements(act.ids, canvas)} hidden.`);
    case 'unhide':
      canvas.showHidden();
      return toOutcome('All hidden nodes and edges are shown again.');
    case 'remove': {
      const said = sayElements(act.ids, canvas);
      canvas.remove(act.ids);
      return toOutcome(`${said} taken off the canvas. The database keeps what it has.`);
    }
    case 'layout':
      return toOutcome(
        (await canvas.runLayout(act.name))
          ? `Layout: ${LAYOUT_NAMES[act.name]}.`
          : 'Layout cancelled. Everything stays where it was.',
      );
  }
}

/** What an act is called while it runs. */
export function nameAct(act: Act): string {
  switch (act.type) {
    case 'show':
      return act.ids.length === 1 && act.ids[0]
        ? `Drawing ${toTitleFromId(act.ids[0])}`
        : `Drawing ${formatCounted(act.ids.length, 'node')}`;
    case 'expand':
      return `Expanding ${toTitleFromId(act.node)}`;
    case 'run':
      return `Running “${toQueryTitle(act.query)}”`;
    case 'cypher':
      return 'Running Cypher';
    case 'paths':
      return 'Looking for paths';
    case 'join':
      return 'Looking for edges';
    case 'layout':
      return `Laying out: ${LAYOUT_NAMES[act.name]}`;
    default:
      return 'Changing the canvas';
  }
}

import { describe, expect, it } from 'vitest';
import { type Api, ApiFailure } from '../../client/api.ts';
import { createCanvas } from '../../client/canvas/create-canvas.ts';
import { createExplorer } from '../../client/explorer/explorer.ts';
import { type Act, toActText } from '../../client/url-state.ts';
import type { Graph } from '../../shared/graph.ts';
import { toEdgeId } from '../../shared/graph.ts';

const NAME = 'HostName:mail.tower.example';
const CLIENTS = Array.from({ length: 5 }, (_, index) => `IP:192.0.2.${index + 1}`);

const toNode = (id: string) => ({ id, labels: [id.split(':')[0] ?? ''], properties: {} });
const toLookup = (client: string) => ({
  id: toEdgeId('LOOKED_UP', client, NAME, 'test'),
  type: 'LOOKED_UP',
  source: client,
  target: NAME,
  properties: { count: 3 },
});
const EMPTY: Graph = { nodes: [], edges: [] };
const unexpected = () => Promise.reject(new Error('no such call in this test'));

/** Five clients asked for one name; pages by two-digit cursors. `calls` says what was asked. */
function createApi(calls: string[]): Api {
  return {
    health: unexpected,
    schema: unexpected,
    search: unexpected,
    node: unexpected,
    activity: unexpected,
    paths: async () => ({ ...EMPTY, paths: 0, truncated: false }),
    cypher: unexpected,
    queries: unexpected,
    runQuery: async () => {
      throw new ApiFailure('query-timeout', 'The query took too long.');
    },
    suggestions: unexpected,
    imports: unexpected,
    loadSample: unexpected,
    nodes: async (ids) => {
      calls.push(`nodes ${ids.length}`);
      const known = ids.filter((id) => id === NAME || CLIENTS.includes(id));
      return { nodes: known.map(toNode), notFound: ids.filter((id) => !known.includes(id)) };
    },
    neighbors: async (_id, { limit = 50, cursor }, signal) => {
      signal?.throwIfAborted();
      calls.push(`neighbors ${limit} from ${cursor ?? 0}`);
      const start = Number(cursor ?? 0);
      const page = CLIENTS.slice(start, start + Number(limit));
      const end = start + page.length;
      return {
        nodes: page.map(toNode),
        edges: page.map(toLookup),
        total: CLIENTS.length,
        ...(end < CLIENTS.length ? { next: String(end) } : {}),
      };
    },
    edgesAmong: async (ids) => ({
      ...EMPTY,
      edges: ids.includes(NAME) ? CLIENTS.filter((id) => ids.includes(id)).map(toLookup) : [],
      truncated: false,
    }),
  };
}

function createTestExplorer() {
  const calls: string[] = [];
  const canvas = createCanvas();
  const explorer = createExplorer({ canvas, api: createApi(calls) });
  explorer.attach();
  const acts = () => explorer.getState().acts.map(toActText);
  return { canvas, explorer, calls, acts };
}

const show: Act = { type: 'show', ids: [NAME] };
const expand: Act = { type: 'expand', node: NAME, limit: 2, edge: 'LOOKED_UP', direction: 'in', label: 'IP' };
const drawn = (canvas: { getGraph: () => Graph }) =>
  canvas
    .getGraph()
    .nodes.map((node) => node.id)
    .sort();

describe('acts', () => {
  it('expand page by page, strongest first, and say how much is drawn', async () => {
    const { canvas, explorer, calls } = createTestExplorer();
    await explorer.perform(show);
    const first = await explorer.perform(expand);
    expect(first?.said).toBe('2 of 5 IP addresses of mail.tower.example drawn, 2 of them new.');
    await explorer.perform(expand);
    const last = await explorer.perform(expand);
    expect(last?.said).toBe('All 5 IP addresses of mail.tower.example drawn, 1 of them new.');
    expect(calls).toEqual(['nodes 1', 'neighbors 2 from 0', 'neighbors 2 from 2', 'neighbors 2 from 4']);
    expect(drawn(canvas)).toEqual([NAME, ...CLIENTS]);
  });

  it('draw the edges between what was drawn one by one', async () => {
    const { canvas, explorer } = createTestExplorer();
    await explorer.perform(show);
    await explorer.perform({ type: 'show', ids: [CLIENTS[0] ?? ''] });
    expect(canvas.getGraph().edges).toHaveLength(1);
  });

  it('say what a link asks for and the database does not have', async () => {
    const { explorer } = createTestExplorer();
    await explorer.perform({ type: 'show', ids: [NAME, 'HostName:gone.example'] });
    expect(explorer.getState().notes).toEqual(['Not in this database: gone.example.']);
  });

  it('leave the canvas as it was when they fail, and can be tried again', async () => {
    const { canvas, explorer, acts } = createTestExplorer();
    await explorer.perform(show);
    const run: Act = { type: 'run', query: 'who-asked', params: {}, limit: 10 };
    expect(await explorer.perform(run)).toBeUndefined();
    expect(explorer.getState().failure).toMatchObject({ error: { code: 'query-timeout' }, retry: [run] });
    expect(acts()).toEqual([toActText(show)]);
    expect(drawn(canvas)).toEqual([NAME]);
  });

  it('are not recorded when they change nothing', async () => {
    const { explorer, acts } = createTestExplorer();
    await explorer.perform(show);
    await explorer.perform({ type: 'paths', from: NAME, to: NAME, maxHops: 4 });
    expect(acts()).toEqual([toActText(show)]);
    expect(explorer.getState().said).toContain('No path of at most 4 edges');
  });

  it('are stopped by cancel, with what waits behind them', async () => {
    const { canvas, explorer, acts } = createTestExplorer();
    await explorer.perform(show);
    const waiting = [explorer.perform(expand), explorer.perform(expand)];
    await Promise.resolve();
    explorer.cancel();
    await Promise.all(waiting);
    expect(drawn(canvas)).toEqual([NAME]);
    expect(acts()).toEqual([toActText(show)]);
    await explorer.perform(expand);
    expect(drawn(canvas)).toHaveLength(3);
  });
});

describe('undo and the list of acts', () => {
  it('go together, also across a node that was moved or a label that was hidden', async () => {
    const { canvas, explorer, acts } = createTestExplorer();
    await explorer.perform(show);
    await explorer.perform(expand);
    canvas.setHiddenLabel('IP', true);
    expect(acts()).toEqual([toActText(show), toActText(expand)]);
    explorer.undo();
    expect(acts()).toEqual([toActText(show), toActText(expand)]);
    explorer.undo();
    expect(acts()).toEqual([toActText(show)]);
    expect(drawn(canvas)).toEqual([NAME]);
    explorer.redo();
    expect(acts()).toEqual([toActText(show), toActText(expand)]);
    explorer.undo();
    await explorer.perform({ type: 'hide', ids: [NAME] });
    expect(acts()).toEqual([toActText(show), `hide=${NAME}`]);
  });

  it('goes to where a link was drawn before, and says where there was no such place', async () => {
    const { canvas, explorer, acts } = createTestExplorer();
    await explorer.perform(show);
    await explorer.perform(expand);
    expect(explorer.goTo([])).toBe(true);
    expect(drawn(canvas)).toEqual([]);
    expect(explorer.goTo([show, expand])).toBe(true);
    expect(acts()).toEqual([toActText(show), toActText(expand)]);
    expect(explorer.goTo([expand])).toBe(false);
  });

  it('forgets the way forward when something else is done', async () => {
    const { explorer } = createTestExplorer();
    await explorer.perform(show);
    await explorer.perform(expand);
    explorer.undo();
    await explorer.perform({ type: 'remove', ids: [NAME] });
    expect(explorer.goTo([show, expand])).toBe(false);
  });
});

describe('a link', () => {
  it('draws the same nodes as its acts did', async () => {
    const once = createTestExplorer();
    for (const act of [show, expand, expand]) await once.explorer.perform(act);
    const again = createTestExplorer();
    expect(await again.explorer.replay(once.explorer.getState().acts)).toBe(true);
    expect(drawn(again.canvas)).toEqual(drawn(once.canvas));
    expect(again.acts()).toEqual(once.acts());
  });

  it('stops at an act that fails and keeps the rest for another try', async () => {
    const { explorer } = createTestExplorer();
    const run: Act = { type: 'run', query: 'who-asked', params: {}, limit: 10 };
    expect(await explorer.replay([show, run, expand])).toBe(false);
    expect(explorer.getState().failure?.retry).toEqual([run, expand]);
    expect(explorer.getState().replaying).toBe(false);
  });
});

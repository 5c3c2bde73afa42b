/** Paging through neighbours: strongest first, each once, none lost, whatever the page size and whoever writes meanwhile. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeDatabase, type Database, runAutoCommit } from '../../server/graph/database.ts';
import { ensureSchema } from '../../server/graph/ensure-schema.ts';
import { ApiError, NeighborsAnswer, NodeAnswer } from '../../shared/api.ts';
import { startApi, type TestApi } from '../helpers/api.ts';
import { clearDatabase, openTestDatabase } from '../helpers/database.ts';

let database: Database;
let api: TestApi;

/** More than the thousand edges from which on the index is walked. */
const CLIENTS = 1_200;
const HUB = 'HostName:hub.example';

/**
 * Few distinct counts, so that many tie. Every third client also asks in a second data set, and every tenth is an address of
 * the name as well: one neighbour by edges of two types.
 */
const GRAPH = `
CREATE (hub:HostName {name: 'hub.example'})
CREATE (hub)-[:PART_OF {reference_name: 'psl'}]->(:DomainName {name: 'hub.example'})
WITH hub
UNWIND range(0, $clients - 1) AS i
CREATE (client:IP {ip: '198.18.' + (i / 256) + '.' + (i % 256), af: 4})
CREATE (client)-[:LOOKED_UP {reference_name: 'one', count: i % 7, client: client.ip, host: hub.name}]->(hub)
FOREACH (_ IN CASE WHEN i % 3 = 0 THEN [1] ELSE [] END |
  CREATE (client)-[:LOOKED_UP {reference_name: 'two', count: i % 5, client: client.ip, host: hub.name}]->(hub))
FOREACH (_ IN CASE WHEN i % 10 = 0 THEN [1] ELSE [] END |
  CREATE (hub)-[:RESOLVES_TO {reference_name: 'one', count: i % 11}]->(client))
`;

beforeAll(async () => {
  database = openTestDatabase();
  await clearDatabase(database);
  await ensureSchema(database);
  await runAutoCommit(database, GRAPH, { clients: BigInt(CLIENTS) });
  api = await startApi(database);
});

afterAll(async () => {
  await api.close();
  await closeDatabase(database);
});

async function getPage(params: Record<string, string>): Promise<NeighborsAnswer> {
  const { body } = await api.get(`/api/nodes/${HUB}/neighbors?${new URLSearchParams(params)}`);
  return NeighborsAnswer.parse(body);
}

async function getAll(params: Record<string, string>, limits: readonly number[]): Promise<NeighborsAnswer[]> {
  const pages: NeighborsAnswer[] = [];
  let cursor: string | undefined;
  do {
    const limit = String(limits[pages.length % limits.length] ?? 50);
    const page = await getPage({ ...params, limit, ...(cursor === undefined ? {} : { cursor }) });
    pages.push(page);
    cursor = page.next;
  } while (cursor !== undefined);
  return pages;
}

function getStrengths({ nodes, edges }: NeighborsAnswer): number[] {
  return nodes.map(({ id }) =>
    Math.max(
      ...edges
        .filter(({ source, target }) => source === id || target === id)
        .map(({ properties }) => Number(properties.count ?? 0)),
    ),
  );
}

const FILTERS: { params: Record<string, string>; total: number; edges: number }[] = [
  { params: {}, total: CLIENTS + 1, edges: CLIENTS + CLIENTS / 3 + CLIENTS / 10 + 1 },
  { params: { type: 'LOOKED_UP' }, total: CLIENTS, edges: CLIENTS + CLIENTS / 3 },
  { params: { type: 'LOOKED_UP', direction: 'in', label: 'IP' }, total: CLIENTS, edges: CLIENTS + CLIENTS / 3 },
  { params: { direction: 'out' }, total: CLIENTS / 10 + 1, edges: CLIENTS / 10 + 1 },
  { params: { label: 'DomainName' }, total: 1, edges: 1 },
  { params: { type: 'PART_OF', direction: 'in' }, total: 0, edges: 0 },
  { params: { type: 'NO_SUCH' }, total: 0, edges: 0 },
];

describe('pages of neighbours', () => {
  it.each(FILTERS)('hold each of them once, strongest first: $params', async ({ params, total, edges }) => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 97, max: 1000 }), { minLength: 1, maxLength: 3 }), async (limits) => {
        const pages = await getAll(params, limits);
        const ids = pages.flatMap(({ nodes }) => nodes.map(({ id }) => id));
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids).toHaveLength(total);
        expect(pages.every((page) => page.total === total)).toBe(true);
        expect(new Set(pages.flatMap((page) => page.edges.map(({ id }) => id))).size).toBe(edges);
        const strengths = pages.flatMap(getStrengths);
        expect(strengths).toEqual(strengths.toSorted((a, b) => b - a));
        const ordered = ids.map((id, i) => ({ id, strength: strengths[i] ?? 0 }));
        expect(ordered).toEqual(ordered.toSorted((a, b) => b.strength - a.strength || (a.id < b.id ? -1 : 1)));
      }),
      { numRuns: 4, seed: 7 },
    );
  });

  it('agree with the relations of the node', async () => {
    const { relations } = NodeAnswer.parse((await api.get(`/api/nodes/${HUB}`)).body);
    for (const { type, direction, label, count } of relations) {
      expect((await getPage({ type, direction, label, limit: '1' })).total).toBe(count);
    }
    expect(relations).toHaveLength(3);
  });

  it('lose and repeat none while others are added', async () => {
    const first = await getPage({ type: 'LOOKED_UP', limit: '400' });
    const seen = new Set(first.nodes.map(({ id }) => id));
    await runAutoCommit(
      database,
      `MATCH (hub:HostName {name: 'hub.example'})
       UNWIND range(0, 49) AS i
       CREATE (client:IP {ip: '203.0.113.' + i, af: 4})
       CREATE (client)-[:LOOKED_UP {reference_name: 'one', count: i, client: client.ip, host: hub.name}]->(hub)`,
    );
    let cursor = first.next;
    while (cursor !== undefined) {
      const page = await getPage({ type: 'LOOKED_UP', limit: '300', cursor });
      for (const { id } of page.nodes) {
        expect(seen.has(id)).toBe(false);
        seen.add(id);
      }
      cursor = page.next;
    }
    expect([...seen].filter((id) => id.startsWith('IP:198.18.'))).toHaveLength(CLIENTS);
  });

  it.each([['cursor=nonsense'], ['cursor=W10'], ['limit=0'], ['limit=1001'], ['direction=both'], ['offset=3']])(
    'are refused for %s',
    async (params) => {
      const { status, body } = await api.get(`/api/nodes/${HUB}/neighbors?${params}`);
      expect([status, ApiError.parse(body).error.code]).toEqual([400, 'invalid-request']);
    },
  );
});

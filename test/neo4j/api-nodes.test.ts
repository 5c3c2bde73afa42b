/** Nodes, edges among them, paths and activity over real HTTP on a real Neo4j. */
import { describe, expect, it } from 'vitest';
import { readRecords } from '../../server/graph/database.ts';
import { Activity, ApiError, EdgesAmongAnswer, NodeAnswer, NodesAnswer, PathsAnswer } from '../../shared/api.ts';
import { setUpTinyApi } from '../helpers/tiny-api.ts';

const tiny = setUpTinyApi();

const MAIL = 'HostName:mail.tower.example';

async function getError(route: string): Promise<{ status: number; code: string; message: string }> {
  const { status, body } = await tiny.api.get(route);
  return { status, ...ApiError.parse(body).error };
}

describe('GET /api/nodes/:id and POST /api/nodes', () => {
  it('answer a node with its relations, neighbours counted once', async () => {
    const { node, relations, degree } = NodeAnswer.parse((await tiny.api.get(`/api/nodes/${MAIL}`)).body);
    expect(node).toEqual({ id: MAIL, labels: ['HostName'], properties: { name: 'mail.tower.example' } });
    expect(relations).toEqual([
      { type: 'LOOKED_UP', direction: 'in', label: 'IP', count: 3 },
      { type: 'PART_OF', direction: 'out', label: 'DomainName', count: 1 },
    ]);
    expect(degree).toBe(5);
  });

  it.each([
    ['HostName:MAIL.tower.example.', MAIL],
    ['AS:AS64500', 'AS:64500'],
    ['BGPPrefix:192.0.2.9%2F24', 'BGPPrefix:192.0.2.0/24'],
    ['IP:2001:DB8::1', 'IP:2001:db8::1'],
    ['Organization:Nobody%20and%20Sons', 'Organization:Nobody and Sons'],
  ])('%s is %s', async (asked, id) => {
    expect(NodeAnswer.parse((await tiny.api.get(`/api/nodes/${asked}`)).body).node.id).toBe(id);
  });

  it.each([
    ['HostName:gone.example', 404, 'not-found'],
    ['IP:300.1.1.1', 400, 'invalid-key'],
    ['nonsense', 400, 'invalid-key'],
    ['_Import:x', 404, 'not-found'],
    ['Missing:x', 404, 'not-found'],
    ['~4:none:1', 404, 'not-found'],
    ['HostName:%27%7D)%20DETACH%20DELETE%20n%20%2F%2F', 404, 'not-found'],
  ])('%s is %i %s', async (id, status, code) => {
    expect(await getError(`/api/nodes/${id}`)).toMatchObject({ status, code });
  });

  it('hides our bookkeeping behind element ids too', async () => {
    const [entry] = await readRecords<{ id: string }>(tiny.database, 'MATCH (i:_Import) RETURN elementId(i) AS id');
    expect((await getError(`/api/nodes/~${entry?.get('id')}`)).code).toBe('not-found');
  });

  it('answer many nodes in the order asked for', async () => {
    const { body } = await tiny.api.post('/api/nodes', { ids: ['AS:64500', 'IP:192.0.2.9', MAIL, '?'] });
    const { nodes, notFound } = NodesAnswer.parse(body);
    expect([nodes.map(({ id }) => id), notFound]).toEqual([
      ['AS:64500', MAIL],
      ['IP:192.0.2.9', '?'],
    ]);
    expect((await tiny.api.post('/api/nodes', { ids: [] })).status).toBe(400);
    expect((await tiny.api.post('/api/nodes', { ids: Array(5001).fill(MAIL) })).status).toBe(400);
  });
});

describe('POST /api/edges-among and GET /api/paths', () => {
  it('answer the edges among nodes, of every data set', async () => {
    const { body } = await tiny.api.post('/api/edges-among', {
      ids: [MAIL, 'IP:192.0.2.1', 'AS:64500', 'IP:192.0.2.9'],
    });
    const { edges, nodes, truncated } = EdgesAmongAnswer.parse(body);
    expect(edges.map(({ id }) => id).sort()).toEqual([
      `LOOKED_UP|IP:192.0.2.1|${MAIL}|one`,
      `LOOKED_UP|IP:192.0.2.1|${MAIL}|two`,
    ]);
    expect([nodes.length, truncated]).toEqual([3, false]);
  });

  it.each([
    ['from=AS:64500&to=HostName:www.tower.example', 3, 1, 4],
    ['from=AS:64500&to=HostName:mail.tower.example', 3, 3, 5],
    ['from=AS:64500&to=HostName:mail.tower.example&maxHops=2', undefined, 0, 0],
    ['from=AS:64500&to=AS:AS64500', 0, 1, 1],
    ['from=AS:64500&to=Organization:Nobody%20and%20Sons', undefined, 0, 0],
  ])('%s: %s hops, %s paths, %s nodes', async (params, hops, paths, nodes) => {
    const answer = PathsAnswer.parse((await tiny.api.get(`/api/paths?${params}`)).body);
    expect([answer.hops, answer.paths, answer.nodes.length, answer.truncated]).toEqual([hops, paths, nodes, false]);
  });

  it.each([
    ['from=AS:64500', 'invalid-request'],
    ['from=AS:64500&to=AS:1&maxHops=9', 'invalid-request'],
    ['from=AS:64500&to=AS:64501', 'not-found'],
  ])('%s is refused: %s', async (params, code) => {
    expect((await getError(`/api/paths?${params}`)).code).toBe(code);
  });
});

describe('GET /api/nodes/:id/activity', () => {
  it.each([
    { timezone: 'UTC', days: ['2016-01-01 7', '2016-01-02 3'], hours: ['4 0 7', '5 0 3'] },
    { timezone: 'America/Halifax', days: ['2015-12-31 7', '2016-01-01 3'], hours: ['3 20 7', '4 20 3'] },
    { timezone: 'Asia/Kolkata', days: ['2016-01-01 7', '2016-01-02 3'], hours: ['4 5 7', '5 5 3'] },
  ])('in $timezone', async ({ timezone, days, hours }) => {
    const { body } = await tiny.api.get(`/api/nodes/${MAIL}/activity?timezone=${timezone}`);
    const activity = Activity.parse(body);
    expect(activity).toMatchObject({ timezone, lookups: 16, edges: 4, neighbors: 3, datasets: ['one', 'two'] });
    expect([activity.firstSeen, activity.lastSeen]).toEqual(['2016-01-01T00:05:00Z', '2016-01-02T00:50:00.25Z']);
    expect(activity.days.map(({ day, lookups }) => `${day} ${lookups}`)).toEqual(days);
    const filled = activity.week.flatMap((row, weekday) =>
      row.flatMap((lookups, hour) => (lookups > 0 ? [`${weekday} ${hour} ${lookups}`] : [])),
    );
    expect(filled).toEqual(hours);
  });

  it('is empty for other nodes and refuses what is no zone', async () => {
    expect(Activity.parse((await tiny.api.get('/api/nodes/AS:64500/activity')).body)).toMatchObject({
      lookups: 0,
      days: [],
    });
    expect(await getError(`/api/nodes/${MAIL}/activity?timezone=Mars/Base`)).toMatchObject({
      status: 400,
      code: 'invalid-request',
      message: expect.stringContaining('Mars/Base'),
    });
  });
});

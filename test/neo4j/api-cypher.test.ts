/** Cypher and saved queries over real HTTP on a real Neo4j. */
import { describe, expect, it } from 'vitest';
import { readRecords } from '../../server/graph/database.ts';
import { ApiError, CypherAnswer, SavedQueries, SavedQuery } from '../../shared/api.ts';
import { setUpTinyApi } from '../helpers/tiny-api.ts';

const tiny = setUpTinyApi();

const MAIL = 'HostName:mail.tower.example';

async function getError(route: string): Promise<{ status: number; code: string; message: string }> {
  const { status, body } = await tiny.api.get(route);
  return { status, ...ApiError.parse(body).error };
}

describe('POST /api/cypher', () => {
  async function run(query: string, params = {}, limit = 100): Promise<CypherAnswer> {
    return CypherAnswer.parse((await tiny.api.post('/api/cypher', { query, params, limit })).body);
  }

  it('answers nodes, edges and paths as a whole graph that cells point into', async () => {
    const answer = await run('MATCH p = (a:AS)-[r:MANAGED_BY]->(b) RETURN a, r, p, {list: [b]} AS m, count(*) AS n');
    const edge = 'MANAGED_BY|AS:64500|Organization:Example Bank of Harbours|register';
    const bank = 'Organization:Example Bank of Harbours';
    expect(answer.columns).toEqual(['a', 'r', 'p', 'm', 'n']);
    expect(answer.rows).toEqual([
      [
        { $node: 'AS:64500' },
        { $edge: edge },
        { $path: { nodes: ['AS:64500', bank], edges: [edge] } },
        { list: [{ $node: bank }] },
        1,
      ],
    ]);
    expect([answer.nodes.map(({ id }) => id), answer.edges.map(({ id }) => id)]).toEqual([['AS:64500', bank], [edge]]);
  });

  it('fetches the ends of edges that come alone', async () => {
    const { nodes, edges } = await run('MATCH ()-[r:ORIGINATE]->() RETURN r');
    expect(nodes.map(({ id }) => id).sort()).toEqual(['AS:64500', 'BGPPrefix:192.0.2.0/24']);
    expect(edges).toHaveLength(1);
  });

  it.each([
    ['9007199254740993', '9007199254740993'],
    ['9007199254740991', 9_007_199_254_740_991],
    ['1.5', 1.5],
    ['0.0 / 0.0', 'NaN'],
    ['null', null],
    ['[1, [true, "a"]]', [1, [true, 'a']]],
    [`date('2016-05-03')`, '2016-05-03'],
    [`datetime('2016-05-03T10:00:00.120+02:00')`, '2016-05-03T08:00:00.12Z'],
    [`datetime('2016-05-03T10:00:00[America/Halifax]')`, '2016-05-03T13:00:00Z'],
    [`localdatetime('2016-05-03T10:00:00')`, '2016-05-03T10:00:00'],
    [`localtime('10:00:00')`, '10:00:00'],
    [`duration('P1DT2H')`, 'P1DT2H'],
    [`duration('P1D')`, 'P1D'],
    ['point({x: 1, y: 2})', { srid: 7203, x: 1, y: 2 }],
  ])('%s is %j', async (expression, value) => {
    expect((await run(`RETURN ${expression} AS v`)).rows).toEqual([[value]]);
  });

  it('takes whole numbers as integers and stops at the limit', async () => {
    const query = 'UNWIND range(1, $n) AS x RETURN x LIMIT $most';
    expect(await run(query, { n: 1_000_000_000, most: 3 }, 3)).toMatchObject({
      rows: [[1], [2], [3]],
      truncated: false,
    });
    expect(await run(query, { n: 1_000_000_000, most: 1_000_000_000 }, 2)).toMatchObject({
      rows: [[1], [2]],
      truncated: true,
      limit: 2,
    });
  });

  it('shows our bookkeeping as plain properties, never as nodes', async () => {
    const { nodes, rows } = await run('MATCH (i:_Import) RETURN i');
    expect([nodes, rows]).toEqual([[], [[{ id: 'x', dataset: 'one', pairs: 4 }]]]);
  });

  it('warns as Neo4j does', async () => {
    expect((await run('MATCH (n:Mispelt) RETURN n')).warnings[0]?.message).toMatch(/Mispelt/);
  });

  it.each([
    ['MATCH (n)\n  RETRN n', 'cypher-syntax', { line: 2, column: 3, offset: 12 }],
    ['RETURN x', 'cypher-syntax', { line: 1, column: 8, offset: 7 }],
    ['', 'invalid-request', undefined],
    ['RETURN $missing', 'cypher-parameter-missing', undefined],
    ['RETURN 1 / 0', 'cypher-failed', undefined],
  ])('%j fails as %s at %j', async (query, code, position) => {
    const { error } = ApiError.parse((await tiny.api.post('/api/cypher', { query })).body);
    expect([error.code, error.details?.position]).toEqual([code, position]);
  });

  it('stops the query in Neo4j when the client goes away', async () => {
    const MARK = 'UNWIND range(1, 1000000000000) AS gone WITH gone WHERE gone < 0 RETURN gone';
    const count = async () =>
      (
        await readRecords(tiny.database, `SHOW TRANSACTIONS YIELD currentQuery AS q WHERE q = $mark RETURN q`, {
          mark: MARK,
        })
      ).length;
    const abort = new AbortController();
    const asked = fetch(`${tiny.api.url}/api/cypher`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ query: MARK }),
      signal: abort.signal,
    });
    await expect.poll(count, { timeout: 20_000 }).toBe(1);
    abort.abort();
    await expect(asked).rejects.toThrow();
    await expect.poll(count, { timeout: 20_000 }).toBe(0);
  });
});

describe('saved queries', () => {
  it('are listed and found', async () => {
    const { queries } = SavedQueries.parse((await tiny.api.get('/api/queries')).body);
    expect(queries.map(({ id }) => id)).toEqual(['askers']);
    expect(SavedQuery.parse((await tiny.api.get('/api/queries/askers')).body)).toEqual(queries[0]);
    expect((await getError('/api/queries/none')).code).toBe('not-found');
  });

  it.each([
    [{ name: 'MAIL.tower.example' }, [10, 5]],
    [{ name: MAIL, least: '4' }, [7, 5]],
  ])('run with %j', async (params, lookups) => {
    const { rows } = CypherAnswer.parse((await tiny.api.post('/api/queries/askers/run', { params })).body);
    expect(rows.map(([, sum]) => sum)).toEqual(lookups);
  });

  it.each([
    [{}, 'cypher-parameter-missing'],
    [{ name: MAIL, least: 'many' }, 'invalid-request'],
    [{ name: MAIL, other: 1 }, 'invalid-request'],
  ])('refuse %j: %s', async (params, code) => {
    expect(ApiError.parse((await tiny.api.post('/api/queries/askers/run', { params })).body).error.code).toBe(code);
  });
});

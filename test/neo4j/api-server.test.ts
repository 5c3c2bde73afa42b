/** What holds for every route: who may ask, what is refused, and what happens while Neo4j is away. */
import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { closeDatabase, openDatabase, runAutoCommit } from '../../server/graph/database.ts';
import { createHolder, takeLease } from '../../server/graph/dataset-lease.ts';
import { beginImport } from '../../server/graph/ledger-entries.ts';
import { ApiError, Health, SampleAnswer } from '../../shared/api.ts';
import { Imports } from '../../shared/api-imports.ts';
import { startApi } from '../helpers/api.ts';
import { setUpTinyApi } from '../helpers/tiny-api.ts';
import { createTinyGraph } from '../helpers/tiny-graph.ts';

const tiny = setUpTinyApi();

const MAIL = 'HostName:mail.tower.example';

describe('imports and the sample', () => {
  it('refuses the sample where there is data', async () => {
    const { status, body } = await tiny.api.post('/api/sample');
    expect([status, ApiError.parse(body).error.code]).toEqual([409, 'database-not-empty']);
  });

  it('lists imports', async () => {
    await runAutoCommit(tiny.database, 'MATCH (entry:_Import) DELETE entry');
    const holder = createHolder('token');
    expect(await takeLease(tiny.database, 'one', holder)).toBe(true);
    const content = { sha256: 'a'.repeat(64), from: 0, unitsBefore: 0, octets: 1 };
    const start = {
      ...content,
      dataset: 'one',
      file: 'dns.log',
      format: 'zeek-tsv',
      plan: '1',
      lanes: 3,
      after: undefined,
      until: undefined,
      cut: false,
    };
    const { id } = await beginImport(tiny.database, { ...start, token: holder.token });
    const { imports } = Imports.parse((await tiny.api.get('/api/imports')).body);
    expect(imports).toMatchObject([{ id, dataset: 'one', file: 'dns.log', status: 'running' }]);
  });

  it('loads the sample once into a database that holds nothing but our bookkeeping', async () => {
    await runAutoCommit(tiny.database, 'MATCH (n) WHERE NOT n:_Import DETACH DELETE n');
    let begin: () => void = () => undefined;
    let finish: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const loadSample = async () => {
      begin();
      await finished;
      return [];
    };
    const api = await startApi(tiny.database, { loadSample });
    const first = api.post('/api/sample');
    await begun;
    expect((await api.post('/api/sample')).status).toBe(429);
    finish();
    expect(SampleAnswer.parse((await first).body)).toEqual({ summaries: [] });
    await api.close();
    await createTinyGraph(tiny.database);
  });
});

describe('the server', () => {
  function askAs(host: string, headers: Record<string, string> = {}): Promise<number | undefined> {
    const { port } = new URL(tiny.api.url);
    return new Promise((resolve, reject) => {
      const asked = request(
        { port, host: '127.0.0.1', path: '/api/schema', headers: { host, ...headers } },
        (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        },
      );
      asked.once('error', reject).end();
    });
  }

  it.each([
    ['127.0.0.1:4000', {}, 200],
    ['localhost', {}, 200],
    ['[::1]:4000', {}, 200],
    ['rebound.example', {}, 403],
    ['127.0.0.1.rebound.example', {}, 403],
    ['localhost:4000', { origin: 'http://localhost:4000' }, 200],
    ['localhost:4000', { origin: 'http://localhost:5000' }, 403],
    ['localhost', { origin: 'https://other.example' }, 403],
    ['localhost', { origin: 'null' }, 403],
  ] as [string, Record<string, string>, number][])('to %s with %o answers %i', async (host, headers, status) => {
    expect(await askAs(host, headers)).toBe(status);
  });

  it.each([
    ['/api/none', 404],
    ['/api', 404],
    ['/api/nodes/%E0%A4%A', 400],
  ])('answers %s with a JSON error of status %i', async (route, status) => {
    const answer = await tiny.api.get(route);
    expect(answer.status).toBe(status);
    expect(ApiError.safeParse(answer.body).error).toBeUndefined();
  });

  it.each([
    ['{"query": ', 'application/json'],
    ['query=RETURN 1', 'application/x-www-form-urlencoded'],
    [`{"query": "${'x'.repeat(5_000_000)}"}`, 'application/json'],
    ['[]', 'application/json'],
    ['{"query": "RETURN 1", "other": 1}', 'application/json'],
  ])('refuses the body %.20s', async (body, type) => {
    const response = await fetch(`${tiny.api.url}/api/cypher`, {
      method: 'POST',
      headers: { 'Content-Type': type },
      body,
    });
    expect(ApiError.parse(await response.json()).error.code).toBe('invalid-request');
  });

  it('serves the page at every other address, with a policy that runs no inline script', async () => {
    const { body, headers } = await tiny.api.get('/canvas?node=x');
    expect(body).toContain('<title>client</title>');
    const policy = headers.get('content-security-policy');
    expect(policy).toMatch(/script-src 'self';/);
    expect(policy).not.toMatch(/unsafe-eval/);
  });

  it('says within two seconds that Neo4j is away, on every route', async () => {
    const away = openDatabase({ uri: 'bolt://127.0.0.1:1', user: 'neo4j', password: 'none' });
    const lonely = await startApi(away, { savedQueriesDir: tiny.folder });
    const health = await lonely.get('/api/health');
    expect([health.status, Health.parse(health.body).status]).toEqual([503, 'unavailable']);
    for (const route of [
      '/api/schema',
      '/api/search?q=a',
      `/api/nodes/${MAIL}`,
      '/api/paths?from=AS:1&to=AS:2',
      '/api/imports',
    ]) {
      expect(ApiError.parse((await lonely.get(route)).body).error.code).toBe('neo4j-unavailable');
    }
    const { body } = await lonely.post('/api/cypher', { query: 'RETURN 1' });
    expect(ApiError.parse(body).error.code).toBe('neo4j-unavailable');
    await lonely.close();
    await closeDatabase(away);
  });
});

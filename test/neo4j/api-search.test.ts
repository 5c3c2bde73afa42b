/** Health, schema, search and suggestions over real HTTP on a real Neo4j. */
import { describe, expect, it } from 'vitest';
import { ApiError, Health, Schema, SearchAnswer, Suggestions } from '../../shared/api.ts';
import { setUpTinyApi } from '../helpers/tiny-api.ts';

const tiny = setUpTinyApi();

const MAIL = 'HostName:mail.tower.example';

async function find(q: string, more = ''): Promise<{ ids: string[]; answer: SearchAnswer }> {
  const answer = SearchAnswer.parse((await tiny.api.get(`/api/search?q=${encodeURIComponent(q)}${more}`)).body);
  return { ids: answer.nodes.map(({ id }) => id), answer };
}

async function getError(route: string): Promise<{ status: number; code: string; message: string }> {
  const { status, body } = await tiny.api.get(route);
  return { status, ...ApiError.parse(body).error };
}

describe('GET /api/health and /api/schema', () => {
  it('say what Neo4j this is', async () => {
    const { status, body } = await tiny.api.get('/api/health');
    expect([status, Health.parse(body)]).toMatchObject([200, { status: 'ok', neo4j: { edition: 'community' } }]);
  });

  it('say what is in the database, without our bookkeeping', async () => {
    const schema = Schema.parse((await tiny.api.get('/api/schema')).body);
    expect(schema.labels.map(({ name, count, key }) => [name, count, key])).toEqual([
      ['AS', 1, 'asn'],
      ['BGPPrefix', 1, 'prefix'],
      ['DomainName', 1, 'name'],
      ['HostName', 2, 'name'],
      ['IP', 3, 'ip'],
      ['Organization', 2, 'name'],
      ['Prefix', 1, undefined],
      ['Resolver', 1, undefined],
    ]);
    expect(schema.labels.every(({ known }) => known)).toBe(true);
    expect(schema.edgeTypes.map(({ name, count }) => [name, count])).toEqual([
      ['LOOKED_UP', 5],
      ['MANAGED_BY', 1],
      ['ORIGINATE', 1],
      ['PART_OF', 4],
    ]);
    expect(schema.edgeTypes[0]?.properties).toContainEqual({ name: 'hours', types: ['LIST<INTEGER>'] });
    expect(schema).toMatchObject({
      datasets: ['one', 'psl', 'register', 'table', 'two'],
      empty: false,
      synthetic: false,
    });
  });
});

describe('GET /api/search', () => {
  it.each([
    ['MAIL.Tower.Example.', [MAIL]],
    ['mail', [MAIL]],
    ['hxxps://mail[.]tower[.]example/x', [MAIL]],
    ['tower', ['DomainName:tower.example']],
    ['192.0.2', ['IP:192.0.2.1', 'BGPPrefix:192.0.2.0/24', 'IP:192.0.2.2']],
    ['192.0.2.0/24', ['BGPPrefix:192.0.2.0/24', 'IP:192.0.2.1', 'IP:192.0.2.2']],
    ['192.0.2.0/31', ['IP:192.0.2.1']],
    ['2001:DB8:0:0::1', ['IP:2001:db8::1']],
    ['2001:db8::/32', ['IP:2001:db8::1']],
    ['AS64500', ['AS:64500']],
    ['64500', ['AS:64500']],
    ['as645', ['AS:64500']],
    ['example bank', ['Organization:Example Bank of Harbours']],
    ['HARBOURS', ['Organization:Example Bank of Harbours']],
    ['Example Bank of Harbours', ['Organization:Example Bank of Harbours']],
    ['bank harb', ['Organization:Example Bank of Harbours']],
    ['nothing-like-this', []],
    ['_Import', []],
    ["') RETURN n //", []],
    ['x" OR *:*', []],
  ])('%s finds %j', async (q, ids) => {
    expect((await find(q)).ids).toEqual(ids);
  });

  it('finds each entry of a list and names those that are not there', async () => {
    const { ids, answer } = await find('192.0.2.2, mail[.]tower[.]example\nAS64500, gone.example\nNobody and Sons');
    expect(answer.notFound).toEqual(['192.0.2.2, mail[.]tower[.]example', 'AS64500, gone.example']);
    expect(ids).toEqual(['Organization:Nobody and Sons']);
    const blanks = await find('192.0.2.2 mail.tower.example gone.example AS64500 192.0.2.1/32');
    expect(blanks.ids).toEqual(['IP:192.0.2.2', MAIL, 'AS:64500', 'IP:192.0.2.1']);
    expect(blanks.answer.notFound).toEqual(['gone.example']);
  });

  it('keeps to a label and a limit', async () => {
    expect((await find('192.0.2', '&label=BGPPrefix')).ids).toEqual(['BGPPrefix:192.0.2.0/24']);
    const { ids, answer } = await find('192.0.2', '&limit=1');
    expect([ids, answer.more]).toEqual([['IP:192.0.2.1'], true]);
  });

  it.each([
    ['/api/search', 'q'],
    ['/api/search?q=%20', 'q'],
    ['/api/search?q=a&limit=0', 'limit'],
    ['/api/search?q=a&limit=x', 'limit'],
    ['/api/search?q=a&q=b', 'q'],
    ['/api/search?q=a&other=1', 'other'],
  ])('%s is refused for %s', async (route, field) => {
    expect(await getError(route)).toMatchObject({
      status: 400,
      code: 'invalid-request',
      message: expect.stringContaining(field),
    });
  });
});

describe('GET /api/suggestions', () => {
  it.each([
    ['label=Organization&property=name', ['Example Bank of Harbours', 'Nobody and Sons']],
    ['label=Organization&property=name&q=sons', ['Nobody and Sons']],
    ['label=HostName&property=name&q=www', ['www.tower.example']],
    ['label=AS&property=asn&q=645', ['64500']],
    ['label=IP&property=af&q=4', ['4']],
    ['label=Missing&property=name', []],
    ['label=_Import&property=id', []],
  ])('%s answers %j', async (params, values) => {
    expect(Suggestions.parse((await tiny.api.get(`/api/suggestions?${params}`)).body)).toEqual({ values, more: false });
  });
});

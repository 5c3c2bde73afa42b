import { describe, expect, test } from 'vitest';
import {
  toAskedTitle,
  toFieldLabel,
  toFormValues,
  toRequestParams,
} from '../../client/features/saved-queries/param-values.ts';
import { groupByCategory, searchQueries } from '../../client/features/saved-queries/query-search.ts';
import type { SavedQuery, SavedQueryParam } from '../../shared/api.ts';
import type { PropertyValue } from '../../shared/graph.ts';

function query(id: string, title: string, category: string, rest: Partial<SavedQuery> = {}): SavedQuery {
  return { id, title, category, description: '', params: [], cypher: '', ...rest };
}

describe('searchQueries', () => {
  const queries = [
    query('b', 'Newest names', 'Names', { cypher: 'MATCH (h:HostName)' }),
    query('a', 'Lookups by weekday and hour', 'Time', { description: 'Of one name' }),
    query('c', 'Paths between two organizations', 'Networks', { cypher: 'MATCH (o:Organization)' }),
  ];
  test.each([
    ['', ['a', 'b', 'c']],
    ['name', ['b', 'a']],
    ['NAME newest', ['b']],
    ['organization', ['c']],
    ['hostname', ['b']],
    ['time', ['a']],
    ['name paths', []],
  ])('"%s"', (text, ids) => {
    expect(searchQueries(queries, text).map(({ id }) => id)).toEqual(ids);
  });

  test('groupByCategory keeps the order inside a category', () => {
    const found = groupByCategory([query('z', 'Z', 'Time'), query('y', 'Y', 'Names'), query('x', 'X', 'Time')]);
    expect(found.map(({ name, queries: inside }) => [name, inside.map(({ id }) => id)])).toEqual([
      ['Names', ['y']],
      ['Time', ['z', 'x']],
    ]);
  });
});

const host: SavedQueryParam = { name: 'p', type: 'node', suggestions: { label: 'HostName', property: 'name' } };
const network: SavedQueryParam = { name: 'p', type: 'node', suggestions: { label: 'AS', property: 'asn' } };
const param = (type: SavedQueryParam['type'], rest: Partial<SavedQueryParam> = {}): SavedQueryParam => ({
  name: 'p',
  type,
  ...rest,
});

describe('toFormValues', () => {
  test.each<[string, SavedQueryParam, Record<string, PropertyValue>, string]>([
    ['given before default', param('integer', { default: '1' }), { p: 2 }, '2'],
    ['default', param('integer', { default: '1' }), {}, '1'],
    ['nothing', param('string'), {}, ''],
    ['a switch without default is off', param('boolean'), {}, 'false'],
    ['the viewer’s zone', param('timezone'), {}, 'Europe/Moscow'],
    ['the file’s zone', param('timezone', { default: 'UTC' }), {}, 'UTC'],
    ['a day', param('datetime', { default: '2016-05-01' }), {}, '2016-05-01T00:00'],
    ['a moment without zone is UTC', param('datetime', { default: '2016-05-01T10:30' }), {}, '2016-05-01T10:30'],
    ['a moment with zone', param('datetime'), { p: '2016-05-01T10:30:00+02:00' }, '2016-05-01T08:30'],
    ['no moment', param('datetime'), { p: 'soon' }, ''],
    ['an id as its key', host, { p: 'HostName:mail.example' }, 'mail.example'],
    ['a key', network, { p: 64500 }, '64500'],
  ])('%s', (_, declared, given, text) => {
    expect(toFormValues([declared], given, 'Europe/Moscow')).toEqual({ p: text });
  });
});

describe('toRequestParams', () => {
  test.each<[string, SavedQueryParam, string, PropertyValue]>([
    ['text', param('string'), ' a b ', 'a b'],
    ['empty text where that is the default', param('string', { default: '' }), '', ''],
    ['integer', param('integer'), '1,234', 1234],
    ['negative integer', param('integer'), '-3', -3],
    ['integer beyond 2^53', param('integer'), '9007199254740993', '9007199254740993'],
    ['float', param('float'), '0.5', 0.5],
    ['switch', param('boolean'), 'true', true],
    ['moment', param('datetime'), '2016-05-01T10:30', '2016-05-01T10:30:00Z'],
    ['zone', param('timezone'), 'Europe/Moscow', 'Europe/Moscow'],
    ['name in its one form', host, 'MAIL.Example.', 'mail.example'],
    ['whole id', host, 'HostName:mail.example', 'mail.example'],
    ['network', network, 'AS64500', 64500],
  ])('%s', (_, declared, text, value) => {
    expect(toRequestParams([declared], { p: text })).toEqual({ type: 'ready', params: { p: value } });
  });

  test.each<[string, SavedQueryParam, string]>([
    ['missing text', param('string'), '  '],
    ['missing node', host, ''],
    ['missing moment', param('datetime'), ''],
    ['text for an integer', param('integer'), 'many'],
    ['a fraction for an integer', param('integer'), '1.5'],
    ['text for a float', param('float'), 'half'],
    ['no zone', param('timezone'), 'Mars/Olympus'],
    ['no AS number', network, 'the university'],
    ['no name', host, 'a..b'],
  ])('says what is wrong with %s', (_, declared, text) => {
    const result = toRequestParams([declared, param('string', { name: 'other', default: '' })], { p: text, other: '' });
    expect(result).toEqual({ type: 'incomplete', errors: { p: expect.stringMatching(/\S/) } });
  });
});

test.each([
  ['name', 'Name'],
  ['minCount', 'Min count'],
  ['first_seen', 'First seen'],
  ['name2', 'Name2'],
])('toFieldLabel: %s', (name, label) => {
  expect(toFieldLabel(name)).toBe(label);
});

test('toAskedTitle tells what was asked with, numbers and empty texts left out', () => {
  const params = [
    { ...host, name: 'name' },
    param('integer', { name: 'days' }),
    param('string', { name: 'organization', default: '' }),
    param('timezone', { name: 'zone' }),
  ];
  const values = { name: 'mail.example', days: '7', organization: '', zone: 'America/Halifax' };
  expect(toAskedTitle({ title: 'Lookups', params }, values)).toBe('Lookups: mail.example, America/Halifax');
  expect(toAskedTitle({ title: 'Newest names', params: [] }, {})).toBe('Newest names');
});

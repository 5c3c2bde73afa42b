import { describe, expect, it } from 'vitest';
import { toDriverValues, toQueryParams } from '../../server/graph/query-params.ts';
import type { SavedQueryParam } from '../../shared/api.ts';
import type { PropertyValue } from '../../shared/graph.ts';

type Type = SavedQueryParam['type'];
const HOST = { label: 'HostName', property: 'name' };
const AS = { label: 'AS', property: 'asn' };

function convert(type: Type, value: PropertyValue, suggestions?: SavedQueryParam['suggestions']): unknown {
  const { p } = toQueryParams([{ name: 'p', type, suggestions }], { p: value });
  return p;
}

describe('a value of a form', () => {
  it.each([
    ['string', ' as typed ', ' as typed '],
    ['string', '', ''],
    ['integer', '42', 42n],
    ['integer', 42, 42n],
    ['integer', '-9223372036854775808', -9_223_372_036_854_775_808n],
    ['float', '1.5', 1.5],
    ['float', 2, 2],
    ['boolean', true, true],
    ['boolean', 'false', false],
    ['timezone', 'Europe/Berlin', 'Europe/Berlin'],
  ] as [Type, PropertyValue, unknown][])('of type %s: %o becomes %o', (type, value, converted) => {
    expect(convert(type, value)).toEqual(converted);
  });

  it.each([
    ['2016-05-03', '2016-05-03T00:00:00.000Z'],
    ['2016-05-03T08:30', '2016-05-03T08:30:00.000Z'],
    ['2016-05-03T08:30:00Z', '2016-05-03T08:30:00.000Z'],
    ['2016-05-03T10:30:00+02:00', '2016-05-03T08:30:00.000Z'],
  ])('of type datetime: %s is the instant %s', (text, instant) => {
    const converted = convert('datetime', text) as { toStandardDate: () => Date };
    expect(converted.toStandardDate().toISOString()).toBe(instant);
  });

  it.each([
    ['HostName:MAIL.Tower.example', HOST, 'mail.tower.example'],
    ['Mail.tower.example.', HOST, 'mail.tower.example'],
    ['AS:64500', AS, 64_500n],
    ['AS64500', AS, 64_500n],
    ['64500', AS, 64_500n],
    ['2001:DB8::1', { label: 'IP', property: 'ip' }, '2001:db8::1'],
    ['IP:2001:db8::1', { label: 'IP', property: 'ip' }, '2001:db8::1'],
    ['Tag:blocked', { label: 'Tag', property: 'label' }, 'blocked'],
  ])('of type node: %s is the key of %o', (text, suggestions, key) => {
    expect(convert('node', text, suggestions)).toEqual(key);
  });

  it.each([
    ['integer', '1.5'],
    ['integer', '9223372036854775808'],
    ['float', 'x'],
    ['boolean', 'yes'],
    ['datetime', 'yesterday'],
    ['datetime', '2016-13-01'],
    ['timezone', 'Berlin'],
    ['string', ['a']],
    ['node', 'IP:300.1.1.1'],
  ] as [Type, PropertyValue][])('of type %s: %o is refused by name', (type, value) => {
    const run = () => convert(type, value, type === 'node' ? { label: 'IP', property: 'ip' } : undefined);
    expect(run).toThrow(
      expect.objectContaining({ code: 'invalid-request', message: expect.stringMatching(/params\.p/) }),
    );
  });
});

describe('parameters of a saved query', () => {
  const params: SavedQueryParam[] = [
    { name: 'days', type: 'integer', default: '30' },
    { name: 'name', type: 'node', suggestions: HOST },
  ];

  it('have their defaults where nothing is given', () => {
    expect(toQueryParams(params, { name: 'a.example', days: '' })).toEqual({ days: 30n, name: 'a.example' });
  });

  it.each([[{}], [{ name: '' }], [{ name: null }]])('are missing without a value or default: %o', (values) => {
    expect(() => toQueryParams(params, values)).toThrow(
      expect.objectContaining({ code: 'cypher-parameter-missing', message: expect.stringMatching(/\bname\b/) }),
    );
  });

  it('are refused where the query has no such parameter', () => {
    expect(() => toQueryParams(params, { name: 'a.example', other: 1 })).toThrow(/params\.other/);
  });
});

describe('parameters of Cypher', () => {
  it('are integers where they are whole numbers, however deep', () => {
    expect(toDriverValues({ a: 1, b: 1.5, c: [1, { d: 2 }], e: 'x', f: null, g: 2 ** 60 })).toEqual({
      a: 1n,
      b: 1.5,
      c: [1n, { d: 2n }],
      e: 'x',
      f: null,
      g: 2 ** 60,
    });
  });
});

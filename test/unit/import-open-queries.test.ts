/** How many queries wait for their replies, and for how long. */
import { describe, expect, it } from 'vitest';
import { createAggregate } from '../../server/import/aggregate.ts';
import { createOpenQueries, type OpenQuery } from '../../server/import/open-queries.ts';
import { KeyError } from '../../shared/keys.ts';

const sink = createAggregate();

function toQuery(name: string, seconds: number): OpenQuery {
  const key = `198.51.100.7 ${name}`;
  return { key, client: '198.51.100.7', name, seconds, qtype: 'A', rcode: '', isClosed: false, before: undefined };
}

function create(maxHeld?: number) {
  const counted: string[] = [];
  const open = createOpenQueries<OpenQuery>(({ name, seconds }) => void counted.push(`${name} ${seconds}`), maxHeld);
  return { open, counted };
}

describe('open queries', () => {
  it('are counted when they are closed, and the rest at the end', () => {
    const { open, counted } = create();
    for (const [at, name] of ['a.example', 'b.example', 'c.example'].entries()) open.open(toQuery(name, at), sink);
    const query = open.find('198.51.100.7 b.example');
    if (query) open.close(query, sink);
    expect(counted).toEqual(['b.example 1']);
    expect(open.find('198.51.100.7 b.example')).toBeUndefined();
    open.finish(sink);
    expect(counted).toEqual(['b.example 1', 'a.example 0', 'c.example 2']);
    open.finish(sink);
    expect(counted.length).toBe(3);
  });

  it('are no more than the limit: the oldest is given up', () => {
    const { open, counted } = create(3);
    for (let at = 0; at < 1000; at += 1) open.open(toQuery(`n${at}.example`, 0), sink);
    expect(counted.length).toBe(997);
    expect(open.find('198.51.100.7 n996.example')).toBeUndefined();
    expect(open.find('198.51.100.7 n997.example')).toBeDefined();
  });

  it('are given up after two minutes', () => {
    const { open, counted } = create();
    open.open(toQuery('a.example', 0), sink);
    open.open(toQuery('b.example', 120), sink);
    expect(counted).toEqual([]);
    open.open(toQuery('c.example', 121), sink);
    expect(counted).toEqual(['a.example 0']);
  });

  it('of one key are closed one by one, also when the oldest was given up', () => {
    const { open, counted } = create();
    for (const seconds of [0, 60, 121]) open.open(toQuery('a.example', seconds), sink);
    expect(counted).toEqual(['a.example 0']);
    for (let query = open.find('198.51.100.7 a.example'); query; query = open.find(query.key)) open.close(query, sink);
    expect(counted).toEqual(['a.example 0', 'a.example 121', 'a.example 60']);
  });

  it('have to be readable', () => {
    const { open, counted } = create();
    expect(() => open.open({ ...toQuery('a.example', 0), client: 'nobody' }, sink)).toThrow(KeyError);
    expect(() => open.open(toQuery('a..example', 0), sink)).toThrow(KeyError);
    open.finish(sink);
    expect(counted).toEqual([]);
  });

  it('tell whether queries are logged at this time', () => {
    const { open } = create();
    expect(open.isLogged(0)).toBe(false);
    open.open(toQuery('a.example', 0), sink);
    expect(open.isLogged(120)).toBe(true);
    expect(open.isLogged(121)).toBe(false);
  });
});

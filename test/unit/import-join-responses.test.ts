import { describe, expect, it } from 'vitest';
import { createJoiner, type Reply } from '../../server/import/join-responses.ts';
import type { Sink } from '../../server/import/record.ts';
import { KeyError } from '../../shared/keys.ts';

const QUERY_COUNTED = { type: 'left-out', reason: 'query of a lookup counted already' };
const RESPONSE_COUNTED = { type: 'left-out', reason: 'response of a lookup counted already' };
const ACCEPTED = { type: 'accepted' };
const OWNER = 'a.alpha.example';

function toReply(rcode: string, ...addresses: string[]): Reply {
  return { rcode, answers: addresses.map((data) => ({ owner: OWNER, type: 'A', data })) };
}

function createHarness() {
  const records: unknown[][] = [];
  const notes: string[] = [];
  const sink: Sink = {
    lookup: (...record) => records.push(['lookup', ...record]),
    answers: (name, seconds, qtype, cell, split, count) => {
      records.push(['answers', name, seconds, qtype, split(cell), count]);
    },
    node: () => undefined,
    edge: () => undefined,
    seen: () => undefined,
  };
  const joiner = createJoiner({ note: (text) => notes.push(text) });
  const toQuestion = (seconds: number, name: string, qtype: string, client: string) => {
    return { client, name, seconds, qtype, count: 1 };
  };
  return {
    records,
    notes,
    query: (key: string, seconds: number, name = OWNER, qtype = 'A', client = '198.51.100.7') =>
      joiner.query(key, toQuestion(seconds, name, qtype, client), sink),
    response: (key: string, seconds: number, reply: Reply, name = OWNER, qtype = 'A', client = '198.51.100.7') =>
      joiner.response(key, toQuestion(seconds, name, qtype, client), reply, sink),
    joiner,
    sink,
    finish: () => joiner.finish(sink),
  };
}

function toLookup(seconds: number, rcode: string, qtype = 'A', name = OWNER, count = 1) {
  return ['lookup', '198.51.100.7', name, seconds, qtype, rcode, count];
}

describe('query and response', () => {
  it('are one lookup at the time of the query, with the code and the answers', () => {
    const { query, response, finish, records } = createHarness();
    expect(query('k', 100)).toEqual(ACCEPTED);
    expect(response('k', 100.5, toReply('NOERROR', '203.0.113.1'), 'A.Alpha.Example.')).toEqual(RESPONSE_COUNTED);
    expect(records).toEqual([]);
    finish();
    const answers = [{ owner: OWNER, type: 'A', data: '203.0.113.1' }];
    expect(records).toEqual([toLookup(100, 'NOERROR'), ['answers', OWNER, 100, 'A', answers, 1]]);
  });

  it('are one lookup where the response was written first', () => {
    const { query, response, finish, records } = createHarness();
    expect(response('k', 100.5, toReply('REFUSED'))).toEqual(ACCEPTED);
    expect(query('k', 100)).toEqual(QUERY_COUNTED);
    finish();
    expect(records).toEqual([toLookup(100, 'REFUSED')]);
  });

  it('are two lookups where the query came after the response', () => {
    const { query, response, finish, records } = createHarness();
    expect(response('k', 100, toReply('NOERROR'))).toEqual(ACCEPTED);
    expect(query('k', 105)).toEqual(ACCEPTED);
    finish();
    expect(records).toEqual([toLookup(100, 'NOERROR'), toLookup(105, '')]);
  });

  it.each([
    ['key', 'other', OWNER, 'A'],
    ['name', 'k', 'b.alpha.example', 'A'],
    ['type', 'k', OWNER, 'AAAA'],
  ])('are two lookups where the %s differs', (_, key, name, qtype) => {
    const { query, response, finish, records } = createHarness();
    expect(query('k', 100)).toEqual(ACCEPTED);
    expect(response(key, 100.5, toReply('NOERROR'), name, qtype)).toEqual(ACCEPTED);
    finish();
    expect(records).toEqual([toLookup(100, ''), toLookup(100.5, 'NOERROR', qtype, name)]);
  });
});

describe('one side alone', () => {
  it('counts every query once', () => {
    const { query, finish, records } = createHarness();
    for (const seconds of [100, 101, 102]) expect(query('k', seconds)).toEqual(ACCEPTED);
    finish();
    expect(records).toEqual([toLookup(100, ''), toLookup(101, ''), toLookup(102, '')]);
  });

  it('counts every response once', () => {
    const { response, finish, records } = createHarness();
    for (const seconds of [100, 101]) expect(response('k', seconds, toReply('SERVFAIL'))).toEqual(ACCEPTED);
    finish();
    expect(records).toEqual([toLookup(100, 'SERVFAIL'), toLookup(101, 'SERVFAIL')]);
  });
});

describe('repeated packets', () => {
  it('gives each query its response', () => {
    const { query, response, finish, records } = createHarness();
    query('k', 100);
    query('k', 101);
    response('k', 101.1, toReply('SERVFAIL'));
    response('k', 101.2, toReply('NOERROR'));
    finish();
    expect(records).toEqual([toLookup(100, 'SERVFAIL'), toLookup(101, 'NOERROR')]);
  });

  it('counts no second response to one query', () => {
    const { query, response, finish, records } = createHarness();
    query('k', 100);
    response('k', 100.1, toReply('NOERROR', '203.0.113.1'));
    expect(response('k', 100.2, toReply('SERVFAIL', '203.0.113.2'))).toEqual(RESPONSE_COUNTED);
    finish();
    expect(records.filter(([kind]) => kind === 'lookup')).toEqual([toLookup(100, 'NOERROR')]);
    expect(records).toHaveLength(2);
  });
});

describe('responses in parts', () => {
  const part = (rcode: string, ...addresses: string[]) => ({ ...toReply(rcode, ...addresses), isPart: true });

  it('joins the parts with the query whose key they have, whatever their name', () => {
    const { query, response, finish, records } = createHarness();
    query('k', 100);
    response('k', 100.5, part('NOERROR', '203.0.113.1'), OWNER, '');
    response('k', 100.5, part('NOERROR', '203.0.113.2'), 'edge.alpha.example', '');
    finish();
    const answers = ['203.0.113.1', '203.0.113.2'].map((data) => ({ owner: OWNER, type: 'A', data }));
    expect(records).toEqual([toLookup(100, 'NOERROR'), ['answers', OWNER, 100, 'A', answers, 1]]);
  });

  it('makes one lookup of parts without a query', () => {
    const { response, finish, records } = createHarness();
    expect(response('k', 100, part('NXDOMAIN'), OWNER, '')).toEqual(ACCEPTED);
    expect(response('k', 100, part('NXDOMAIN'), 'alpha.example', '')).toEqual(RESPONSE_COUNTED);
    expect(response('k', 103, part('NXDOMAIN'), OWNER, '')).toEqual(ACCEPTED);
    finish();
    expect(records).toEqual([toLookup(100, 'NXDOMAIN', ''), toLookup(103, 'NXDOMAIN', '')]);
  });

  it('keeps no more answers than a message can hold', () => {
    const { response, finish, records } = createHarness();
    for (let i = 0; i < 6000; i += 1) response('k', 100, part('NOERROR', '203.0.113.1'), OWNER, 'A');
    finish();
    expect(records[1]?.[4]).toHaveLength(5461);
  });
});

describe('bounds', () => {
  it('counts a lookup once the log has gone on for 30 s and 10,000 lookups', () => {
    const { query, finish, records } = createHarness();
    for (let i = 0; i <= 10_000; i += 1) query(`k${i}`, 100 + i / 1000);
    query('other', 130);
    expect(records).toEqual([]);
    query('other', 130.0005);
    expect(records).toEqual([toLookup(100, '')]);
    finish();
    expect(records).toHaveLength(10_003);
  });

  it('joins a response more than 30 s after the query with none', () => {
    const { query, response, finish, records } = createHarness();
    query('k', 100);
    expect(response('k', 131, toReply('NOERROR'))).toEqual(ACCEPTED);
    finish();
    expect(records).toHaveLength(2);
  });

  it('joins across rows whose times jump ahead and back', () => {
    const { query, response, finish, records } = createHarness();
    query('k', 100);
    query('other', 500);
    expect(response('k', 101, toReply('NOERROR'))).toEqual(RESPONSE_COUNTED);
    finish();
    expect(records).toEqual([toLookup(100, 'NOERROR'), toLookup(500, '')]);
  });

  it('joins nothing across a jump of the clock', () => {
    const { query, response, finish, records } = createHarness();
    query('k', 1_000_000);
    expect(response('k', 100, toReply('NOERROR'))).toEqual(ACCEPTED);
    finish();
    expect(records).toEqual([toLookup(1_000_000, ''), toLookup(100, 'NOERROR')]);
  });

  it('holds no more than 100,000 lookups, and says so', () => {
    const { query, finish, records, notes } = createHarness();
    for (let i = 0; i < 100_010; i += 1) query(`k${i}`, 100);
    expect(records).toHaveLength(10);
    expect(notes).toHaveLength(10);
    finish();
    expect(records).toHaveLength(100_010);
  });

  it('stays fast and exact in a flood of one packet', () => {
    const { query, response, finish, records } = createHarness();
    for (let i = 0; i < 20_000; i += 1) query('k', 100 + i / 10_000);
    for (let i = 0; i < 1000; i += 1) response('k', 103, toReply('REFUSED'));
    finish();
    expect(records).toHaveLength(20_000);
    expect(records.filter((record) => record[5] === 'REFUSED')).toHaveLength(64);
  });

  it('refuses keys that are none before it holds anything', () => {
    const { query, response, finish, records } = createHarness();
    expect(() => query('k', 100, OWNER, 'A', 'not an address')).toThrow(KeyError);
    expect(() => response('k', 100, toReply('NOERROR'), 'a..example')).toThrow(KeyError);
    finish();
    expect(records).toEqual([]);
  });
});

it('counts what a reduced row stands for', () => {
  const { joiner, sink, records } = createHarness();
  const question = { client: '198.51.100.7', name: OWNER, qtype: 'A' };
  joiner.query('k', { ...question, seconds: 100, count: 5 }, sink);
  joiner.response('k', { ...question, seconds: 101, count: 4 }, toReply('NOERROR'), sink);
  joiner.finish(sink);
  expect(records).toEqual([toLookup(100, 'NOERROR', 'A', OWNER, 5)]);
});

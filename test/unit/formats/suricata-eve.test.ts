/** What the versions of Suricata's dns events do differently. */
import { describe, expect, it } from 'vitest';
import { suricataEve } from '../../../server/import/formats/suricata-eve.ts';
import { collectRecords } from './collect-records.ts';

const [CLIENT, SERVER] = ['198.51.100.7', '192.0.2.53'];
const RESPONSE_COUNTED = 'response of a lookup counted already';

type Ends = { from?: [string, number]; to?: [string, number]; flow?: number | undefined; second?: string };

function toEvent(dns: object, { from = [CLIENT, 40001], to = [SERVER, 53], flow = 1, second = '00' }: Ends = {}) {
  return {
    timestamp: `2026-03-02T10:00:${second}.5+0200`,
    ...(flow === undefined ? {} : { flow_id: flow }),
    event_type: 'dns',
    src_ip: from[0],
    src_port: from[1],
    dest_ip: to[0],
    dest_port: to[1],
    dns,
  };
}

const BACK: Ends = { from: [SERVER, 53], to: [CLIENT, 40001], second: '01' };
const QUESTION = { id: 7, rrname: 'mail.alpha.example', rrtype: 'A' };
const RECORD = { rrname: 'mail.alpha.example', rrtype: 'A', ttl: 60, rdata: '203.0.113.10' };

async function read(...events: object[]) {
  const { records, rejected, counts } = await collectRecords(
    suricataEve,
    events.map((event) => JSON.stringify(event)).join('\n'),
  );
  expect(rejected).toEqual([]);
  const lookups = records.filter(([kind]) => kind === 'lookup').map(([, ...lookup]) => lookup);
  const answers = records.filter(([kind]) => kind === 'answers').map((record) => record[4]);
  return { lookups, answers, leftOut: Object.fromEntries(counts.leftOut), accepted: counts.accepted };
}

function toLookup(second: number, rcode: string, name = 'mail.alpha.example', qtype = 'A') {
  return [CLIENT, name, 1772438400.5 + second, qtype, rcode, 1];
}

describe('the client of a response', () => {
  const v2 = { version: 2, type: 'answer', ...QUESTION, rcode: 'REFUSED' };
  it.each([
    ['version 2, ends of the flow', toEvent(v2)],
    ['version 2 of release 4.1, ends of the packet', toEvent(v2, { ...BACK, second: '00' })],
    ['version 2, a server on another port', toEvent(v2, { to: [SERVER, 5300] })],
    ['version 2, two servers', toEvent(v2, { from: [CLIENT, 53] })],
    [
      'version 3, a server on another port',
      toEvent(
        { version: 3, type: 'response', id: 7, queries: [QUESTION], rcode: 'REFUSED' },
        { from: [SERVER, 5300], to: [CLIENT, 40001] },
      ),
    ],
    [
      'version 3, two servers, type as the user guide prints it',
      toEvent(
        { version: 3, type: 'answer', id: 7, queries: [QUESTION], rcode: 'REFUSED' },
        { from: [SERVER, 53], to: [CLIENT, 53] },
      ),
    ],
  ])('is found: %s', async (_, event) => {
    expect((await read(event)).lookups).toEqual([toLookup(0, 'REFUSED')]);
  });
});

describe('requests and responses', () => {
  const request = toEvent({ version: 3, type: 'request', id: 7, rcode: 'NOERROR', queries: [QUESTION] });
  const response = toEvent({ version: 3, type: 'response', id: 7, rcode: 'SERVFAIL', queries: [QUESTION] }, BACK);

  it('count once together', async () => {
    const { lookups, leftOut } = await read(request, response);
    expect(lookups).toEqual([toLookup(0, 'SERVFAIL')]);
    expect(leftOut).toEqual({ [RESPONSE_COUNTED]: 1 });
  });

  it('count once alone: a request has no code, whatever it prints', async () => {
    expect((await read(request)).lookups).toEqual([toLookup(0, '')]);
    expect((await read(response)).lookups).toEqual([toLookup(1, 'SERVFAIL')]);
  });

  it('are joined by the ends where there is no flow', async () => {
    const parts = [request, response].map(({ flow_id: _, ...event }) => event);
    expect((await read(...parts)).lookups).toEqual([toLookup(0, 'SERVFAIL')]);
  });

  it('are joined where requests have no version but responses have, as in releases 4.1 to 6', async () => {
    const query = toEvent({ type: 'query', ...QUESTION, tx_id: 0 });
    const answer = toEvent({ version: 2, type: 'answer', ...QUESTION, rcode: 'NOERROR', answers: [RECORD] });
    const { lookups, answers } = await read(query, answer);
    expect(lookups).toEqual([toLookup(0, 'NOERROR')]);
    expect(answers).toEqual([[{ owner: RECORD.rrname, type: 'A', data: RECORD.rdata }]]);
  });
});

describe('version 1', () => {
  const query = toEvent({ type: 'query', ...QUESTION, tx_id: 0 });
  const code = toEvent({ type: 'answer', id: 7, rcode: 'NXDOMAIN', rrname: 'mail.alpha.example' }, BACK);
  const authority = toEvent(
    { type: 'answer', id: 7, rcode: 'NXDOMAIN', rrname: 'alpha.example', rrtype: 'SOA', ttl: 60 },
    BACK,
  );

  it('makes one lookup of a query and the events of its response', async () => {
    const { lookups, accepted, leftOut } = await read(query, code, authority);
    expect(lookups).toEqual([toLookup(0, 'NXDOMAIN')]);
    expect(accepted).toBe(1);
    expect(leftOut).toEqual({ [RESPONSE_COUNTED]: 2 });
  });

  it('makes one lookup of the events of a response without a query', async () => {
    expect((await read(code, authority)).lookups).toEqual([toLookup(1, 'NXDOMAIN', 'mail.alpha.example', '')]);
  });
});

describe('answers', () => {
  it('come by type where the owners are left away', async () => {
    const grouped = { A: ['203.0.113.10'], CNAME: ['edge.alpha.example'] };
    const { answers } = await read(toEvent({ version: 2, type: 'answer', ...QUESTION, rcode: 'NOERROR', grouped }));
    expect(answers).toEqual([['edge.alpha.example', '203.0.113.10']]);
  });

  it('are not read where the data was cut or printed in another form', async () => {
    const records = [
      { ...RECORD, rdata_truncated: true },
      { ...RECORD, rrtype: 'SOA', rdata: undefined, soa: {} },
      RECORD,
    ];
    const { answers } = await read(toEvent({ version: 2, type: 'answer', ...QUESTION, answers: records }));
    expect(answers).toEqual([[{ owner: RECORD.rrname, type: 'A', data: RECORD.rdata }]]);
  });
});

it.each([
  ['a\u0004b.example', 'a\\004b.example'],
  ['caf\\xe9.example', 'caf\\233.example'],
  ['back\\slash.example', 'back\\092slash.example'],
  ['', '.'],
])('keeps the octets of the name %j', async (rrname, name) => {
  const { lookups } = await read(toEvent({ version: 2, type: 'query', id: 7, rrname, rrtype: '65' }));
  expect(lookups).toEqual([toLookup(0, '', name, 'HTTPS')]);
});

it('gives few reasons for events of other types, however many types there are', async () => {
  const events = Array.from({ length: 300 }, (_, i) => ({ timestamp: '', event_type: `type-${i}` }));
  const { leftOut } = await read(...events);
  expect(Object.keys(leftOut)).toHaveLength(201);
  expect(Object.values(leftOut).reduce((sum, count) => sum + count, 0)).toBe(300);
});

it('rejects a dns event without its part', async () => {
  const { rejected } = await collectRecords(suricataEve, '{"timestamp":"","event_type":"dns"}');
  expect(rejected.map(({ reason }) => reason)).toEqual(['a dns event without its part "dns"']);
});

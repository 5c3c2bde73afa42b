/** Which rows of passivedns are one lookup, and what its columns hold. */
import { describe, expect, it } from 'vitest';
import { passivedns } from '../../../server/import/formats/passivedns.ts';
import { passivednsJson } from '../../../server/import/formats/passivedns-json.ts';
import { collectRecords, NO_OPTIONS } from './collect-records.ts';

const CLIENT = '198.51.100.7';
const TIME = '1772438400.250000';

function toRow(query: string, type: string, answer: string, { time = TIME, client = CLIENT, count = '1' } = {}) {
  return [time, client, '192.0.2.53', 'IN', query, type, answer, '60', count].join('||');
}

async function readLookups(...rows: string[]) {
  const { records, rejected, counts } = await collectRecords(passivedns, rows.join('\n'));
  expect(rejected).toEqual([]);
  expect(counts.accepted + [...counts.leftOut.values()].reduce((a, b) => a + b, 0)).toBe(rows.length);
  return records.filter(([kind]) => kind === 'lookup').map(([, , name, , qtype, rcode]) => [name, qtype, rcode]);
}

describe('rows of one response', () => {
  const chain = [
    toRow('a.alpha.example.', 'CNAME', 'b.alpha.example.'),
    toRow('b.alpha.example.', 'CNAME', 'c.alpha.example.'),
    toRow('c.alpha.example.', 'AAAA', '2001:db8::10'),
  ];

  it.each([
    ['in order', [0, 1, 2]],
    ['backwards', [2, 1, 0]],
    ['with the middle last', [0, 2, 1]],
    ['with the middle first', [1, 2, 0]],
    ['twice', [0, 1, 2, 0, 1, 2]],
  ])('are one lookup of the first name: %s', async (_, order) => {
    const other = toRow('x.alpha.example.', 'A', '203.0.113.1', { client: '198.51.100.8' });
    const rows = order.flatMap((at) => [chain[at] ?? '', other]);
    expect(await readLookups(...rows)).toContainEqual(['a.alpha.example', 'AAAA', '']);
    expect(await readLookups(...rows)).toHaveLength(2);
  });

  it('are two lookups where client, time or name differ', async () => {
    const rows = [
      toRow('a.alpha.example.', 'A', '203.0.113.1'),
      toRow('a.alpha.example.', 'A', '203.0.113.2', { client: '198.51.100.8' }),
      toRow('a.alpha.example.', 'A', '203.0.113.2', { time: '1772438400.250001' }),
      toRow('b.alpha.example.', 'A', '203.0.113.2'),
    ];
    expect(await readLookups(...rows)).toHaveLength(4);
  });

  it('have no type where only the alias was written', async () => {
    expect(await readLookups(chain[0] ?? '')).toEqual([['a.alpha.example', '', '']]);
  });

  it('keep two names that lead to one apart', async () => {
    const second = toRow('z.alpha.example.', 'CNAME', 'c.alpha.example.');
    expect(await readLookups(...chain, second)).toEqual([
      ['a.alpha.example', 'AAAA', ''],
      ['z.alpha.example', '', ''],
    ]);
  });
});

it('keeps no more records of a response than a message can hold', async () => {
  const row = toRow('a.alpha.example.', 'A', '203.0.113.1');
  const { records, counts } = await collectRecords(passivedns, Array.from({ length: 6000 }, () => row).join('\n'));
  expect(records[1]?.[4]).toHaveLength(5461);
  expect(counts).toMatchObject({ read: 6000, accepted: 1, rejected: 0 });
});

it('counts a record as often as it was seen, the lookup once', async () => {
  const { records } = await collectRecords(passivedns, toRow('a.alpha.example.', 'A', '203.0.113.1', { count: '335' }));
  expect(records.map((record) => record.at(-1))).toEqual([1, 335]);
});

it.each([
  ['NXDOMAIN', 'NXDOMAIN'],
  ['NOTIMPL', 'NOTIMP'],
  ['UNKNOWN-ERROR-16', 'RCODE16'],
])('reads the code %s in place of an answer', async (answer, rcode) => {
  expect(await readLookups(toRow('a.alpha.example.', 'A', answer))).toEqual([['a.alpha.example', 'A', rcode]]);
});

it('reads local times in the zone of the options', async () => {
  const row = toRow('a.alpha.example.', 'A', '203.0.113.1', { time: '2026-03-02 09:00:00.250000' });
  const { records } = await collectRecords(passivedns, row, { ...NO_OPTIONS, timezone: 'Europe/Vienna' });
  expect(records[0]?.[3]).toBe(1772438400.25);
});

it.each(['0', '1.5', '99999999999999999999'])('rejects the count %s', async (count) => {
  const { records, rejected } = await collectRecords(
    passivedns,
    toRow('a.alpha.example.', 'A', '203.0.113.1', { count }),
  );
  expect(records).toEqual([]);
  expect(rejected).toHaveLength(1);
});

it('takes timestamp_ms for the microseconds that it holds', async () => {
  const row = {
    timestamp_s: 1772438400,
    timestamp_ms: 5000,
    client: CLIENT,
    query: 'a.example.',
    type: 'A',
    answer: '',
  };
  const { records } = await collectRecords(passivednsJson, JSON.stringify(row));
  expect(records[0]?.[3]).toBe(1772438400.005);
});

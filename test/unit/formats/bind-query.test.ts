/** The traps of BIND's query log beyond the contract of all formats. */
import { describe, expect, it } from 'vitest';
import { bindQuery } from '../../../server/import/formats/bind-query.ts';
import { findFormat } from '../../../server/import/formats.ts';
import { ImportError } from '../../../server/import/record.ts';
import { collectRecords, NO_OPTIONS, toHead } from './collect-records.ts';

const QUERY = 'query: mail.alpha.example IN A + (203.0.113.53)';
const TIME = 1772438400;
const EXPECTED = [['lookup', '198.51.100.7', 'mail.alpha.example', TIME, 'A', '', 1]];

function read(lines: string[], options = NO_OPTIONS) {
  return collectRecords(bindQuery, `${lines.join('\n')}\n`, options);
}

describe('a query line', () => {
  it.each([
    ['without category', `02-Mar-2026 08:00:00.000 client 198.51.100.7#4000 (mail.alpha.example): ${QUERY}`],
    ['without a name in front', `02-Mar-2026 08:00:00.000 client 198.51.100.7#4000: ${QUERY}`],
    ['with a view alone', `02-Mar-2026 08:00:00.000 client 198.51.100.7#4000: view inside: ${QUERY}`],
    ['of one day digit', `2-Mar-2026 08:00:00.000 queries: client 198.51.100.7#4000: ${QUERY}`],
    ['with severity alone', `02-Mar-2026 08:00:00.000 info: client @0x7f01 198.51.100.7#4000 (x): ${QUERY}`],
    ['with module', `02-Mar-2026 08:00:00.000 queries: query: debug 3: client @0x7f01 198.51.100.7#4000 (x): ${QUERY}`],
    ['in iso8601', `2026-03-02T08:00:00.000 queries: info: client @0x7f01 198.51.100.7#4000 (x): ${QUERY}`],
    ['in iso8601 of an old version', `2026-03-02T08:00:00.000 client 198.51.100.7#4000: ${QUERY}`],
    ['in iso8601-utc', `2026-03-02T08:00:00.000Z queries: info: client @0x7f01 198.51.100.7#4000 (x): ${QUERY}`],
    ['in iso8601-tzinfo', `2026-03-02T10:00:00.000+02:00 client @0x7f01 198.51.100.7#4000 (x): ${QUERY}`],
    ['through syslog', `Mar  2 08:00:00 ns1 named[123]: client @0x7f01 198.51.100.7#4000 (x): ${QUERY}`],
    [
      'through syslog with labels',
      `Mar  2 08:00:00 ns1 named[123]: queries: info: client 198.51.100.7#4000 (x): ${QUERY}`,
    ],
    ['from a host called client', `Mar  2 08:00:00 client named[1]: client @0x7f01 198.51.100.7#4000 (x): ${QUERY}`],
    ['through RFC 5424', `<30>1 2026-03-02T08:00:00Z ns1 named 123 - - client @0x7f01 198.51.100.7#4000 (x): ${QUERY}`],
    ['with an ISO syslog time', `2026-03-02T08:00:00+00:00 ns1 named[123]: client 198.51.100.7#4000 (x): ${QUERY}`],
    [
      'with times of both, whose own counts',
      `Mar  3 09:09:09 ns1 named[1]: 02-Mar-2026 08:00:00.000 queries: client 198.51.100.7#4000 (x): ${QUERY}`,
    ],
  ])('is read %s', async (_, line) => {
    expect(findFormat(toHead(Buffer.from(line)), NO_OPTIONS)?.id).toBe('bind-query');
    const { records, rejected } = await read([line]);
    expect(rejected).toEqual([]);
    expect(records).toEqual(EXPECTED);
  });

  it('is of the zone assumed where it names none', async () => {
    const line = `02-Mar-2026 09:00:00.000 client 198.51.100.7#4000 (x): ${QUERY}`;
    const { records } = await read([line], { ...NO_OPTIONS, timezone: 'Europe/Berlin' });
    expect(records).toEqual(EXPECTED);
  });

  it('may come from a link-local address', async () => {
    const line = `02-Mar-2026 08:00:00.000 client @0x7f01 fe80::1%2#4000 (x): ${QUERY}`;
    const { records } = await read([line]);
    expect(records[0]?.[1]).toBe('fe80::1');
  });

  it('may ask for a name with slashes, brackets and quotes', async () => {
    const name = "o'0/25.2.0.192.in-addr\\(\\).arpa";
    const client = `client @0x7f01 198.51.100.7#4000 (${name})`;
    const lines = [
      `02-Mar-2026 08:00:00.000 ${client}: query: ${name} IN PTR + (203.0.113.53)`,
      `02-Mar-2026 08:00:00.000 ${client}: query (cache) '${name}/PTR/IN' denied`,
    ];
    const { records } = await read(lines);
    expect(records).toEqual([['lookup', '198.51.100.7', "o'0/25.2.0.192.in-addr().arpa", TIME, 'PTR', 'REFUSED', 1]]);
  });
});

describe('a denial', () => {
  const denied =
    "02-Mar-2026 08:00:00.000 client @0x7f01 198.51.100.7#4000 (mail.alpha.example): query (cache) 'mail.alpha.example/A/IN' denied";

  it('is a refused lookup where queries are not logged', async () => {
    const { records, counts } = await read([denied, denied]);
    expect(counts).toMatchObject({ read: 2, accepted: 2 });
    const refused = ['lookup', '198.51.100.7', 'mail.alpha.example', TIME, 'A', 'REFUSED', 1];
    expect(records).toEqual([refused, refused]);
  });

  it('of the name an alias led to belongs to the query for the alias', async () => {
    const client = 'client @0x7f01 198.51.100.7#4000 (www.alpha.example)';
    const { records } = await read([
      `02-Mar-2026 08:00:00.000 ${client}: query: www.alpha.example IN A + (203.0.113.53)`,
      `02-Mar-2026 08:00:00.000 ${client}: query (cache) 'edge.beta.example/A/IN' denied`,
    ]);
    expect(records).toEqual([['lookup', '198.51.100.7', 'www.alpha.example', TIME, 'A', 'REFUSED', 1]]);
  });

  it('of another port is not the answer to this query', async () => {
    const other = denied.replace('#4000', '#4001');
    const { records, counts } = await read([
      `02-Mar-2026 08:00:00.000 client @0x7f01 198.51.100.7#4000 (mail.alpha.example): ${QUERY}`,
      other,
    ]);
    expect(records).toEqual(EXPECTED);
    expect(Object.fromEntries(counts.leftOut)).toEqual({ 'denial of a query counted already or not in the log': 1 });
  });
});

describe('responses', () => {
  it('are lookups of their own where queries are not logged', async () => {
    const { records } = await read([
      '2026-03-02T08:00:00.000Z client @0x7f01 198.51.100.7#4000 (mail.alpha.example): response: mail.alpha.example IN A NXDOMAIN 0 1 1 + (203.0.113.53)',
    ]);
    expect(records).toEqual([['lookup', '198.51.100.7', 'mail.alpha.example', TIME, 'A', 'NXDOMAIN', 1]]);
  });
});

describe('a log without times', () => {
  const line = `queries: info: client @0x7f01 198.51.100.7#4000 (mail.alpha.example): ${QUERY}`;

  it.each([1, 5000])('of %i lines is refused with what to do', async (count) => {
    expect(findFormat(toHead(Buffer.from(line)), NO_OPTIONS)?.id).toBe('bind-query');
    const reading = read(Array.from({ length: count }, () => line));
    await expect(reading).rejects.toThrow(ImportError);
    await expect(reading).rejects.toThrow(/print-time iso8601-utc/);
  });

  it('is not one that has a time in other lines', async () => {
    const { records, rejected } = await read([line, `02-Mar-2026 08:00:00.000 ${line}`]);
    expect(records).toEqual(EXPECTED);
    expect(rejected).toMatchObject([{ line: 1, reason: 'no time at the beginning of the line' }]);
  });
});

it('reads a hostile line quickly', async () => {
  const started = performance.now();
  const parts = ['a: ', 'client ', '(', ')', ': view ', '/key ', "'", ' denied', '[', '"', '\\'];
  const lines = parts.flatMap((part) => [
    part.repeat(100_000),
    `02-Mar-2026 08:00:00.000 ${part.repeat(100_000)}`,
    `02-Mar-2026 08:00:00.000 client @0x7f01 198.51.100.7#4000 (x): query ${part.repeat(100_000)}`,
    `<30>1 2026-03-02T08:00:00Z ns1 named 123 - ${part.repeat(100_000)}`,
  ]);
  const { counts } = await read(lines);
  expect(counts.read).toBe(lines.length);
  expect(performance.now() - started).toBeLessThan(5000);
});

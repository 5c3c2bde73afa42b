/** The traps of Unbound's log beyond the contract of all formats, and how queries wait for their replies. */
import { describe, expect, it } from 'vitest';
import { unbound } from '../../../server/import/formats/unbound.ts';
import { findFormat } from '../../../server/import/formats.ts';
import { collectRecords, NO_OPTIONS, toHead } from './collect-records.ts';

const TIME = 1772438400;
const QUESTION = '198.51.100.7 mail.alpha.example. A IN';
const CODE = 'NXDOMAIN 0.000100 1 52';

function toLine(seconds: number, text: string): string {
  return `[${TIME + seconds}] unbound[41:0] ${text}`;
}

function toLookup(seconds: number, rcode: string, client = '198.51.100.7') {
  return ['lookup', client, 'mail.alpha.example', TIME + seconds, 'A', rcode, 1];
}

function read(lines: string[], options = NO_OPTIONS) {
  return collectRecords(unbound, `${lines.join('\n')}\n`, options);
}

describe('a query line', () => {
  it.each([
    ['with epoch time', `[${TIME}] unbound[41:0] info: ${QUESTION}`],
    ['with its tag', `[${TIME}] unbound[41:a] query: ${QUESTION}`],
    ['with log-time-ascii', `Mar 02 08:00:00 unbound[41:0] query: ${QUESTION}`],
    ['with log-time-iso', `2026-03-02T09:00:00.000+01:00 unbound[41:0] query: ${QUESTION}`],
    ['through syslog', `Mar  2 08:00:00 ns1 unbound[41]: [41:0] info: ${QUESTION}`],
    ['through RFC 5424', `<30>1 2026-03-02T08:00:00Z ns1 unbound 41 - - [41:0] info: ${QUESTION}`],
    ['with an identity of its own', `[${TIME}] alpha-dns[41:0] info: ${QUESTION}`],
  ])('is read %s', async (_, line) => {
    expect(findFormat(toHead(Buffer.from(line)), NO_OPTIONS)?.id).toBe('unbound');
    const { records, rejected } = await read([line]);
    expect(rejected).toEqual([]);
    expect(records).toEqual([toLookup(0, '')]);
  });

  it('of a client that is no address is rejected', async () => {
    const { records, rejected } = await read([toLine(0, 'query: nobody mail.alpha.example. A IN')]);
    expect(records).toEqual([]);
    expect(rejected).toMatchObject([{ reason: '"nobody" is no IPv4 or IPv6 address' }]);
  });

  it('with octets Unbound does not print is noted', async () => {
    const notes: string[] = [];
    const options = { ...NO_OPTIONS, note: (text: string) => notes.push(text) };
    const { records } = await read([toLine(0, 'query: 198.51.100.7 a?b.alpha.example. A IN')], options);
    expect(records[0]?.[2]).toBe('a?b.alpha.example');
    expect(notes).toEqual([expect.stringContaining('name with a "?"')]);
  });
});

describe('replies', () => {
  it('count where queries are not logged', async () => {
    const { records, counts } = await read([
      toLine(0, `info: ${QUESTION} ${CODE}`),
      toLine(1, `reply: ${QUESTION} ${CODE}`),
    ]);
    expect(records).toEqual([toLookup(0, 'NXDOMAIN'), toLookup(1, 'NXDOMAIN')]);
    expect(counts).toMatchObject({ read: 2, accepted: 2 });
  });

  it('belong to one query each, however often the same is asked', async () => {
    const queries = [0, 1, 2].map((seconds) => toLine(seconds, `query: ${QUESTION}`));
    const replies = [3, 3, 3, 3].map((seconds) => toLine(seconds, `reply: ${QUESTION} ${CODE}`));
    const { records, counts } = await read([...queries, ...replies]);
    expect(records.length).toBe(3);
    expect(records.every((record) => record[5] === 'NXDOMAIN')).toBe(true);
    expect(Object.fromEntries(counts.leftOut)).toEqual({
      'reply to a query counted already or not in the log': 1,
      'reply, counted with its query': 3,
    });
  });

  it('belong to the client that asked', async () => {
    const { records } = await read([
      toLine(0, `query: ${QUESTION}`),
      toLine(0, `query: ${QUESTION.replace('100.7', '100.8')}`),
      toLine(1, `reply: ${QUESTION.replace('100.7', '100.8')} ${CODE}`),
    ]);
    expect(records).toEqual([toLookup(0, 'NXDOMAIN', '198.51.100.8'), toLookup(0, '')]);
  });

  it('later than two minutes count nothing twice', async () => {
    const { records, counts } = await read([
      toLine(0, `query: ${QUESTION}`),
      toLine(60, 'query: 198.51.100.7 beta.example. A IN'),
      toLine(121, 'query: 198.51.100.7 beta.example. A IN'),
      toLine(122, `reply: ${QUESTION} ${CODE}`),
    ]);
    expect(records[0]).toEqual(toLookup(0, ''));
    expect(records.length).toBe(3);
    expect(counts).toMatchObject({ read: 4, accepted: 3 });
  });

  it('count again once queries are no longer logged', async () => {
    const { records } = await read([toLine(0, `query: ${QUESTION}`), toLine(121, `reply: ${QUESTION} ${CODE}`)]);
    expect(records).toEqual([toLookup(0, 'NXDOMAIN')]);
    const { records: later } = await read([
      toLine(0, `query: ${QUESTION}`),
      toLine(1, `reply: ${QUESTION} ${CODE}`),
      toLine(121, `reply: ${QUESTION} ${CODE}`),
    ]);
    expect(later).toEqual([toLookup(0, 'NXDOMAIN'), toLookup(121, 'NXDOMAIN')]);
  });
});

it('reads a hostile line quickly', async () => {
  const started = performance.now();
  const parts = ['a ', '[1:0] ', 'query: ', '  .', '192.0.2.4 ', ':', '%', '?.'];
  const lines = parts.flatMap((part) => [
    part.repeat(100_000),
    toLine(0, part.repeat(100_000)),
    toLine(0, `query: ${part.repeat(100_000)}`),
    `Mar  2 08:00:00 ${part.repeat(100_000)}`,
  ]);
  const { counts } = await read(lines);
  expect(counts.read).toBe(lines.length);
  expect(performance.now() - started).toBeLessThan(5000);
});

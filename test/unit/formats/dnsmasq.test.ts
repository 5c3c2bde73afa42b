/** The traps of dnsmasq's log beyond the contract of all formats. */
import { describe, expect, it } from 'vitest';
import { toAnswerFacts } from '../../../server/import/answers.ts';
import { dnsmasq } from '../../../server/import/formats/dnsmasq.ts';
import { findFormat } from '../../../server/import/formats.ts';
import { type Answer, ImportError } from '../../../server/import/record.ts';
import { collectRecords, NO_OPTIONS, toHead } from './collect-records.ts';

const TIME = 1772438400;
const QUERY = 'query[A] mail.alpha.example from 198.51.100.7';
const EXTRA = '7 198.51.100.7/4001';

function toLine(text: string): string {
  return `Mar  2 08:00:00 dnsmasq[41]: ${text}`;
}

async function read(texts: string[]) {
  const collected = await collectRecords(dnsmasq, texts.map((text) => `${toLine(text)}\n`).join(''));
  return { ...collected, leftOut: Object.fromEntries(collected.counts.leftOut) };
}

/** The response codes of the lookups in order. */
async function readRcodes(texts: string[]) {
  const { records } = await read(texts);
  return records.filter(([type]) => type === 'lookup').map((record) => record[5]);
}

/** What the answers of the lookups say. */
async function readFacts(texts: string[]) {
  const { records } = await read(texts);
  const answers = records.filter(([type]) => type === 'answers');
  return answers
    .flatMap(([, name, , qtype, given]) => toAnswerFacts(String(name), String(qtype), given as Answer[]))
    .map(({ type, source, target, records: by }) => [type, source, target, ...(by ?? [])].join(' '));
}

describe('a query line', () => {
  it.each([
    ['of its own file', `Mar  2 08:00:00 dnsmasq[41]: ${QUERY}`],
    ['through syslog', `Mar  2 08:00:00 router dnsmasq[41]: ${QUERY}`],
    ['through RFC 5424', `<30>1 2026-03-02T08:00:00Z router dnsmasq 41 - - ${QUERY}`],
    ['with an ISO time', `2026-03-02T08:00:00+00:00 router dnsmasq[41]: ${QUERY}`],
    ['of logread', `Mon Mar  2 08:00:00 2026 daemon.info dnsmasq[41]: ${QUERY}`],
    ['with log-queries=extra', `Mar  2 08:00:00 dnsmasq[41]: ${EXTRA} ${QUERY}`],
    ['of logread with log-queries=extra', `Mon Mar  2 08:00:00 2026 daemon.info dnsmasq[1]: ${EXTRA} ${QUERY}`],
    ['with log-queries=proto', `Mar  2 08:00:00 dnsmasq[41]: TCP ${EXTRA} ${QUERY}`],
  ])('is read %s', async (_, line) => {
    expect(findFormat(toHead(Buffer.from(line)), NO_OPTIONS)?.id).toBe('dnsmasq');
    const { records, rejected } = await collectRecords(dnsmasq, line);
    expect(rejected).toEqual([]);
    expect(records).toEqual([['lookup', '198.51.100.7', 'mail.alpha.example', TIME, 'A', '', 1]]);
  });

  it.each([
    ['a b.alpha.example', 'a\\032b.alpha.example'],
    ['a from b.alpha.example', 'a\\032from\\032b.alpha.example'],
    ['a\\233.alpha.example', 'a\\092233.alpha.example'],
    ['.', '.'],
  ])('may ask for %s', async (name, key) => {
    const { records } = await read([`query[A] ${name} from 198.51.100.7`]);
    expect(records[0]?.[2]).toBe(key);
  });

  it.each([
    ['type=65', 'HTTPS'],
    ['type=65280', 'TYPE65280'],
    ['HTTPS', 'HTTPS'],
  ])('may be of type %s', async (type, qtype) => {
    const { records } = await read([`query[${type}] alpha.example from 198.51.100.7`]);
    expect(records[0]?.[4]).toBe(qtype);
  });
});

describe('answers with serial numbers', () => {
  it.each([
    ['reply mail.alpha.example is NXDOMAIN', 'NXDOMAIN'],
    ['reply mail.alpha.example is NODATA-IPv4', 'NOERROR'],
    ['reply mail.alpha.example is 203.0.113.10 (DNSSEC signed)', 'NOERROR'],
    ['reply error is SERVFAIL', 'SERVFAIL'],
    ['reply error is REFUSED (EDE: not authoritative)', 'REFUSED'],
    ['reply error is not implemented', 'NOTIMP'],
    ['reply error is 9', 'NOTAUTH'],
    ['validation mail.alpha.example is BOGUS', 'SERVFAIL'],
    ['validation mail.alpha.example is SECURE', ''],
    ['reply query is duplicate', ''],
    ['reply is truncated', ''],
    ['cached mail.alpha.example is NXDOMAIN', 'NXDOMAIN'],
    ['cached-stale mail.alpha.example is 203.0.113.10', 'NOERROR'],
    ['config mail.alpha.example is NXDOMAIN', 'NXDOMAIN'],
    ['/etc/hosts mail.alpha.example is 203.0.113.10', 'NOERROR'],
    ['gravity blocked mail.alpha.example is 0.0.0.0', 'NOERROR'],
    ['exactly blacklisted mail.alpha.example is 0.0.0.0', 'NOERROR'],
    ['regex denied mail.alpha.example is NXDOMAIN', 'NXDOMAIN'],
    ['Rate-limiting mail.alpha.example is REFUSED (EDE: blocked)', 'REFUSED'],
  ])('give the code: %s', async (answer, rcode) => {
    expect(await readRcodes([`${EXTRA} ${QUERY}`, `${EXTRA} ${answer}`])).toEqual([rcode]);
  });

  it('are joined however they are mixed', async () => {
    const other = '8 198.51.100.8/4001';
    const texts = [
      `${EXTRA} ${QUERY}`,
      `${other} query[A] beta.example from 198.51.100.8`,
      `${other} reply beta.example is NXDOMAIN`,
      `${EXTRA} reply mail.alpha.example is 203.0.113.10`,
    ];
    expect(await readRcodes(texts)).toEqual(['NOERROR', 'NXDOMAIN']);
  });

  it('follow aliases, however many', async () => {
    const texts = ['mail.alpha.example is <CNAME>', 'a.beta.example is <CNAME>', 'b.beta.example is 203.0.113.10'];
    expect(await readFacts([`${EXTRA} ${QUERY}`, ...texts.map((text) => `${EXTRA} reply ${text}`)])).toEqual([
      'ALIAS_OF mail.alpha.example a.beta.example',
      'ALIAS_OF a.beta.example b.beta.example',
      'RESOLVES_TO b.beta.example 203.0.113.10 A',
      'RESOLVES_TO mail.alpha.example 203.0.113.10 A CNAME',
    ]);
  });

  it('name the host of an address', async () => {
    const texts = [
      'query[PTR] 10.113.0.203.in-addr.arpa from 198.51.100.7',
      'reply 203.0.113.10 is edge.alpha.example',
    ];
    expect(await readFacts(texts.map((text) => `${EXTRA} ${text}`))).toEqual([
      'POINTS_TO 203.0.113.10 edge.alpha.example',
    ]);
  });

  it.each([
    [
      'text that looks like an address',
      'query[TXT] mail.alpha.example from 198.51.100.7',
      'reply mail.alpha.example is 203.0.113.9',
    ],
    ['an option of dnsmasq', QUERY, 'config mail.alpha.example is 203.0.113.9'],
    ['a hosts file', QUERY, '/etc/hosts mail.alpha.example is 203.0.113.9'],
    ['a block list', QUERY, 'gravity blocked mail.alpha.example is 0.0.0.0'],
  ])('are no facts of DNS where they are of %s', async (_, query, answer) => {
    expect(await readFacts([`${EXTRA} ${query}`, `${EXTRA} ${answer}`])).toEqual([]);
  });

  it('belong to the last query with the number', async () => {
    const texts = [`${EXTRA} ${QUERY}`, `${EXTRA} ${QUERY}`, `${EXTRA} reply mail.alpha.example is NXDOMAIN`];
    expect(await readRcodes(texts)).toEqual(['', 'NXDOMAIN']);
  });
});

describe('answers without serial numbers', () => {
  it('belong to the query right before them where dnsmasq knew them itself', async () => {
    expect(await readRcodes([QUERY, 'cached mail.alpha.example is NXDOMAIN'])).toEqual(['NXDOMAIN']);
    expect(await readRcodes([QUERY, 'gravity blocked mail.alpha.example is 0.0.0.0'])).toEqual(['NOERROR']);
  });

  it('belong to no query once it was forwarded, or if they are of another name', async () => {
    expect(
      await readRcodes([
        QUERY,
        'forwarded mail.alpha.example to 203.0.113.53',
        'cached mail.alpha.example is NXDOMAIN',
      ]),
    ).toEqual(['']);
    expect(await readRcodes([QUERY, 'cached beta.example is NXDOMAIN'])).toEqual(['']);
    expect(await readRcodes([QUERY, 'reply mail.alpha.example is NXDOMAIN'])).toEqual(['']);
  });

  it('belong to it through aliases, each of them', async () => {
    const texts = [
      'mail.alpha.example is <CNAME>',
      'edge.alpha.example is 203.0.113.10',
      'edge.alpha.example is 203.0.113.11',
    ];
    const { counts } = await read([QUERY, ...texts.map((text) => `cached ${text}`)]);
    expect(counts.leftOut.get('answer, counted with its query')).toBe(3);
    expect(await readFacts([QUERY, ...texts.map((text) => `cached ${text}`)])).toContain(
      'RESOLVES_TO mail.alpha.example 203.0.113.11 A CNAME',
    );
  });

  it('of another process belong to its own query', async () => {
    const lines = [toLine(QUERY), toLine('cached mail.alpha.example is NXDOMAIN').replace('[41]', '[42]')];
    const { records } = await collectRecords(dnsmasq, lines.join('\n'));
    expect(records.map((record) => record[5])).toEqual(['']);
  });

  it('of other servers say which name has which address', async () => {
    const { records, leftOut } = await read([
      QUERY,
      'reply edge.alpha.example is 203.0.113.10',
      'reply edge.alpha.example is 2001:db8::10',
      'reply 203.0.113.10 is edge.alpha.example',
      'reply mail.alpha.example is <MX>',
      'reply mail.alpha.example is v=spf1 what is this',
      'reply a b.alpha.example is 203.0.113.10',
    ]);
    expect(records.slice(1)).toEqual([
      ['seen', 'RESOLVES_TO', 'HostName', 'edge.alpha.example', 'IP', '203.0.113.10', TIME, TIME, 1, 'A'],
      ['seen', 'RESOLVES_TO', 'HostName', 'edge.alpha.example', 'IP', '2001:db8::10', TIME, TIME, 1, 'AAAA'],
      ['seen', 'POINTS_TO', 'IP', '203.0.113.10', 'HostName', 'edge.alpha.example', TIME, TIME, 1],
    ]);
    expect(leftOut).toEqual({ 'answer without its query that names no address': 3 });
  });
});

it('refuses a log without times with what to do', async () => {
  const line = `dnsmasq: ${QUERY}`;
  expect(findFormat(toHead(Buffer.from(line)), NO_OPTIONS)?.id).toBe('dnsmasq');
  await expect(collectRecords(dnsmasq, line)).rejects.toThrow(ImportError);
  await expect(collectRecords(dnsmasq, line)).rejects.toThrow(/log-facility/);
});

it('takes the year of the options', async () => {
  const { records } = await collectRecords(dnsmasq, toLine(QUERY), { ...NO_OPTIONS, year: 2020 });
  expect(records[0]?.[3]).toBe(Date.UTC(2020, 2, 2, 8) / 1000);
});

it('reads a hostile line quickly', async () => {
  const started = performance.now();
  const parts = [
    'query[',
    '] ',
    ' from ',
    ' is ',
    'reply ',
    '7 1:1/1 ',
    ' (EDE: ',
    '<CNAME>',
    'validation ',
    'UDP ',
    '\\',
    '::',
  ];
  const texts = parts.flatMap((part) => [
    part.repeat(10_000),
    `${EXTRA} query[A] ${part.repeat(10_000)} from 198.51.100.7`,
    `${EXTRA} reply ${part.repeat(10_000)} is x`,
    `validation ${part.repeat(10_000)}`,
  ]);
  const { counts } = await read(texts);
  expect(counts.read).toBe(texts.length);
  expect(performance.now() - started).toBeLessThan(5000);
});

/** golang-dnstap's JSON lines beyond the contract: the DNS message as text. */
import { describe, expect, it } from 'vitest';
import { dnstapJson } from '../../../server/import/formats/dnstap-json.ts';
import { collectRecords } from './collect-records.ts';

const HEADER =
  ';; opcode: QUERY, status: NOERROR, id: 7\n;; flags: qr rd ra; QUERY: 1, ANSWER: 0, AUTHORITY: 0, ADDITIONAL: 0\n';

function toText(question: string, ...answers: string[]): string {
  const section = answers.length === 0 ? '' : `\n;; ANSWER SECTION:\n${answers.join('\n')}\n`;
  return `${HEADER}\n;; QUESTION SECTION:\n${question}\n${section}`;
}

function toLine(text: string | undefined, fields: Record<string, unknown> = {}): string {
  const message = {
    type: 'CLIENT_RESPONSE',
    response_time: '2026-03-02T08:00:00.125000000Z',
    query_address: '198.51.100.7',
    query_port: 50000,
    response_message: text,
    ...fields,
  };
  return JSON.stringify({ type: 'MESSAGE', message });
}

describe('the text of a DNS message', () => {
  it.each([
    [';mail.alpha.example.\tIN\t A', 'mail.alpha.example', 'A'],
    [';a\\ b\\\\c.alpha.example.\tIN\t TXT', 'a\\032b\\092c.alpha.example', 'TXT'],
    [';\\009\\"\\;.alpha.example.\tIN\t TXT', '\\009";.alpha.example', 'TXT'],
    [';.\tIN\t NS', '.', 'NS'],
    [';odd.alpha.example.\tCLASS9\t Reserved', 'odd.alpha.example', 'TYPE65535'],
    [';odd.alpha.example.\tIN\t TYPE65280', 'odd.alpha.example', 'TYPE65280'],
  ])('gives for %j the name and the type', async (question, name, qtype) => {
    const { records } = await collectRecords(dnstapJson, toLine(toText(question)));
    expect(records).toEqual([['lookup', '198.51.100.7', name, 1772438400.125, qtype, 'NOERROR', 1]]);
  });

  it('gives the answers of its answer section, of class IN and with an edge', async () => {
    const text = toText(
      ';mail.alpha.example.\tIN\t A',
      'mail.alpha.example.\t60\tIN\tCNAME\te\\ dge.alpha.example.',
      'e\\ dge.alpha.example.\t60\tIN\tA\t203.0.113.10',
      'mail.alpha.example.\t60\tCH\tA\t203.0.113.11',
      'mail.alpha.example.\t60\tIN\tTXT\t"one" "two"',
    );
    const authority = '\n;; AUTHORITY SECTION:\nalpha.example.\t60\tIN\tNS\tns1.alpha.example.\n';
    const { records } = await collectRecords(dnstapJson, toLine(text + authority));
    expect(records[1]?.[4]).toEqual([
      { owner: 'mail.alpha.example.', type: 'CNAME', data: 'e\\ dge.alpha.example.' },
      { owner: 'e\\ dge.alpha.example.', type: 'A', data: '203.0.113.10' },
    ]);
  });

  it.each([
    ['BADSIG', 'BADVERS'],
    ['REFUSED', 'REFUSED'],
    ['', ''],
  ])('gives the code %j as %j', async (status, rcode) => {
    const text = toText(';mail.alpha.example.\tIN\t A').replace('NOERROR', status);
    const { records } = await collectRecords(dnstapJson, toLine(text));
    expect(records[0]?.[5]).toBe(rcode);
  });

  it.each([
    ['parse failed: dns: bad rdata', /no DNS message as text: "parse failed: dns: bad rdata"/],
    ['', /no DNS message as text/],
    [HEADER, /cut before its question/],
    [toText(';mail.alpha.example.'), /is no question/],
    [toText(`;${'\\'.repeat(100_000)}`), /is no question/],
    [toText(`;${'a'.repeat(100_000)}`), /is no question/],
    [toText(`;${'a '.repeat(100_000)}`), /is no question/],
  ])('is rejected where it is none (%#)', async (text, reason) => {
    const { rejected, counts } = await collectRecords(dnstapJson, toLine(text));
    expect(rejected).toMatchObject([{ line: 1, reason: expect.stringMatching(reason) }]);
    expect(counts).toMatchObject({ read: 1, accepted: 0 });
  });
});

it.each([
  ['no type', { type: undefined }, /no message of dnstap/],
  ['a type that is none', { type: 'CLIENT_SONG' }, /"CLIENT_SONG" is no message type/],
  ['no message', { response_message: undefined }, /no response_message/],
  ['no time', { response_time: undefined }, /neither query_time nor response_time/],
  ['a time that is none', { response_time: 'noon' }, /"noon" is no time/],
  ['no client', { query_address: undefined }, /no query_address/],
  ['a client that is none', { query_address: ['x'] }, /no query_address/],
  ['a client that is no address', { query_address: 'x' }, /"x" is no IPv4 or IPv6 address/],
])('rejects a message with %s', async (_, fields, reason) => {
  const { rejected } = await collectRecords(dnstapJson, toLine(toText(';mail.alpha.example.\tIN\t A'), fields));
  expect(rejected).toMatchObject([{ line: 1, reason: expect.stringMatching(reason) }]);
});

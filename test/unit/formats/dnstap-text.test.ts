/** dnstap-read's lines beyond the contract: zones, addresses, questions. */
import { describe, expect, it } from 'vitest';
import { dnstapText } from '../../../server/import/formats/dnstap-text.ts';
import { findFormat } from '../../../server/import/formats.ts';
import { collectRecords, NO_OPTIONS, toHead } from './collect-records.ts';

const REST = '-> 203.0.113.53:53 UDP 40b';

it('reads local times in the zone of the options, and says which are not certain', async () => {
  const notes: string[] = [];
  const options = { ...NO_OPTIONS, timezone: 'Europe/Berlin', note: (text: string) => notes.push(text) };
  const lines = [
    `02-Mar-2026 08:00:00.250 CQ 198.51.100.7:50000 ${REST} mail.alpha.example/IN/A`,
    `01-Jul-2026 08:00:00.000 CQ 198.51.100.7:50000 ${REST} mail.alpha.example/IN/A`,
    `25-Oct-2026 02:30:00.000 CQ 198.51.100.7:50000 ${REST} mail.alpha.example/IN/A`,
  ];
  const { records } = await collectRecords(dnstapText, lines.join('\n'), options);
  expect(records.map(([, , , seconds]) => new Date(Number(seconds) * 1000).toISOString())).toEqual([
    '2026-03-02T07:00:00.250Z',
    '2026-07-01T06:00:00.000Z',
    '2026-10-25T00:30:00.000Z',
  ]);
  expect(notes).toEqual(['local time that the clock of Europe/Berlin shows twice, read as the first']);
});

it.each([
  ['198.51.100.7:50000', '198.51.100.7'],
  ['2001:db8::1:50000', '2001:db8::1'],
  ['2001:db8:1:2:3:4:5:6:50000', '2001:db8:1:2:3:4:5:6'],
  ['::1:0', '::1'],
])('reads %s as the client %s', async (address, client) => {
  const line = `02-Mar-2026 08:00:00.250 CQ ${address} ${REST} mail.alpha.example/IN/A`;
  expect((await collectRecords(dnstapText, line)).records[0]?.[1]).toBe(client);
});

it.each([
  ['./IN/NS', '.', 'NS'],
  ['0/26.2.0.192.in-addr.arpa/IN/PTR', '0/26.2.0.192.in-addr.arpa', 'PTR'],
  ['a\\032b.alpha.example/CH/TXT', 'a\\032b.alpha.example', 'TXT'],
  ['mail.alpha.example/IN/TYPE65280', 'mail.alpha.example', 'TYPE65280'],
])('reads %s as the name %s', async (question, name, qtype) => {
  const line = `02-Mar-2026 08:00:00.250 CQ 198.51.100.7:50000 ${REST} ${question}`;
  const { records } = await collectRecords(dnstapText, line);
  expect(records).toEqual([['lookup', '198.51.100.7', name, 1772438400.25, qtype, '', 1]]);
});

describe('a line is rejected', () => {
  it.each([
    [`???-?-?? ??:??:??.??? CQ 198.51.100.7:50000 ${REST} mail.alpha.example/IN/A`, /is no time such as/],
    [`31-Feb-2026 08:00:00.250 CQ 198.51.100.7:50000 ${REST} mail.alpha.example/IN/A`, /no date of the calendar/],
    [`02-Foo-2026 08:00:00.250 CQ 198.51.100.7:50000 ${REST} mail.alpha.example/IN/A`, /no date of the calendar/],
    [`02-Mar-2026 08:00:00.250 XQ 198.51.100.7:50000 ${REST} mail.alpha.example/IN/A`, /"XQ" is no message type/],
    [`02-Mar-2026 08:00:00.250 CQ ? ${REST} mail.alpha.example/IN/A`, /"\?" is no address and port/],
    [`02-Mar-2026 08:00:00.250 CQ nobody:53 ${REST} mail.alpha.example/IN/A`, /"nobody" is no IPv4 or IPv6 address/],
    [`02-Mar-2026 08:00:00.250 CQ 198.51.100.7:50000 ${REST} mail.alpha.example`, /is no question such as/],
  ])('%s', async (line, reason) => {
    const { rejected } = await collectRecords(dnstapText, `${line}\n`);
    expect(rejected).toMatchObject([{ line: 1, reason: expect.stringMatching(reason) }]);
  });

  it('of golang-dnstap -q, with what to do instead', async () => {
    const content = '08:00:00.250000 CQ 198.51.100.7 UDP 40b "mail.alpha.example." IN A\n';
    expect(findFormat(toHead(Buffer.from(content)), NO_OPTIONS)?.id).toBe('dnstap-text');
    const { rejected } = await collectRecords(dnstapText, content);
    expect(rejected[0]?.reason).toMatch(/a time without a date: .* \(-j\) or YAML \(-y\)/);
  });
});

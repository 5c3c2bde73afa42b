/** Lines in which syslog says that a line came again. */
import { describe, expect, it } from 'vitest';
import { dnsmasq } from '../../../server/import/formats/dnsmasq.ts';
import { unbound } from '../../../server/import/formats/unbound.ts';
import { collectRecords } from './collect-records.ts';

const QUERY = 'query[A] mail.alpha.example from 198.51.100.7';
const LINE = `Mar  2 08:00:00 router dnsmasq[41]: ${QUERY}`;

describe('a line that syslog repeats', () => {
  it('counts as often as rsyslog says, at its time', async () => {
    const again = `Mar  2 08:00:09 router dnsmasq[41]: message repeated 3 times: [ ${QUERY}]`;
    const { records, counts } = await collectRecords(dnsmasq, [LINE, again].join('\n'));
    expect(records.map((record) => Number(record[3]) - 1772438400)).toEqual([0, 9, 9, 9]);
    expect(counts).toMatchObject({ read: 2, accepted: 2, rejected: 0 });
  });

  it('counts as often as syslogd says', async () => {
    const again = 'Mar  2 08:00:09 router last message repeated 2 times';
    const { records, counts } = await collectRecords(dnsmasq, [LINE, again].join('\n'));
    expect(records.length).toBe(3);
    expect(counts).toMatchObject({ read: 2, accepted: 2 });
  });

  it('counts for Unbound, whose queries wait for replies', async () => {
    const text = '[41:0] query: 198.51.100.7 mail.alpha.example. A IN';
    const lines = [`unbound[41]: ${text}`, `unbound[41]: message repeated 2 times: [ ${text}]`];
    const { records } = await collectRecords(unbound, lines.map((line) => `Mar  2 08:00:00 ns1 ${line}`).join('\n'));
    expect(records.length).toBe(3);
  });

  it.each([
    ['not in the log', 'Mar  2 08:00:09 router last message repeated 2 times', /not in the log/],
    ['never', `Mar  2 08:00:09 router dnsmasq[41]: message repeated 0 times: [ ${QUERY}]`, /repeated 0 times/],
    [
      'too often',
      `Mar  2 08:00:09 router dnsmasq[41]: message repeated 999999999 times: [ ${QUERY}]`,
      /repeated 999999999 times/,
    ],
  ])('%s is rejected', async (_, line, reason) => {
    const { records, rejected } = await collectRecords(dnsmasq, line);
    expect(records).toEqual([]);
    expect(rejected).toEqual([expect.objectContaining({ reason: expect.stringMatching(reason) })]);
  });

  it.each([
    `reply evil.example is x: message repeated 9 times: [ ${QUERY}]`,
    'reply evil.example is last message repeated 9 times',
    'query[A] last message repeated 9 times from 198.51.100.9',
  ])('is not what somebody writes into a name or a text: %s', async (text) => {
    const { records } = await collectRecords(dnsmasq, [LINE, `Mar  2 08:00:01 router dnsmasq[41]: ${text}`].join('\n'));
    expect(records.filter((record) => record[2] === 'mail.alpha.example').length).toBe(1);
  });
});

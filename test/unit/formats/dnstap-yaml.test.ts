/** dnstap's YAML beyond the contract: layouts, limits, and documents that are meant to do harm. */
import { describe, expect, it } from 'vitest';
import { dnstapYaml } from '../../../server/import/formats/dnstap-yaml.ts';
import { collectRecords } from './collect-records.ts';

const LOOKUP = ['lookup', '198.51.100.7', 'mail.alpha.example', 1772438400.25, 'A', 'NOERROR', 1];

const TEXT = `    ;; opcode: QUERY, status: NOERROR, id: 7
    ;; flags: qr rd ra; QUERY: 1, ANSWER: 0, AUTHORITY: 0, ADDITIONAL: 0
    
    ;; QUESTION SECTION:
    ;mail.alpha.example.	IN	 A
`;

function toDocument(address = '198.51.100.7', head = 'type: MESSAGE\n'): string {
  return `${head}message:
  type: CLIENT_RESPONSE
  response_time: !!timestamp 2026-03-02 08:00:00.25
  query_address: ${address}
  query_port: 50000
  response_message: |
${TEXT}`;
}

describe('the layout of the two programs', () => {
  it.each([
    ['198.51.100.7', '198.51.100.7'],
    ['"198.51.100.7"', '198.51.100.7'],
    ['2001:db8::7', '2001:db8::7'],
    // No YAML without quotes: golang-dnstap did not write them at first.
    ['fe80::', 'fe80::'],
  ])('with the address %s', async (written, client) => {
    const { records, rejected } = await collectRecords(dnstapYaml, toDocument(written));
    expect(rejected).toEqual([]);
    expect(records[0]?.[1]).toBe(client);
  });

  it('is read from outputs without a line of --- between them', async () => {
    const content = `${toDocument()}${toDocument().replace('50000', '50001')}---\n${toDocument().replace('50000', '50002')}`;
    const { records, counts } = await collectRecords(dnstapYaml, content);
    expect(records).toEqual([LOOKUP, LOOKUP, LOOKUP]);
    expect(counts).toMatchObject({ read: 3, accepted: 3 });
  });

  it('counts lines, not documents', async () => {
    const bad = toDocument('nobody');
    const content = `---\n${toDocument()}---\n${bad}${bad}---\n`;
    const { rejected } = await collectRecords(dnstapYaml, content);
    const length = toDocument().split('\n').length - 1;
    expect(rejected.map(({ line }) => line)).toEqual([length + 3, 2 * length + 3]);
    expect(rejected[1]).toMatchObject({ reason: '"nobody" is no IPv4 or IPv6 address', text: bad });
  });

  it('is found inside of what a server says of itself', async () => {
    const head = 'type: MESSAGE\nidentity: "type: MESSAGE"\nversion: BIND --- 9\nextra: "\\"message:\\""\n';
    const { records } = await collectRecords(dnstapYaml, toDocument('198.51.100.7', head));
    expect(records).toEqual([LOOKUP]);
  });
});

describe('another layout', () => {
  const text = JSON.stringify(TEXT.replaceAll('    ', ''));

  it.each([
    [
      'in flow style',
      `{type: MESSAGE, message: {type: CLIENT_RESPONSE, response_time: !!timestamp 2026-03-02T08:00:00.25Z, query_address: 198.51.100.7, query_port: 50000, response_message: ${text}}}`,
    ],
    [
      'with quotes and sorted keys',
      `message:\n    query_address: '198.51.100.7'\n    query_port: 50000\n    response_message: ${text}\n    response_time: "2026-03-02T08:00:00.25Z"\n    type: CLIENT_RESPONSE\ntype: MESSAGE\n`,
    ],
    ['with another indentation', toDocument().replace(/^ {2}/gm, '      ')],
  ])('%s is read as YAML', async (_, content) => {
    const { records, rejected } = await collectRecords(dnstapYaml, content);
    expect(rejected).toEqual([]);
    expect(records).toEqual([LOOKUP]);
  });

  it('without a message is left out', async () => {
    const { counts } = await collectRecords(dnstapYaml, 'type: OTHER\nidentity: "ns1"\n');
    expect(Object.fromEntries(counts.leftOut)).toEqual({ 'no message': 1 });
  });

  const bomb = [
    'a: &a [x, x]',
    ...'bcdefghijklmnop'
      .split('')
      .map((key, i) => `${key}: &${key} [*${'abcdefghijklmnop'[i]}, *${'abcdefghijklmnop'[i]}]`),
  ];
  it.each([
    ['aliases', `${bomb.join('\n')}\nmessage: *p\n`, /no YAML: .*[Aa]lias/],
    ['one alias', 'x: &x {type: CLIENT_QUERY}\nmessage: *x\n', /no YAML: .*[Aa]lias/],
    ['deep nesting', '['.repeat(30_000), /no YAML/],
    ['the same key twice', `message: {type: CLIENT_QUERY}\nmessage: {type: CLIENT_QUERY}\n`, /no YAML: .*unique/],
    ['a list', '- a\n- b\n', /no YAML mapping/],
    ['a tab', 'message:\n\ttype: CLIENT_QUERY\n', /no YAML/],
    ['too much of it', `a: ${'x'.repeat(40_000)}\n`, /more than 32 KB that is not laid out as dnstap/],
    ['far too much of it', `a: ${'x\n  '.repeat(400_000)}\n`, /a document of more than 1 MB/],
    ['a line of 3 MB', 'x'.repeat(3_000_000), /a document of more than 1 MB/],
  ])('with %s is rejected, and the next document is read', async (_, document, reason) => {
    const { rejected, records, counts } = await collectRecords(dnstapYaml, `${document}\n---\n${toDocument()}---\n`);
    expect(rejected).toMatchObject([{ line: 1, reason: expect.stringMatching(reason) }]);
    expect(records).toEqual([LOOKUP]);
    expect(counts).toMatchObject({ read: 2, accepted: 1, rejected: 1 });
  });
});

import { expect, it } from 'vitest';
import { findFormat, getFormat } from '../../../server/import/formats.ts';
import { collectRecords, NO_OPTIONS, toHead } from './collect-records.ts';

const ORIGIN = '$ORIGIN alpha.example.';

async function readZone(...lines: string[]) {
  const { records, rejected, counts } = await collectRecords(getFormat('zone-file'), `${lines.join('\n')}\n`);
  return {
    facts: records.map((record) => [record[3], record[5]].join(' ')),
    rejected: rejected.map(({ line, reason }) => `${line}: ${reason}`),
    counts,
  };
}

it.each<[string, string, RegExp]>([
  ['an included file', '$INCLUDE /etc/passwd', /not followed; import the file/],
  ['generated records', '$GENERATE 1-9 h$ A 192.0.2.$', /not carried out/],
  ['an unknown directive', '$ORIGINS beta.example.', /an unknown directive/],
  ['an origin without a name', '$ORIGIN', /without a name/],
  ['an owner alone', 'www', /no record type/],
  ['a word that is no type', 'www 300 IN ADDRESS 192.0.2.1', /"ADDRESS" is no record type/],
  ['an address too many', 'www A 192.0.2.1 192.0.2.2', /A with 2 parts/],
  ['MX without preference', 'www MX mail', /MX with 1 parts/],
  ['a quote that is not closed', 'www TXT "text', /a quote that is not closed/],
  ['a closing parenthesis', 'www A 192.0.2.1 )', /a \) without a \(/],
  ['a label too long', `${'a'.repeat(64)} A 192.0.2.1`, /a label of 64 octets/],
  ['generic data of another length', 'www A \\# 4 c00002', /as many octets in hexadecimal/],
  ['generic data that is no name', 'www CNAME \\# 3 056162', /ends in no name/],
  ['an escape that is no octet', 'a\\999 A 192.0.2.1', /is no octet/],
])('rejects %s and reads on', async (_, line, reason) => {
  const { facts, rejected } = await readZone(ORIGIN, line, 'next A 192.0.2.9');
  expect(rejected).toEqual([expect.stringMatching(reason)]);
  expect(facts).toEqual(['next.alpha.example 192.0.2.9']);
});

it('gives no record to the owner before one that cannot be read', async () => {
  const { facts, rejected } = await readZone(
    ORIGIN,
    'good A 192.0.2.1',
    'b..ad A 192.0.2.2',
    ' A 192.0.2.3',
    'c A 192.0.2.4',
  );
  expect(facts).toEqual(['good.alpha.example 192.0.2.1', 'c.alpha.example 192.0.2.4']);
  expect(rejected).toEqual([expect.stringMatching(/^3: .*empty label/), expect.stringMatching(/^4: no owner/)]);
});

it('takes the owner of an entry whose data cannot be read', async () => {
  const { facts } = await readZone(ORIGIN, 'a A 192.0.2.999', ' A 192.0.2.3');
  expect(facts).toEqual(['a.alpha.example 192.0.2.3']);
});

it('says what to do where a zone begins without its origin', async () => {
  const { rejected } = await readZone('@ IN SOA ns1 root 1 2 3 4 5');
  expect(rejected).toEqual([expect.stringMatching(/^1: .* begin the file with \$ORIGIN/)]);
});

it('ends what is never closed at 1 MB and reads on', async () => {
  const { facts, rejected } = await readZone(ORIGIN, 'a TXT (', ...Array(20_000).fill('x'.repeat(60)), 'b A 192.0.2.1');
  expect(rejected[0]).toMatch(/^2: an entry of more than 1 MB/);
  expect(facts).toEqual(['b.alpha.example 192.0.2.1']);
});

it('rejects the entry that is open at the end of the file', async () => {
  const { rejected, counts } = await readZone(ORIGIN, 'a MX ( 10', 'mail');
  expect(rejected).toEqual(['2: a ( that is never closed']);
  expect(counts.read).toBe(1);
});

it('says that a transfer failed', async () => {
  const { counts } = await readZone('a.example. 60 IN A 192.0.2.1', '; Transfer failed.');
  expect(counts).toMatchObject({ accepted: 1, incomplete: expect.stringMatching(/transfer failed/) });
});

it('reads lines of 20 MB and of strange numbers without delay', async () => {
  const started = Date.now();
  const { facts, rejected } = await readZone(
    ORIGIN,
    `${'1'.repeat(1_000_000)} ! A 192.0.2.1`,
    `a ${'1h'.repeat(1_000_000)} A 192.0.2.2`,
    'x'.repeat(20_000_000),
    'b A 192.0.2.3',
  );
  expect(rejected.map((text) => text.split(':')[0])).toEqual(['2', '4']);
  expect(facts).toEqual(['a.alpha.example 192.0.2.2', 'b.alpha.example 192.0.2.3']);
  expect(Date.now() - started).toBeLessThan(10_000);
});

it.each([
  ['a transfer', '; <<>> DiG <<>>\n;; global options: +cmd\na.example.\t\t60\tIN\tA\t192.0.2.1\n', 'zone-file'],
  ['a directive', '\n$TTL 3600\n', 'zone-file'],
  ['SOA without a class', '@ SOA ns1.a.example. root.a.example. ( 1\n', 'zone-file'],
  ['two words and a type', 'host A 192.0.2.1\n', undefined],
  ['prose', 'meet me IN A hotel\n', undefined],
  ['a table', '1 IN 3 4\n', undefined],
])('judges %s', (_, text, id) => {
  expect(findFormat(toHead(Buffer.from(text)), NO_OPTIONS)?.id).toBe(id);
});

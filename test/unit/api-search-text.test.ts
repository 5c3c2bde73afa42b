import { describe, expect, it } from 'vitest';
import {
  parseCidr,
  splitList,
  toArmed,
  toAsnRanges,
  toExactKeys,
  toKeyBeginnings,
  toWordQuery,
} from '../../server/graph/search-text.ts';

describe('toArmed', () => {
  it.each([
    ['mail[.]tower[.]example', 'mail.tower.example'],
    ['mail(.)tower{.}example', 'mail.tower.example'],
    ['mail[dot]tower[DOT]example', 'mail.tower.example'],
    ['hxxps://mail[.]tower[.]example/path?x=1#y', 'mail.tower.example'],
    ['https://user:secret@mail.tower.example:8443/', 'mail.tower.example'],
    ['http://[2001:db8::1]:80/', '2001:db8::1'],
    ['192[.]0[.]2[.]1', '192.0.2.1'],
    ['2001[:]db8[:][:]1', '2001:db8::1'],
    ['  mail.tower.example ', 'mail.tower.example'],
    ['Example & Sons: Bank', 'Example & Sons: Bank'],
  ])('%s is %s', (text, armed) => {
    expect(toArmed(text)).toBe(armed);
  });
});

describe('parseCidr', () => {
  it.each([
    ['192.0.2.0/24', ['192.0.2.'], true, ['192.0.2.0', '192.0.2.255'], ['192.0.3.0', '2001:db8::1']],
    ['192.0.2.77/24', ['192.0.2.'], true, ['192.0.2.1'], ['192.0.1.1']],
    ['198.18.0.0/15', ['198.18.', '198.19.'], true, ['198.18.0.1', '198.19.255.255'], ['198.20.0.0']],
    ['192.0.2.128/25', ['192.0.2.'], false, ['192.0.2.128'], ['192.0.2.127']],
    ['192.0.2.1/32', ['192.0.2.'], false, ['192.0.2.1'], ['192.0.2.10']],
    ['2001:db8::/32', ['2001:db8:'], true, ['2001:db8::1', '2001:db8:ffff::'], ['2001:db9::1']],
    ['2001:db8:0:1::/64', ['2001:db8:'], false, ['2001:db8:0:1::1'], ['2001:db8::1']],
    ['2001:DB8::/33', ['2001:db8:'], false, ['2001:db8:7fff::1'], ['2001:db8:8000::1']],
    ['::/0', [''], false, ['2001:db8::1'], ['192.0.2.1']],
    ['0.0.0.0/0', [''], false, ['192.0.2.1'], ['2001:db8::1']],
  ])('%s begins with %o', (text, beginnings, isExact, inside, outside) => {
    const cidr = parseCidr(text);
    expect(cidr).toMatchObject({ beginnings, isExact });
    expect(inside.filter((ip) => !cidr?.contains(ip))).toEqual([]);
    expect(outside.filter((ip) => cidr?.contains(ip))).toEqual([]);
    expect(inside.filter((ip) => !beginnings.some((beginning) => ip.startsWith(beginning)))).toEqual([]);
  });

  it('gives as many beginnings as the last octet has values', () => {
    expect(parseCidr('192.0.0.0/20')?.beginnings).toHaveLength(16);
    expect(parseCidr('128.0.0.0/1')?.beginnings).toHaveLength(128);
  });

  it.each([['192.0.2.0'], ['192.0.2.0/33'], ['mail.tower.example/24'], ['/24'], ['192.0.2.0/24/8'], ['text']])(
    '%s is none',
    (text) => {
      expect(parseCidr(text)).toBeUndefined();
    },
  );
});

describe('toAsnRanges', () => {
  it('spans the numbers that begin with the digits', () => {
    const ranges = toAsnRanges('AS6450');
    const holds = (asn: bigint) => ranges.some(({ low, high }) => low <= asn && asn < high);
    expect([6450n, 64_500n, 64_509n, 645_012n].map(holds)).toEqual([true, true, true, true]);
    expect([645n, 6451n, 64_490n, 64_510n].map(holds)).toEqual([false, false, false, false]);
  });

  it.each([['0'], ['AS0']])('%s is the number nought alone', (text) => {
    expect(toAsnRanges(text)).toEqual([{ low: 0n, high: 1n }]);
  });

  it.each([['AS'], ['ASx'], ['AS01'], ['1.2'], ['tower']])('%s spans none', (text) => {
    expect(toAsnRanges(text)).toEqual([]);
  });
});

describe('keys of a text', () => {
  it.each([
    ['HostName', 'MAIL.Tower.Example.', ['mail.tower.example']],
    ['IP', '2001:DB8:0:0::1', ['2001:db8::1']],
    ['IP', 'mail.tower.example', []],
    ['AS', 'AS64500', [64_500n]],
    ['AS', 'tower', []],
    ['Country', 'zz', ['ZZ']],
    ['Tag', '12', ['12', 12n]],
  ])('as %s %s is %o', (label, text, keys) => {
    expect(toExactKeys(label, text)).toEqual(keys);
  });

  it.each([
    ['HostName', 'MAIL.To', ['mail.to']],
    ['IP', '2001:0DB8:', ['2001:db8:']],
    ['IP', 'mail', []],
    ['AS', '64', []],
    ['Tag', 'Ab', ['Ab']],
  ])('of %s %s begin with %o', (label, text, beginnings) => {
    expect(toKeyBeginnings(label, text)).toEqual(beginnings);
  });
});

describe('words and lists', () => {
  it.each([
    ['Example Ba', 'example AND ba*'],
    ['a/b "c" (d) OR e~', 'a AND b AND c AND d AND or AND e*'],
    ['***', undefined],
  ])('%s asks for %s', (text, query) => {
    expect(toWordQuery(text)).toBe(query);
  });

  it.each([
    ['one', ['one']],
    ['one two', ['one', 'two']],
    ['one two, three', ['one two', 'three']],
    ['one, two\nthree four\r\n', ['one, two', 'three four']],
  ])('%o has the entries %o', (text, entries) => {
    expect(splitList(text)).toEqual(entries);
  });
});

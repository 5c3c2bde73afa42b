import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { describe, expect, it } from 'vitest';
import {
  getAddressFamily,
  KeyError,
  normalizeAsn,
  normalizeIp,
  normalizeKey,
  normalizeNodeId,
  normalizePrefix,
  parseNodeId,
  toNodeId,
} from '../../shared/keys.ts';
import { NODE_LABELS, type NodeLabel } from '../../shared/ontology.ts';

describe('normalizeIp', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    [' 192.0.2.1\t', '192.0.2.1'],
    ['0.0.0.0', '0.0.0.0'],
    ['255.255.255.255', '255.255.255.255'],
    ['2001:DB8:0:0::1', '2001:db8::1'],
    ['2001:0db8:0000:0000:0000:0000:0000:0001', '2001:db8::1'],
    ['2001:db8::', '2001:db8::'],
    ['::', '::'],
    ['::1', '::1'],
    ['0:0:0:0:0:0:0:0', '::'],
    // RFC 5952 §4.2: one group of zeros is not shortened; of two runs the longer, then the first.
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['2001:db8::1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::FFFF:c000:201', '192.0.2.1'],
    ['0:0:0:0:0:ffff:192.0.2.1', '192.0.2.1'],
    // The deprecated IPv4-compatible form is another address, also as glibc prints it.
    ['::192.0.2.1', '::c000:201'],
    ['::c000:201', '::c000:201'],
    ['64:ff9b::192.0.2.33', '64:ff9b::c000:221'],
    ['fe80::1%eth0', 'fe80::1'],
  ])('%s is %s', (raw, key) => {
    expect(normalizeIp(raw)).toBe(key);
  });

  it.each([
    '',
    '-',
    'tower.example',
    '192.0.2',
    '192.0.2.256',
    '192.0.2.1.1',
    '192.0.2.010',
    '0300.0.2.1',
    '0xc0.0.2.1',
    '3221225985',
    '192.0.2.1%eth0',
    '192.0.2.1/32',
    '192.0.2.1:53',
    '2001:db8',
    '2001:db8::1::2',
    '2001:db8::12345',
    '1:2:3:4:5:6:7:8:9',
    ':::',
    '[2001:db8::1]',
    '::ffff:192.0.2.010',
    '::ffff:192.0.2.256',
    '::ffff:0x7f.1',
  ])('refuses "%s"', (raw) => {
    expect(() => normalizeIp(raw)).toThrow(KeyError);
  });

  it('has one key for one address in every way it is written', () => {
    const octets = fc.oneof(
      fc.uint8Array({ minLength: 4, maxLength: 4 }),
      fc.uint8Array({ minLength: 16, maxLength: 16 }),
      fc.array(fc.constantFrom(0, 0, 0, 1), { minLength: 16, maxLength: 16 }),
    );
    fc.assert(
      fc.property(octets, (bytes) => {
        const address = ipaddr.fromByteArray([...bytes]);
        const key = normalizeIp(address.toNormalizedString());
        expect(normalizeIp(key)).toBe(key);
        expect(normalizeIp(address.toString().toUpperCase())).toBe(key);
        expect(ipaddr.process(key).toByteArray()).toEqual(ipaddr.process(address.toNormalizedString()).toByteArray());
        expect(getAddressFamily(key)).toBe(ipaddr.process(address.toNormalizedString()).kind() === 'ipv4' ? 4 : 6);
      }),
    );
  });
});

describe('normalizePrefix', () => {
  it.each([
    ['192.0.2.0/24', '192.0.2.0/24'],
    ['192.0.2.77/24', '192.0.2.0/24'],
    ['192.0.2.255/31', '192.0.2.254/31'],
    ['198.51.100.200/25', '198.51.100.128/25'],
    ['192.0.2.1', '192.0.2.1/32'],
    ['203.0.113.9/0', '0.0.0.0/0'],
    ['192.0.2.0/024', '192.0.2.0/24'],
    [' 2001:DB8::1/32 ', '2001:db8::/32'],
    ['2001:db8:ffff::/33', '2001:db8:8000::/33'],
    ['2001:db8::1', '2001:db8::1/128'],
    ['::/0', '::/0'],
    ['::ffff:192.0.2.77/120', '192.0.2.0/24'],
    ['::ffff:192.0.2.77', '192.0.2.77/32'],
  ])('%s is %s', (raw, key) => {
    expect(normalizePrefix(raw)).toBe(key);
  });

  it.each([
    '',
    '/24',
    '192.0.2.0/',
    '192.0.2.0/33',
    '192.0.2.0/-1',
    '192.0.2.0/2 4',
    '192.0.2.0/24/8',
    '192.0.2.0/1e1',
  ])('refuses "%s"', (raw) => {
    expect(() => normalizePrefix(raw)).toThrow(KeyError);
  });

  it.each(['2001:db8::/129', '192.0.2/24', 'tower.example/24', '::ffff:192.0.2.77/24'])('refuses "%s"', (raw) => {
    expect(() => normalizePrefix(raw)).toThrow(KeyError);
  });

  it('holds the address it was made from and has no host bits', () => {
    const octets = fc.oneof(
      fc.uint8Array({ minLength: 4, maxLength: 4 }),
      fc.uint8Array({ minLength: 16, maxLength: 16 }).filter((bytes) => bytes[0] !== 0),
    );
    fc.assert(
      fc.property(octets, fc.nat(), (bytes, n) => {
        const address = ipaddr.fromByteArray([...bytes]);
        const length = n % (bytes.length * 8 + 1);
        const key = normalizePrefix(`${address.toNormalizedString()}/${length}`);
        expect(normalizePrefix(key)).toBe(key);
        expect(address.match(ipaddr.parseCIDR(key))).toBe(true);
        const network = bytes.length === 4 ? ipaddr.IPv4 : ipaddr.IPv6;
        expect(network.networkAddressFromCIDR(key).toNormalizedString()).toBe(
          ipaddr.parse(key.split('/')[0] ?? '').toNormalizedString(),
        );
      }),
    );
  });
});

describe('normalizeAsn', () => {
  it.each([
    ['AS64500', 64500],
    ['as64500', 64500],
    [' AS64500 ', 64500],
    ['64500', 64500],
    [64500, 64500],
    ['AS0064500', 64500],
    ['0', 0],
    ['AS1.10', 65546],
    ['1.0', 65536],
    ['0.64500', 64500],
    ['65535.65535', 4294967295],
    ['4294967295', 4294967295],
  ])('%s is %d', (raw, key) => {
    expect(normalizeAsn(raw)).toBe(key);
  });

  it.each(['', 'AS', 'AS-1', 'AS64500x', 'ASN64500', 'AS 64500', '4294967296', '65536.0', '0.65536', '1.2.3', '1e4'])(
    'refuses "%s"',
    (raw) => {
      expect(() => normalizeAsn(raw)).toThrow(KeyError);
    },
  );

  it.each([1.5, -1, Number.NaN, 4294967296])('refuses the number %d', (raw) => {
    expect(() => normalizeAsn(raw)).toThrow(KeyError);
  });
});

describe('normalizeKey', () => {
  it.each<[NodeLabel, string, string | number]>([
    ['HostName', ' MAIL.Tower.example. ', 'mail.tower.example'],
    ['DomainName', 'Tower.Example.', 'tower.example'],
    ['IP', '2001:DB8::0:1', '2001:db8::1'],
    ['BGPPrefix', '192.0.2.9/24', '192.0.2.0/24'],
    ['AS', 'AS64500', 64500],
    ['Organization', '  Tower Works (synthetic) ', 'Tower Works (synthetic)'],
    ['Organization', 'Cafe\u0301', 'Café'],
    ['Country', 'zz', 'ZZ'],
    ['Name', ' TOWER-AS ', 'TOWER-AS'],
  ])('%s "%s" is %j', (label, raw, key) => {
    expect(normalizeKey(label, raw)).toBe(key);
  });

  it.each<[NodeLabel, string]>([
    ['Organization', '  '],
    ['Name', ''],
    ['Country', 'Z'],
    ['Country', 'ZZZ'],
    ['Country', 'ß'],
    ['Country', '01'],
    ['HostName', ''],
    ['AS', 'tower'],
  ])('%s refuses "%s"', (label, raw) => {
    expect(() => normalizeKey(label, raw)).toThrow(KeyError);
  });
});

describe('node ids', () => {
  it.each([
    ['HostName:mail.tower.example', { label: 'HostName', key: 'mail.tower.example' }],
    ['IP:2001:db8::1', { label: 'IP', key: '2001:db8::1' }],
    ['AS:64500', { label: 'AS', key: '64500' }],
    ['Organization:a: b', { label: 'Organization', key: 'a: b' }],
    ['~4:f00:7', { elementId: '4:f00:7' }],
  ])('%s is taken apart', (id, ref) => {
    expect(parseNodeId(id)).toEqual(ref);
  });

  it.each(['', 'HostName', 'HostName:', ':key', '~'])('"%s" is no id', (id) => {
    expect(parseNodeId(id)).toBeUndefined();
    expect(() => normalizeNodeId(id)).toThrow(KeyError);
  });

  it('come apart as they were put together', () => {
    fc.assert(
      fc.property(fc.constantFrom(...NODE_LABELS), fc.string({ minLength: 1, unit: 'binary' }), (label, key) => {
        expect(parseNodeId(toNodeId(label, key))).toEqual({ label, key });
      }),
    );
  });

  it.each([
    ['HostName:MAIL.Tower.example.', 'HostName:mail.tower.example'],
    ['IP:::FFFF:192.0.2.1', 'IP:192.0.2.1'],
    ['AS:AS64500', 'AS:64500'],
    ['BGPPrefix:192.0.2.9/24', 'BGPPrefix:192.0.2.0/24'],
    ['Facility:Tower 1', 'Facility:Tower 1'],
    ['~4:f00:7', '~4:f00:7'],
  ])('%s in canonical form is %s', (id, canonical) => {
    expect(normalizeNodeId(id)).toBe(canonical);
    expect(normalizeNodeId(canonical)).toBe(canonical);
  });

  it('with a bad key are refused', () => {
    expect(() => normalizeNodeId('IP:tower.example')).toThrow(KeyError);
  });
});

/** A database may be damaged or made to harm: every walk ends, in little memory, with its accounts kept. */
import { readFileSync } from 'node:fs';
import { Reader, type Response } from 'mmdb-lib';
import { describe, expect, it } from 'vitest';
import { mmdb } from '../../../server/import/formats/mmdb.ts';
import { findMetadata, walkNetworks } from '../../../server/import/mmdb-tree.ts';
import { buildMmdb, encodeMap, encodePointer, encodeText } from './build-mmdb.ts';
import { collectRecords, NO_OPTIONS, toHead } from './collect-records.ts';

const fixture = readFileSync(new URL('../../fixtures/formats/mmdb.mmdb', import.meta.url));
const ALPHA = { autonomous_system_number: 64500 };

function walk(content: Buffer) {
  const metadata = findMetadata(content);
  return metadata ? [...walkNetworks(content, metadata)] : [];
}

describe('a whole database', () => {
  it('gives each network once, whatever leads to it', () => {
    const prefixes = walk(fixture).map(({ prefix }) => prefix);
    expect(prefixes).toEqual(['192.0.2.0/24', '198.51.100.0/25', '203.0.113.0/24', '2001:db8::/32']);
  });

  it('gives the networks that another reader finds', () => {
    const reader = new Reader<Response>(fixture);
    for (const { prefix } of walk(fixture)) {
      const [address = '', length] = prefix.split('/');
      const [record, found] = reader.getWithPrefixLength(address);
      expect(record).not.toBeNull();
      expect(found).toBe(Number(length));
    }
  });

  it('follows pointers to keys, texts and maps', async () => {
    const shared = Buffer.concat([encodeText('autonomous_system_number'), encodeMap(ALPHA)]);
    const viaMap = encodePointer(encodeText('autonomous_system_number').length);
    const viaKey = Buffer.concat([Buffer.from([(7 << 5) | 1]), encodePointer(0), encodeMap(ALPHA).subarray(-5)]);
    const content = buildMmdb({
      networks: [
        ['192.0.2.0/24', shared],
        ['198.51.100.0/24', viaMap],
        ['203.0.113.0/24', viaKey],
      ],
    });
    const { records, rejected } = await collectRecords(mmdb, content);
    expect(rejected).toEqual([{ line: 1, reason: 'a record that is no map of fields', text: '192.0.2.0/24' }]);
    expect(records).toEqual([
      ['edge', 'ORIGINATE', 'AS', 64500, 'BGPPrefix', '198.51.100.0/24'],
      ['edge', 'ORIGINATE', 'AS', 64500, 'BGPPrefix', '203.0.113.0/24'],
    ]);
  });

  it('says when it was built', () => {
    expect(mmdb.findDate?.(toHead(fixture))).toBe('2026-03-01');
    expect(mmdb.findDate?.(toHead(Buffer.from('no database')))).toBeUndefined();
  });
});

describe('a search tree made to go on for ever', () => {
  it.each([
    ['the root', 0],
    ['a node below it', 1],
  ])('that leads back to %s is walked once', async (_, target) => {
    const content = buildMmdb({ networks: [['192.0.2.0/24', ALPHA]] });
    content.writeUIntBE(target, 3, 3);
    const { counts, rejected } = await collectRecords(mmdb, content);
    expect(counts).toMatchObject({ read: 2, accepted: 1, rejected: 1 });
    expect(rejected[0]?.reason).toBe('the search tree comes to the same node again');
  });

  it('in which each node leads twice to the next is walked once', () => {
    const content = buildMmdb({ networks: [['2001:db8::/128', ALPHA]] });
    for (let node = 0; node < 127; node += 1) {
      content.writeUIntBE(node + 1, node * 6, 3);
      content.writeUIntBE(node + 1, node * 6 + 3, 3);
    }
    expect(walk(content).length).toBeLessThan(200);
  });

  it('that is deeper than an address ends there', () => {
    const content = buildMmdb({ networks: [['2001:db8::1/128', ALPHA]], metadata: { ip_version: 4 } });
    expect(walk(content).map(({ damage }) => damage)).toEqual([
      'the search tree goes on behind the last bit of an address',
    ]);
  });
});

describe('a record made to harm', () => {
  it.each([
    ['points at itself', encodePointer(0), 'a pointer that points at a pointer'],
    ['is no map', encodeText('no map'), 'a record that is no map of fields'],
    [
      'claims 16 million fields',
      Buffer.from([0xff, 0xff, 0xff, 0xff]),
      /behind the end|whose name is no text|a text of/,
    ],
    [
      'holds an array that claims 16 million members',
      Buffer.concat([Buffer.from([0xe1]), encodeText('a'), Buffer.from([0x1f, 4, 0xff, 0xff, 0xff])]),
      /behind the end|unknown type/,
    ],
    ['points behind the data', encodePointer(2000), 'a record that goes on behind the end of the data'],
    [
      'has a text longer than the data',
      Buffer.concat([Buffer.from([0xe1]), encodeText('asn'), Buffer.from([0x5d, 200])]),
      'a text that goes on behind the end of the data',
    ],
    [
      'has a number of 31 octets',
      Buffer.concat([Buffer.from([0xe1]), encodeText('asn'), Buffer.from([0xdd, 2]), Buffer.alloc(31)]),
      /a number of 31 octets/,
    ],
  ])('that %s is rejected', async (_, record, reason) => {
    const { rejected, counts } = await collectRecords(mmdb, buildMmdb({ networks: [['192.0.2.0/24', record]] }));
    expect(counts).toMatchObject({ read: 1, rejected: 1 });
    expect(rejected[0]?.reason).toMatch(reason);
  });

  it('that overlaps with hundreds of others ends the import', async () => {
    // Each network points into the same run of 64,000 maps in maps.
    const nested = Buffer.concat([
      Buffer.from([0xe1, 0x41, 0x61]),
      ...Array(32_000).fill(Buffer.from([0xe1, 0x40])),
      encodeText(''),
    ]);
    const networks = Array.from({ length: 200 }, (_, at): [string, Buffer] => [`198.18.${at}.0/24`, Buffer.alloc(0)]);
    const content = buildMmdb({ networks: [...networks, ['192.0.2.0/24', nested]] });
    await expect(collectRecords(mmdb, content)).rejects.toThrow(/more values than the file has room for/);
  });
});

describe('metadata that is damaged', () => {
  it.each([
    ['more nodes than octets', { node_count: 4_000_000_000 }, /too short for the 4000000000 nodes/],
    ['records of 25 bits', { record_size: 25 }, /lacks a node_count, record_size or ip_version/],
    ['IP version 5', { ip_version: 5 }, /lacks a node_count, record_size or ip_version/],
    ['a node count that is a text', { node_count: 'many' }, /lacks a node_count, record_size or ip_version/],
  ])('with %s ends the import', async (_, metadata, message) => {
    const content = buildMmdb({ networks: [['192.0.2.0/24', ALPHA]], metadata });
    await expect(collectRecords(mmdb, content)).rejects.toThrow(message);
  });

  it('that is cut is a file that ends early', async () => {
    const { counts } = await collectRecords(mmdb, fixture.subarray(0, -3));
    expect(counts).toMatchObject({ read: 0, incomplete: expect.stringMatching(/metadata .* cannot be read/) });
  });

  it('that is missing is a file that ends early', async () => {
    const { counts } = await collectRecords(mmdb, fixture.subarray(0, 400));
    expect(counts).toMatchObject({ read: 0, incomplete: 'the MaxMind database ends before its metadata' });
  });

  it('is not taken from a text that quotes the marker', () => {
    const text = Buffer.concat([Buffer.from('a log line '), Buffer.from('\xab\xcd\xefMaxMind.com\n', 'latin1')]);
    expect(mmdb.detect(toHead(text), NO_OPTIONS)).toBe(false);
  });
});

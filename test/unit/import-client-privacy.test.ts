import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseCommand, UsageError } from '../../scripts/import-arguments.ts';
import {
  createClientTransform,
  getClientKey,
  openClientPrivacy,
  parseClientMode,
  withholdText,
} from '../../server/import/client-privacy.ts';
import { createRejectedFile } from '../../server/import/rejected-file.ts';
import { normalizeIp } from '../../shared/keys.ts';
import { isPseudonym } from '../../shared/pseudonyms.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'whoasked-privacy-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const KEY = Buffer.alloc(32, 1);

describe('--clients', () => {
  it.each([
    ['full', { type: 'full' }],
    ['pseudonym', { type: 'pseudonym' }],
    ['truncate', { type: 'truncate', 4: 24, 6: 48 }],
    ['truncate:8,128', { type: 'truncate', 4: 8, 6: 128 }],
  ])('%s is read', (text, mode) => {
    expect(parseClientMode(text)).toEqual(mode);
    expect(parseCommand(['--clients', text, 'a'])).toMatchObject({ options: { clients: mode } });
  });

  it.each([
    ['none', /stored as full, truncate:24,48 or pseudonym, not as "none"/],
    ['', /not as ""/],
    ['truncate:24', /not as "truncate:24"/],
    ['truncate:24,48,1', /not as/],
    ['truncate:7,48', /"7" is no length of an IPv4 network between 8 and 32/],
    ['truncate:24,129', /"129" is no length of an IPv6 network between 16 and 128/],
    ['truncate:24,', /"" is no length of an IPv6/],
    ['truncate:1e1,48', /"1e1" is no length/],
  ])('%j is refused', (text, message) => {
    expect(() => parseClientMode(text)).toThrow(message);
    expect(() => parseCommand(['--clients', text, 'a'])).toThrow(UsageError);
  });

  it('goes with --key only for pseudonyms', () => {
    expect(() => parseCommand(['--key', 'k', 'a'])).toThrow('--key needs --clients pseudonym.');
    expect(parseCommand(['--key', 'k', '--clients', 'pseudonym', 'a'])).toMatchObject({
      options: { clientKeyFile: 'k' },
    });
  });
});

describe('a stored client', () => {
  it('is the address, or the first address of its network', () => {
    const truncate = createClientTransform(parseClientMode('truncate:20,44'));
    expect(createClientTransform({ type: 'full' })('198.51.100.7')).toBe('198.51.100.7');
    expect(truncate('198.51.100.7')).toBe('198.51.96.0');
    expect(truncate('2001:db8:1:2::3')).toBe('2001:db8::');
    expect(truncate(normalizeIp('::ffff:198.51.100.7'))).toBe('198.51.96.0');
  });

  it('or a pseudonym that only the key leads to', () => {
    const toKey = createClientTransform({ type: 'pseudonym' }, KEY);
    const pseudonym = toKey('198.51.100.7');
    expect(isPseudonym(pseudonym)).toBe(true);
    expect(normalizeIp(pseudonym)).toBe(pseudonym);
    expect(createClientTransform({ type: 'pseudonym' }, Buffer.alloc(32, 1))('198.51.100.7')).toBe(pseudonym);
    expect(createClientTransform({ type: 'pseudonym' }, Buffer.alloc(32, 2))('198.51.100.7')).not.toBe(pseudonym);
    expect(toKey(normalizeIp('::ffff:198.51.100.7'))).toBe(pseudonym);
    const many = Array.from({ length: 5_000 }, (_, i) => toKey(`198.18.${i % 250}.${Math.floor(i / 250)}`));
    expect(new Set(many).size).toBe(5_000);
    for (const ip of many) expect([ip, isPseudonym(ip), normalizeIp(ip)]).toEqual([ip, true, ip]);
  });

  it.each(['198.51.100.7', '2001:db8::1', '100:0:0:1::', '1000::1', '::100'])('%s is no pseudonym', (ip) => {
    expect(isPseudonym(ip)).toBe(false);
  });
});

describe('the key', () => {
  it('is written once, for its owner alone', () => {
    const file = path.join(folder, 'new', 'k.key');
    const key = getClientKey(file);
    expect(key).toHaveLength(32);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(getClientKey(file)).toEqual(key);
    expect(readdirSync(path.dirname(file))).toEqual(['k.key']);
  });

  it('of another length is refused', () => {
    const file = path.join(folder, 'short.key');
    writeFileSync(file, 'short');
    expect(() => getClientKey(file)).toThrow('holds 5 octets where a key of pseudonyms has 32');
  });

  it('is told apart by its fingerprint, which is not the key', () => {
    const file = path.join(folder, 'finger.key');
    writeFileSync(file, KEY);
    const { stored, transform } = openClientPrivacy({ type: 'pseudonym' }, file);
    expect(stored).toMatch(/^pseudonym:[\da-f]{8}$/);
    expect(stored).not.toContain(KEY.toString('hex').slice(0, 8));
    expect(transform('198.51.100.7')).toBe(createClientTransform({ type: 'pseudonym' }, KEY)('198.51.100.7'));
    expect(openClientPrivacy({ type: 'full' }, path.join(folder, 'absent')).stored).toBeUndefined();
    expect(openClientPrivacy(parseClientMode('truncate'), path.join(folder, 'absent')).stored).toBe('truncate:24,48');
    expect(readdirSync(folder)).not.toContain('absent');
  });
});

describe('rejected lines', () => {
  it.each([
    ['"198.51.100.7x" is no IPv4 or IPv6 address', '"…" is no IPv4 or IPv6 address'],
    ['no client 198.51.100.7 here', 'no client … here'],
    ['from 2001:db8::1: bad', 'from … bad'],
    [`Unexpected token 'x', "{"ip":"198.51.100.7" is not valid JSON`, `Unexpected token 'x', "…" is not valid JSON`],
    ['"198.51.100.7 is cut', '"…"'],
    ['5 columns where iptoasn has 5', '5 columns where iptoasn has 5'],
  ])('give no address away: %j', (reason, told) => {
    expect(withholdText(reason)).toBe(told);
  });

  it('keep number and reason, and no text', () => {
    const file = path.join(folder, 'dns.log');
    const rejected = createRejectedFile(file, folder, true);
    rejected.add(7, '"198.51.100.7x" is no IPv4 or IPv6 address', '198.51.100.7x,a.example,1');
    const [line = ''] = readFileSync(rejected.close() ?? '', 'utf8').split('\n');
    expect(JSON.parse(line)).toEqual({ line: 7, reason: '"…" is no IPv4 or IPv6 address', text: '', withheld: true });
  });
});

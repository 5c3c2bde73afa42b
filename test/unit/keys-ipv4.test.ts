import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { describe, expect, it } from 'vitest';
import { findIpv4Value, toIpv4Text } from '../../shared/ipv4.ts';
import { normalizePrefix } from '../../shared/keys.ts';

describe('an IPv4 address as a number', () => {
  it('is the same text again', () => {
    const values = fc.integer({ min: 0, max: 0xffff_ffff });
    fc.assert(fc.property(values, (value) => findIpv4Value(toIpv4Text(value)) === value));
  });

  it('is found in what a parser of addresses takes for a plain dotted quad, and only there', () => {
    const text = fc.string({ unit: fc.constantFrom('0', '1', '2', '5', '9', '.', '..', ' ', 'x', '-'), maxLength: 17 });
    fc.assert(
      fc.property(text, (raw) => (findIpv4Value(raw) !== undefined) === ipaddr.IPv4.isValidFourPartDecimal(raw)),
      {
        numRuns: 2000,
        examples: [['0.0.0.0'], ['255.255.255.255'], ['256.1.1.1'], ['1.1.1'], ['01.1.1.1'], ['1.1.1.1.']],
      },
    );
  });
});

it.each([
  ['192.0.2.77/24', '192.0.2.0/24'],
  ['192.0.2.77/32', '192.0.2.77/32'],
  ['203.0.113.255/1', '128.0.0.0/1'],
  ['203.0.113.255/0', '0.0.0.0/0'],
])('clears the host bits of %s', (raw, prefix) => {
  expect(normalizePrefix(raw)).toBe(prefix);
});

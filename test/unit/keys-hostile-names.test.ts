/** Hostile names have one canonical form, which is its own, or none. */
import { describe, expect, it } from 'vitest';
import { findDomainName, KeyError, normalizeHostName, normalizeKey } from '../../shared/keys.ts';
import { HOSTILE_NAMES } from '../helpers/hostile-names.ts';

function findKey(name: string): string | undefined {
  try {
    return normalizeHostName(name);
  } catch (error) {
    expect(error).toBeInstanceOf(KeyError);
    expect((error as Error).message.length).toBeLessThan(1_200);
    return undefined;
  }
}

describe('a hostile host name', () => {
  it.each(HOSTILE_NAMES.map((name) => [name.slice(0, 80), name]))('%j is a plain key or none', (_, name) => {
    const key = findKey(name);
    if (key === undefined) return;
    expect(key).toMatch(/^[!-~]{1,1020}$/);
    expect(normalizeHostName(key)).toBe(key);
    expect(() => findDomainName(key)).not.toThrow();
  });

  it.each([
    ['63 octets', 'a'.repeat(63), true],
    ['64 octets', 'a'.repeat(64), false],
    ['63 escaped octets', '\\200'.repeat(63), true],
    ['64 escaped octets', '\\200'.repeat(64), false],
  ])('of a label of %s', (_, name, isKey) => {
    expect(findKey(name) !== undefined).toBe(isKey);
  });

  it('does not look like another', () => {
    const keys = HOSTILE_NAMES.map(findKey).filter((key) => key !== undefined);
    // Two are spellings of alpha.example, as DNS has it.
    expect(keys.length - new Set(keys).size).toBe(1);
  });
});

describe('the name of an organization', () => {
  it.each(HOSTILE_NAMES.map((name) => [name.slice(0, 80), name]))('%j is kept as it is, or refused', (_, name) => {
    let key: string | number;
    try {
      key = normalizeKey('Organization', name);
    } catch (error) {
      expect(error).toBeInstanceOf(KeyError);
      return;
    }
    expect(key).toBe(name.trim().normalize('NFC'));
  });

  it('is refused where Neo4j could not index it', () => {
    expect(normalizeKey('Organization', 'ü'.repeat(2_000))).toHaveLength(2_000);
    expect(() => normalizeKey('Organization', 'ü'.repeat(2_001))).toThrow('a name of 4002 octets; up to 4000 are kept');
  });
});

import { describe, expect, it } from 'vitest';
import { createCoverage } from '../../server/import/coverage.ts';
import { toPrefixes } from '../../server/import/ip-ranges.ts';
import { createTimeParser } from '../../server/import/times.ts';

describe('times', () => {
  it.each([
    ['1772438400.25', 'UTC', '2026-03-02T08:00:00.250Z'],
    ['1772438400250', 'UTC', '2026-03-02T08:00:00.250Z'],
    ['1772438400250000', 'UTC', '2026-03-02T08:00:00.250Z'],
    ['1772438400250000000', 'UTC', '2026-03-02T08:00:00.250Z'],
    ['2026-03-02T08:00:00Z', 'UTC', '2026-03-02T08:00:00.000Z'],
    ['2026-03-02 08:00:00+02', 'UTC', '2026-03-02T06:00:00.000Z'],
    ['2026-03-02 08:00:00,5', 'UTC', '2026-03-02T08:00:00.500Z'],
    ['2026-03-02T08:00:00.123456+02:00', 'UTC', '2026-03-02T06:00:00.123Z'],
    ['2026-03-02T08:00:00-0530', 'Europe/Berlin', '2026-03-02T13:30:00.000Z'],
    ['2026-03-02', 'UTC', '2026-03-02T00:00:00.000Z'],
    ['2026-03-02T08:00:00', 'Europe/Berlin', '2026-03-02T07:00:00.000Z'],
    ['2026-07-02T08:00:00', 'Europe/Berlin', '2026-07-02T06:00:00.000Z'],
    ['2026-03-29T01:30:00', 'Europe/Berlin', '2026-03-29T00:30:00.000Z'],
    ['2026-03-29T03:30:00', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
  ])('%s in %s', (raw, timezone, expected) => {
    const seconds = createTimeParser({ timezone, note: () => undefined })(raw);
    expect(new Date(Math.floor(seconds * 1000)).toISOString()).toBe(expected);
  });

  it.each([
    ['', /no time/],
    ['-', /no time between/],
    ['-5', /no time between/],
    ['NaN', /no time between/],
    ['2101-01-01T00:00:00Z', /no time between/],
    ['2026-02-30', /no date of the calendar/],
    ['2026-13-01', /no date of the calendar/],
    ['02/03/2026', /no time between/],
  ])('refuses "%s"', (raw, message) => {
    expect(() => createTimeParser({ timezone: 'UTC', note: () => undefined })(raw)).toThrow(message);
  });
});

describe('ranges become prefixes', () => {
  it.each([
    ['192.0.2.0', '192.0.2.255', ['192.0.2.0/24']],
    ['192.0.2.5', '192.0.2.5', ['192.0.2.5/32']],
    ['192.0.2.1', '192.0.2.6', ['192.0.2.1/32', '192.0.2.2/31', '192.0.2.4/31', '192.0.2.6/32']],
    ['0.0.0.0', '255.255.255.255', ['0.0.0.0/0']],
    ['3221225984', '3221226239', ['192.0.2.0/24']],
    ['2001:db8::', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff', ['2001:db8::/32']],
    ['2001:db8::1', '2001:db8::2', ['2001:db8::1/128', '2001:db8::2/128']],
  ])('%s to %s', (start, end, prefixes) => {
    expect(toPrefixes(start, end)).toEqual(prefixes);
  });

  it.each([
    ['192.0.2.2', '192.0.2.1', /before it begins/],
    ['192.0.2.2', '2001:db8::', /from IPv4 to IPv6/],
    ['192.0.2', '192.0.2.1', /no IPv4 or IPv6 address/],
    ['4294967296', '4294967297', /no IPv4 address/],
  ])('refuses %s to %s', (start, end, message) => {
    expect(() => toPrefixes(start, end)).toThrow(message);
  });
});

describe('coverage', () => {
  it('names the hours without a row between first and last', () => {
    const coverage = createCoverage();
    coverage.add(3_600_000, 7_200_001, [1, 2]);
    coverage.add(36_000_000, 36_000_000, [10]);
    expect(coverage.firstSeen()).toBe('1970-01-01T01:00:00.000Z');
    expect(coverage.lastSeen()).toBe('1970-01-01T10:00:00.000Z');
    const gap = { from: '1970-01-01T03:00:00.000Z', to: '1970-01-01T10:00:00.000Z' };
    expect(coverage.findGaps()).toEqual({ gaps: [gap], moreGaps: 0 });
  });

  it('says how many gaps it does not keep', () => {
    const coverage = createCoverage();
    coverage.add(
      0,
      0,
      Array.from({ length: 1_200 }, (_, at) => at * 2),
    );
    const { gaps, moreGaps } = coverage.findGaps();
    expect([gaps.length, moreGaps]).toEqual([1_000, 199]);
  });
});

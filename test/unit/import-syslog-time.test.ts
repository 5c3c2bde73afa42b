/** Times at the beginning of the lines of text logs. */
import { describe, expect, it } from 'vitest';
import { type ParseOptions, RecordError } from '../../server/import/record.ts';
import { createSyslogReader } from '../../server/import/syslog-lines.ts';
import { createStampReader } from '../../server/import/syslog-time.ts';

const OPTIONS: ParseOptions = {
  timezone: 'UTC',
  year: undefined,
  map: undefined,
  modifiedAt: Date.parse('2026-03-02T12:00:00Z'),
  note: () => undefined,
};

function createReader(options: Partial<ParseOptions> = {}) {
  const findStamp = createStampReader({ ...OPTIONS, ...options });
  return (line: string) => {
    const stamp = findStamp(line, 0);
    return stamp && new Date(stamp.toSeconds() * 1000).toISOString();
  };
}

function readAll(lines: string[], options: Partial<ParseOptions> = {}) {
  const read = createReader(options);
  return lines.map((line) => read(line)?.slice(0, 10));
}

describe('a time', () => {
  it.each([
    ['Mar  2 08:00:00 host', '2026-03-02T08:00:00.000Z'],
    ['Mar 2 08:00:00 host', '2026-03-02T08:00:00.000Z'],
    ['Mar 02 08:00:00 host', '2026-03-02T08:00:00.000Z'],
    ['Mar  2 08:00:00.250 host', '2026-03-02T08:00:00.250Z'],
    ['Mar  2 08:00:00', '2026-03-02T08:00:00.000Z'],
    ['Mar  2 08:00:00 2017 dnsmasq', '2026-03-02T08:00:00.000Z'],
    ['Thu Mar  2 08:00:00 2017 daemon.info dnsmasq', '2017-03-02T08:00:00.000Z'],
    ['2-Mar-2017 08:00:00.250 client', '2017-03-02T08:00:00.250Z'],
    ['[1772438400] unbound', '2026-03-02T08:00:00.000Z'],
    ['2026-03-02T08:00:00 host', '2026-03-02T08:00:00.000Z'],
    ['2026-03-02 08:00:00,250 host', '2026-03-02T08:00:00.250Z'],
    ['2026-03-02T08:00:00.123456+02:00 host', '2026-03-02T06:00:00.123Z'],
    ['2026-03-02T08:00:00+0200 host', '2026-03-02T06:00:00.000Z'],
    ['2026-03-02T08:00:00Z host', '2026-03-02T08:00:00.000Z'],
  ])('is read from %s', (line, expected) => {
    expect(createReader()(line)).toBe(expected);
  });

  it.each([
    '',
    'Mrz  2 08:00:00 x',
    'Mar 2',
    'March 2 08:00:00',
    '[12] x',
    '1772438400 x',
    '2026-03-02 x',
    'Mar  2 08:00:00x',
  ])('is not found in "%s"', (line) => {
    expect(createReader()(line)).toBeUndefined();
  });

  it.each([
    'Feb 30 08:00:00 x',
    'Mar  2 25:00:00 x',
    '31-Apr-2026 08:00:00 x',
    '2026-02-29T08:00:00 x',
    'Mar  0 08:00:00 x',
  ])('that no calendar has is refused: %s', (line) => {
    expect(() => createReader()(line)).toThrow(RecordError);
  });
});

describe('the year of a time without one', () => {
  it('is that of the last change of the file', () => {
    expect(readAll(['Jan  5 00:00:00 x', 'Mar  2 08:00:00 x'])).toEqual(['2026-01-05', '2026-03-02']);
  });

  it('is the one before where the time would be after the last change', () => {
    expect(readAll(['Dec 31 23:59:59 x', 'Jan  1 00:00:00 x'])).toEqual(['2025-12-31', '2026-01-01']);
  });

  it('allows a day of difference, for zones and clocks', () => {
    expect(readAll(['Mar  3 11:00:00 x'])).toEqual(['2026-03-03']);
    expect(readAll(['Mar  3 13:00:00 x'])).toEqual(['2025-03-03']);
  });

  it('is that of the first line where it is given, and goes on from December to January', () => {
    const lines = [
      'Nov 30 08:00:00 x',
      'Dec 31 08:00:00 x',
      'Jan  1 08:00:00 x',
      'Nov  1 08:00:00 x',
      'Feb  1 08:00:00 x',
    ];
    expect(readAll(lines, { year: 2019 })).toEqual([
      '2019-11-30',
      '2019-12-31',
      '2020-01-01',
      '2020-11-01',
      '2021-02-01',
    ]);
  });

  it('goes back for a line out of order at the turn of the year', () => {
    const lines = ['Dec 31 23:59:59 x', 'Jan  1 00:00:00 x', 'Dec 31 23:59:59 x', 'Jan  1 00:00:01 x'];
    expect(readAll(lines, { year: 2019 })).toEqual(['2019-12-31', '2020-01-01', '2019-12-31', '2020-01-01']);
  });

  it('stays for lines out of order at the turn of a month', () => {
    expect(readAll(['Feb  1 00:00:00 x', 'Jan 31 23:59:59 x', 'Feb  1 00:00:01 x'])).toEqual([
      '2026-02-01',
      '2026-01-31',
      '2026-02-01',
    ]);
  });

  it('stays where files were put together newest first', () => {
    expect(readAll(['Mar  1 00:00:00 x', 'Jan  1 00:00:00 x'])).toEqual(['2026-03-01', '2026-01-01']);
  });

  it('has a 29 February', () => {
    expect(readAll(['Feb 29 08:00:00 x', 'Mar  1 08:00:00 x'])).toEqual(['2024-02-29', '2024-03-01']);
    expect(readAll(['Feb 29 08:00:00 x'], { year: 2020 })).toEqual(['2020-02-29']);
    expect(() => readAll(['Feb 28 08:00:00 x', 'Feb 29 08:00:00 x'])).toThrow(/Feb 29 08:00:00 2026.* no date/);
  });

  it('is not guessed where the log must be of more than a year', () => {
    const modifiedAt = Date.parse('2026-02-01T00:00:00Z');
    const lines = ['Nov  1 00:00:00 x', 'Jan  1 00:00:00 x', 'Mar  1 00:00:00 x'];
    expect(() => readAll(lines, { modifiedAt })).toThrow(/of 2026 is after the file was last changed; say --year/);
    expect(readAll(lines, { modifiedAt, year: 2024 })).toEqual(['2024-11-01', '2025-01-01', '2025-03-01']);
  });

  it('is noted', () => {
    const notes: string[] = [];
    readAll(['Dec 31 08:00:00 x', 'Jan  1 08:00:00 x'], { note: (text) => notes.push(text) });
    expect(notes).toEqual(['time without a year, taken to be in 2025', 'time without a year, taken to be in 2026']);
  });
});

describe('a local time', () => {
  it('is of the zone, which need not be that of the reader', () => {
    expect(createReader({ timezone: 'Europe/Berlin' })('Mar  2 08:00:00 x')).toBe('2026-03-02T07:00:00.000Z');
  });

  it('that the clock shows twice is the first, and noted', () => {
    const notes: string[] = [];
    const options = { timezone: 'Europe/Berlin', year: 2025, note: (text: string) => notes.push(text) };
    expect(createReader(options)('Oct 26 02:30:00 x')).toBe('2025-10-26T00:30:00.000Z');
    expect(notes).toContain('local time that the clock of Europe/Berlin shows twice, read as the first');
  });
});

describe('the header behind the time', () => {
  it.each([
    ['Mar  2 08:00:00 host dnsmasq[12]: query', 'dnsmasq', 'query'],
    ['Mar  2 08:00:00 dnsmasq[12]: query', 'dnsmasq', 'query'],
    ['Mar  2 08:00:00 host.alpha.example dnsmasq: query', 'dnsmasq', 'query'],
    ['Mar  2 08:00:00 2001:db8::1 dnsmasq[12]: query', 'dnsmasq', 'query'],
    ['Mon Mar  2 08:00:00 2026 daemon.info dnsmasq[12]: query', 'dnsmasq', 'query'],
    ['<30>Mar  2 08:00:00 host dnsmasq[12]: query', 'dnsmasq', 'query'],
    ['<30>1 2026-03-02T08:00:00Z host dnsmasq 12 - - query', 'dnsmasq', 'query'],
    ['<30>1 2026-03-02T08:00:00Z host dnsmasq 12 ID7 [a@64500 b="]\\""][c] query', 'dnsmasq', 'query'],
    ['2026-03-02T08:00:00+01:00 host dnsmasq[12]: query', 'dnsmasq', 'query'],
    ['02-Mar-2026 08:00:00.000 client @0x7f01 x', '', 'client @0x7f01 x'],
    ['no time: query', '', 'no time: query'],
    ['Mar  2 08:00:00 ', '', ''],
  ])('is taken off %s', (line, program, message) => {
    const prefix = createSyslogReader(OPTIONS).readPrefix(line);
    expect(prefix.program).toBe(program);
    expect(line.slice(prefix.message)).toBe(message);
  });
});

import { describe, expect, it } from 'vitest';
import { IMPORT_HELP, parseCommand, UsageError } from '../../scripts/import-arguments.ts';
import { FORMATS } from '../../server/import/formats.ts';

describe('the arguments of npm run import', () => {
  it.each([
    [['--bogus'], /Unknown option '--bogus'\. --help lists the options\./],
    [['--dataset'], /argument missing/],
    [[], /Name the files to import/],
    [['--vantage', 'moon', 'x'], /--vantage is one of resolver/],
    [['--year', '26', 'x'], /--year is a year such as 2026/],
    [['--map', 'client', 'x'], /--map is COLUMN=HEADER/],
    [['--dataset', ' ', 'x'], /--dataset needs a name/],
    [['--bulk', '--no-bulk', 'x'], /exclude each other/],
  ])('%j is refused', (args, message) => {
    expect(() => parseCommand(args)).toThrow(message);
    expect(() => parseCommand(args)).toThrow(UsageError);
  });

  it('are read into options', () => {
    const args = '--format csv --dataset d --vantage stub --timezone Europe/Berlin --year 2026 --dry-run --json a - b';
    expect(parseCommand([...args.split(' '), '--map', 'client=who,time=asked at'])).toEqual({
      files: ['a', '-', 'b'],
      json: true,
      help: false,
      options: {
        format: 'csv',
        dataset: 'd',
        vantage: 'stub',
        timezone: 'Europe/Berlin',
        year: 2026,
        map: { client: 'who', time: 'asked at' },
        dryRun: true,
      },
    });
  });

  it('say whether a first load goes through the import tool', () => {
    expect(parseCommand(['a']).options.bulk).toBeUndefined();
    expect(parseCommand(['--bulk', 'a']).options.bulk).toBe('always');
    expect(parseCommand(['--no-bulk', 'a']).options.bulk).toBe('never');
  });

  it('may be none but --help, which names every format', () => {
    expect(parseCommand(['--help'])).toMatchObject({ help: true });
    for (const { id } of FORMATS) expect(IMPORT_HELP).toContain(id);
  });
});

import { describe, expect, it } from 'vitest';
import { IMPORT_HELP, parseCommand, UsageError } from '../../scripts/import-arguments.ts';
import { FORMATS } from '../../server/import/formats.ts';

/** The options of a call that imports. */
function parseImport(args: string[]) {
  const command = parseCommand(args);
  if (command.type !== 'import') throw new Error(`${args.join(' ')} is no import`);
  return command;
}

describe('the arguments of npm run import', () => {
  it.each([
    [['--bogus'], /Unknown option '--bogus'\. --help lists the options\./],
    [['--dataset'], /argument missing/],
    [[], /Name the files to import/],
    [['--vantage', 'moon', 'x'], /--vantage is one of resolver/],
    [['--year', '26', 'x'], /--year is a year such as 2026/],
    [['--map', 'client', 'x'], /--map is COLUMN=HEADER/],
    [['--preset', 'toString', 'x'], /--preset is one of adguard-home, /],
    [['--dataset', ' ', 'x'], /--dataset needs a name/],
    [['--dataset', 'public-suffix-list', 'x'], /is what joins names with their domains/],
    [['--remove-dataset', ' '], /--remove-dataset needs a name/],
    [['--remove-dataset', 'd', 'x'], /goes with --yes and --json only/],
    [['--remove-dataset', 'd', '--dry-run'], /goes with --yes and --json only/],
    [['--yes', 'x'], /--yes needs --remove-dataset/],
    [['list', '--dataset', 'd'], /list goes with --json only/],
    [['--follow', '--watch', 'x'], /say one of them/],
    [['--follow', '-'], /cannot be followed/],
    [['--watch', '--dry-run', 'x'], /reads once/],
    [['--every', '5', 'x'], /goes with --follow or --watch/],
    [['--follow', '--every', 'soon', 'x'], /--every is a number of seconds/],
    [['--table-date', '2026-13-01', 'x'], /--table-date is a day/],
    [['--bulk', '--no-bulk', 'x'], /exclude each other/],
  ])('%j is refused', (args, message) => {
    expect(() => parseCommand(args)).toThrow(message);
    expect(() => parseCommand(args)).toThrow(UsageError);
  });

  it('are read into options', () => {
    const args = '--format csv --dataset d --vantage stub --timezone Europe/Berlin --year 2026 --dry-run --json a - b';
    expect(parseCommand([...args.split(' '), '--map', 'client=who,time=asked at'])).toEqual({
      type: 'import',
      files: ['a', '-', 'b'],
      json: true,
      defaults: false,
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

  it('take from a preset what they do not say themselves', () => {
    const { options } = parseImport('--preset cisco-umbrella --dataset d --map client=5 x'.split(' '));
    expect(options).toMatchObject({ format: 'csv', dataset: 'd', map: { client: '5', name: '9', time: '1' } });
    expect(parseImport(['--preset', 'nextdns', 'x']).options).toMatchObject({ format: 'csv', dataset: 'nextdns' });
  });

  it('may go on with files or folders', () => {
    expect(parseImport(['--follow', 'x'])).toMatchObject({ watch: { type: 'files', seconds: 10 } });
    expect(parseImport(['--watch', '--every', '2', 'x'])).toMatchObject({ watch: { type: 'folders', seconds: 2 } });
  });

  it('may ask for the list or for a removal', () => {
    expect(parseCommand(['list', '--json'])).toEqual({ type: 'list', json: true });
    expect(parseCommand(['./list'])).toMatchObject({ type: 'import', files: ['./list'] });
    const removal = { type: 'remove', dataset: 'd', yes: true, json: false };
    expect(parseCommand(['--remove-dataset', 'd', '--yes'])).toEqual(removal);
  });

  it('say whether a first load goes through the import tool', () => {
    expect(parseImport(['a']).options.bulk).toBeUndefined();
    expect(parseImport(['--bulk', 'a']).options.bulk).toBe('always');
    expect(parseImport(['--no-bulk', 'a']).options.bulk).toBe('never');
  });

  it('may be none but --help, which names every format', () => {
    expect(parseCommand(['--help'])).toEqual({ type: 'help' });
    for (const { id } of FORMATS) expect(IMPORT_HELP).toContain(id);
  });
});

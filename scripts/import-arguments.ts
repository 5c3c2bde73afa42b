/** What `npm run import` understands. */
import { parseArgs } from 'node:util';
import { FORMATS } from '../server/import/formats.ts';
import type { ImportOptions } from '../server/import/import-options.ts';
import { VANTAGES, Vantage } from '../shared/import-summary.ts';

export const IMPORT_HELP = `Usage: npm run import -- [options] FILE…

Imports DNS logs and tables of networks and organizations. FILE is plain, .gz or .zst; - is standard input.

  --format F       ${FORMATS.map(({ id }) => id).join(', ')}; found from the content where absent
  --dataset NAME   the data set the edges belong to; the format's own name where absent
  --vantage V      where the log was taken: ${VANTAGES.join(', ')}
  --timezone Z     IANA zone of times that name none (UTC)
  --year Y         year of times that name none
  --map A=B,…      CSV: column names, such as client=src_ip,name=qname,time=ts
  --bulk           a first load goes through Neo4j's import tool, however small; --no-bulk: never. Without either
                   where it is faster. Only the Neo4j that runs without NEO4J_URI, and no other user has, can do so
  --dry-run        read and count, leave the database alone
  --json           summaries as JSON on standard output, nothing else there
  --help           this text

A line that cannot be read goes to FILE.rejected.jsonl with its number and the reason; the import goes on.
docs/formats.md says what is read of each format.`;

/** A wrong call of the command: exit code 2. */
export class UsageError extends Error {}

function parseMap(text: string): Record<string, string> {
  const entries = text.split(',').map((entry) => {
    const [column = '', ...rest] = entry.split('=');
    if (column.trim() === '' || rest.join('=').trim() === '') {
      throw new UsageError(`--map is COLUMN=HEADER,… such as client=src_ip,name=qname; "${entry}" is not.`);
    }
    return [column.trim(), rest.join('=').trim()];
  });
  return Object.fromEntries(entries);
}

function parseVantage(text: string): Vantage {
  const parsed = Vantage.safeParse(text);
  if (!parsed.success) throw new UsageError(`--vantage is one of ${VANTAGES.join(', ')}, not "${text}".`);
  return parsed.data;
}

function parseYear(text: string): number {
  if (!/^(19|20)\d\d$/.test(text)) throw new UsageError(`--year is a year such as 2026, not "${text}".`);
  return Number(text);
}

export type Command = { files: string[]; options: ImportOptions; json: boolean; help: boolean };

/** Throws UsageError with one sentence. */
export function parseCommand(args: string[]): Command {
  let parsed: ReturnType<typeof parse>;
  const parse = () =>
    parseArgs({
      args,
      allowPositionals: true,
      options: {
        format: { type: 'string' },
        dataset: { type: 'string' },
        vantage: { type: 'string' },
        timezone: { type: 'string' },
        year: { type: 'string' },
        map: { type: 'string' },
        bulk: { type: 'boolean' },
        'no-bulk': { type: 'boolean' },
        'dry-run': { type: 'boolean' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  try {
    parsed = parse();
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split('. ')[0]}. --help lists the options.`);
  }
  const { values, positionals } = parsed;
  if (values.dataset?.trim() === '') throw new UsageError('--dataset needs a name.');
  if (values.bulk && values['no-bulk']) throw new UsageError('--bulk and --no-bulk exclude each other.');
  if (positionals.length === 0 && !values.help) throw new UsageError('Name the files to import. --help says more.');
  return {
    files: positionals,
    json: values.json ?? false,
    help: values.help ?? false,
    options: {
      ...(values.format === undefined ? {} : { format: values.format }),
      ...(values.dataset === undefined ? {} : { dataset: values.dataset.trim() }),
      ...(values.vantage === undefined ? {} : { vantage: parseVantage(values.vantage) }),
      ...(values.timezone === undefined ? {} : { timezone: values.timezone }),
      ...(values.year === undefined ? {} : { year: parseYear(values.year) }),
      ...(values.map === undefined ? {} : { map: parseMap(values.map) }),
      ...(values.bulk ? { bulk: 'always' } : values['no-bulk'] ? { bulk: 'never' } : {}),
      dryRun: values['dry-run'] ?? false,
    },
  };
}

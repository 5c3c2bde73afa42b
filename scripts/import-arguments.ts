/** What `npm run import` understands. */
import { parseArgs } from 'node:util';
import { type ClientMode, parseClientMode } from '../server/import/client-privacy.ts';
import { FORMATS } from '../server/import/formats.ts';
import type { ImportOptions } from '../server/import/import-options.ts';
import { PRESETS } from '../server/import/presets.ts';
import { VANTAGES, Vantage } from '../shared/import-summary.ts';
import { SUFFIX_LIST_PROVENANCE } from '../shared/suffix-list.ts';

export const IMPORT_HELP = `Usage: npm run import -- [options] FILE…
       npm run import -- list [--json]
       npm run import -- --remove-dataset NAME [--yes] [--json]

Imports DNS logs and tables of networks and organizations. FILE is plain, .gz or .zst; - is standard input.

  --format F       ${FORMATS.map(({ id }) => id).join(', ')}; found from the content where absent
  --dataset NAME   the data set the edges belong to; the format's own name where absent
  --vantage V      where the log was taken: ${VANTAGES.join(', ')}
  --timezone Z     IANA zone of times that name none (UTC)
  --year Y         year of times that name none
  --clients MODE   what is stored of clients: full, truncate:24,48 (their networks) or pseudonym (full)
  --key FILE       the secret of pseudonyms (DATA_DIR/client-pseudonyms.key); created where absent
  --map A=B,…      csv, jsonl: names of columns or keys, such as client=src_ip,name=qname,time=ts; numbers where CSV has no header
  --preset P       format and map of a known export: ${Object.keys(PRESETS).join(', ')}
  --table-date D   the day a table of networks is of (as its name or content says)
  --follow         go on: import what is added to the files, until Ctrl-C
  --watch          FILE… are folders: import every file in them, and what is new or added, until Ctrl-C
  --every SECONDS  how often --follow and --watch look (10)
  --defaults       ask nothing on a terminal: UTC, the year of the file, the format's name of the data set, no vantage
  --bulk           a first load goes through Neo4j's import tool, however small; --no-bulk: never. Without either
                   where it is faster. Only the Neo4j that runs without NEO4J_URI, and no other user has, can do so
  --dry-run        read and count, leave the database alone
  --json           summaries as JSON on standard output, nothing else there
  --remove-dataset NAME   take a data set out: its edges, the nodes that nothing else holds, its imports
  --yes            do not ask before that
  --help           this text

A line that cannot be read goes to FILE.rejected.jsonl with its number and the reason; the import goes on.
docs/formats.md says what is read of each format.

list shows what is in the graph: each import with its data set, rows, coverage and hash. (A file of that name is ./list.)`;

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

/** What a preset stands for; `--format`, `--dataset` and single columns of `--map` overrule it. */
function parsePreset(name: string): Pick<ImportOptions, 'format' | 'dataset' | 'map'> {
  const preset = Object.hasOwn(PRESETS, name) ? PRESETS[name] : undefined;
  if (!preset) throw new UsageError(`--preset is one of ${Object.keys(PRESETS).join(', ')}, not "${name}".`);
  return { format: preset.format, dataset: name, map: preset.map };
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

function parseDate(text: string): string {
  if (/^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
  throw new UsageError(`--table-date is a day such as 2026-03-31, not "${text}".`);
}

type WatchValues = { follow?: boolean; watch?: boolean; every?: string; 'dry-run'?: boolean };

function parseWatch(values: WatchValues, files: readonly string[]): ImportCommand['watch'] {
  const { follow = false, watch = false, every } = values;
  if (!follow && !watch) {
    if (every !== undefined) throw new UsageError('--every goes with --follow or --watch.');
    return undefined;
  }
  if (follow && watch) throw new UsageError('--follow is for files, --watch for folders: say one of them.');
  if (values['dry-run']) throw new UsageError('--dry-run reads once; it does not go with --follow and --watch.');
  if (files.includes('-')) throw new UsageError('Standard input cannot be followed: name the file.');
  const seconds = Number(every ?? '10');
  if (!(seconds >= 0.1 && seconds <= 86_400)) throw new UsageError(`--every is a number of seconds, not "${every}".`);
  return { type: watch ? 'folders' : 'files', seconds };
}

function parseClients(text: string): ClientMode {
  try {
    return parseClientMode(text);
  } catch (error) {
    throw new UsageError(`--clients: ${(error as Error).message}`);
  }
}

export type ImportCommand = {
  type: 'import';
  files: string[];
  options: ImportOptions;
  json: boolean;
  /** What a line cannot say is not asked for. */
  defaults: boolean;
  /** Go on until told to stop: with the files themselves, or with all files of folders. */
  watch?: { type: 'files' | 'folders'; seconds: number };
};

export type Command =
  | ImportCommand
  | { type: 'list'; json: boolean }
  | { type: 'remove'; dataset: string; yes: boolean; json: boolean }
  | { type: 'help' };

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
        clients: { type: 'string' },
        key: { type: 'string' },
        map: { type: 'string' },
        preset: { type: 'string' },
        'table-date': { type: 'string' },
        follow: { type: 'boolean' },
        watch: { type: 'boolean' },
        every: { type: 'string' },
        defaults: { type: 'boolean' },
        bulk: { type: 'boolean' },
        'no-bulk': { type: 'boolean' },
        'dry-run': { type: 'boolean' },
        json: { type: 'boolean' },
        'remove-dataset': { type: 'string' },
        yes: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  try {
    parsed = parse();
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split('. ')[0]}. --help lists the options.`);
  }
  const { values, positionals } = parsed;
  if (values.help) return { type: 'help' };
  const json = values.json ?? false;
  const removed = values['remove-dataset'];
  const others = Object.keys(values).filter((name) => !['json', 'yes', 'remove-dataset'].includes(name));
  if (removed !== undefined) {
    if (removed.trim() === '') throw new UsageError('--remove-dataset needs a name.');
    if (positionals.length > 0 || others.length > 0) {
      throw new UsageError('--remove-dataset goes with --yes and --json only, and without files.');
    }
    return { type: 'remove', dataset: removed.trim(), yes: values.yes ?? false, json };
  }
  if (values.yes) throw new UsageError('--yes needs --remove-dataset.');
  if (positionals.length === 1 && positionals[0] === 'list') {
    if (others.length > 0) throw new UsageError('list goes with --json only.');
    return { type: 'list', json };
  }
  if (values.dataset?.trim() === '') throw new UsageError('--dataset needs a name.');
  if (values.dataset?.trim() === SUFFIX_LIST_PROVENANCE.reference_name) {
    throw new UsageError(
      `--dataset: "${SUFFIX_LIST_PROVENANCE.reference_name}" is what joins names with their domains.`,
    );
  }
  const clients = values.clients === undefined ? undefined : parseClients(values.clients);
  if (values.key !== undefined && clients?.type !== 'pseudonym')
    throw new UsageError('--key needs --clients pseudonym.');
  const watch = parseWatch(values, positionals);
  if (positionals.length === 0) throw new UsageError('Name the files to import. --help says more.');
  const preset = values.preset === undefined ? {} : parsePreset(values.preset);
  if (values.bulk && values['no-bulk']) throw new UsageError('--bulk and --no-bulk exclude each other.');
  return {
    type: 'import',
    files: positionals,
    json,
    defaults: values.defaults ?? false,
    ...(watch === undefined ? {} : { watch }),
    options: {
      ...preset,
      ...(values.format === undefined ? {} : { format: values.format }),
      ...(values.dataset === undefined ? {} : { dataset: values.dataset.trim() }),
      ...(values.vantage === undefined ? {} : { vantage: parseVantage(values.vantage) }),
      ...(values.timezone === undefined ? {} : { timezone: values.timezone }),
      ...(values.year === undefined ? {} : { year: parseYear(values.year) }),
      ...(clients === undefined ? {} : { clients }),
      ...(values.key === undefined ? {} : { clientKeyFile: values.key }),
      ...(values.map === undefined ? {} : { map: { ...preset.map, ...parseMap(values.map) } }),
      ...(values['table-date'] === undefined ? {} : { tableDate: parseDate(values['table-date']) }),
      ...(values.bulk ? { bulk: 'always' } : values['no-bulk'] ? { bulk: 'never' } : {}),
      dryRun: values['dry-run'] ?? false,
    },
  };
}

import { parse as parseYaml } from 'yaml';
import { createLookupCounter, DNSTAP_DATASET, DNSTAP_REFERENCE, readLookups } from '../dnstap-lookups.ts';
import { countRow, type DnstapRow } from '../dnstap-rows.ts';
import { isJsonObject } from '../json-line.ts';
import {
  type Format,
  leaveOut,
  type Outcome,
  type ParseOptions,
  RecordError,
  type Sink,
  type Unit,
  type UnitSource,
} from '../record.ts';
import { createTimeParser } from '../times.ts';
import { countLines, readYamlDocuments, type YamlDocument } from '../yaml-documents.ts';

const NO_MESSAGE = leaveOut('no message');

const FIELDS = [
  'type',
  'query_time',
  'response_time',
  'query_address',
  'query_port',
  'query_message',
  'response_message',
] as const;
type Field = (typeof FIELDS)[number];
const FIELD_NAMES: ReadonlySet<string> = new Set(FIELDS);

/** Plain or quoted text without escapes, as times, addresses, ports and types are. */
const SCALAR = /^(?:!!timestamp )?("?)([A-Za-z0-9_.:+ -]+)\1$/;

/** The YAML package compares each key with all others: 20,000 keys in 256 KB take it ten seconds. Messages of DNS are shorter. */
const MAX_YAML = 32 * 1024;

function isField(name: string): name is Field {
  return FIELD_NAMES.has(name);
}

/** The lines of a literal block (`|`) from here on, without their indentation. */
function readBlock(lines: readonly string[], start: number): string {
  const block: string[] = [];
  for (let at = start; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (line !== '' && !line.startsWith('    ')) break;
    block.push(line.slice(4));
  }
  return block.join('\n');
}

/**
 * Reads the layout that golang-dnstap and dnstap-read print: `message:`, its fields indented by two blanks, DNS messages as
 * literal blocks. That is ten times as fast as any YAML, and reads what is none: golang-dnstap writes `fe80::` without
 * quotes. Undefined where the document is laid out in another way.
 */
function findLayout(text: string): DnstapRow | undefined {
  const lines = text.split('\n');
  const row: DnstapRow = {};
  let isInMessage = false;
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (line.charCodeAt(0) !== 32) {
      if (line !== '') isInMessage = line === 'message:';
      continue;
    }
    if (!isInMessage || line.charCodeAt(2) === 32) continue;
    const colon = line.indexOf(':');
    const name = line.slice(2, colon);
    if (!isField(name)) continue;
    if (row[name] !== undefined) return undefined;
    const value = line.slice(colon + 1).trim();
    if (value === '|') row[name] = readBlock(lines, at + 1);
    else {
      const scalar = SCALAR.exec(value)?.[2];
      if (scalar === undefined) return undefined;
      row[name] = scalar;
    }
  }
  return row.type === undefined ? undefined : row;
}

/** Every scalar stays the text it is, `!!timestamp` too; no alias is followed. `logLevel: 'silent'` would hide errors. */
const YAML_OPTIONS = {
  schema: 'failsafe',
  resolveKnownTags: false,
  maxAliasCount: 0,
  logLevel: 'error',
  prettyErrors: false,
} as const;

/** Any other layout. Aliases are refused: a few lines of them unfold into gigabytes. */
function findRow(text: string): DnstapRow | undefined {
  if (text.length > MAX_YAML) throw new RecordError('a document of more than 32 KB that is not laid out as dnstap');
  let document: unknown;
  try {
    document = parseYaml(text, YAML_OPTIONS);
  } catch (error) {
    throw new RecordError(`no YAML: ${(error as Error).message.slice(0, 100)}`, { cause: error });
  }
  if (!isJsonObject(document)) throw new RecordError('no YAML mapping with a message of dnstap');
  const { message } = document;
  if (!isJsonObject(message)) return undefined;
  const row: DnstapRow = {};
  for (const name of FIELDS) {
    const value = message[name];
    if (typeof value === 'string') row[name] = value;
  }
  return row;
}

/** dnstap-read ends its output without `---`: where several outputs were put together, two messages share a document. */
function splitMessages(document: YamlDocument): YamlDocument[] {
  const [before = '', ...others] = document.text.split(/^(?=type: MESSAGE$)/m);
  if (others.length === 0 || (others.length === 1 && !before.startsWith('type: '))) return [document];
  // Another writer may put other keys before the type.
  const texts = before.startsWith('type: ') ? [before, ...others] : [`${before}${others[0]}`, ...others.slice(1)];
  let { line } = document;
  return texts.map((text) => {
    const part = { ...document, text, line };
    line += countLines(text);
    return part;
  });
}

function readUnits({ chunks }: UnitSource, options: ParseOptions): AsyncGenerator<Unit> {
  const toSeconds = createTimeParser({ timezone: 'UTC', note: options.note });
  const counter = createLookupCounter(options);

  function parse({ text, isTooLong }: YamlDocument, sink: Sink): Outcome {
    if (isTooLong) throw new RecordError('a document of more than 1 MB');
    const row = findLayout(text) ?? findRow(text);
    return row ? countRow(row, toSeconds, counter, sink) : NO_MESSAGE;
  }

  const toUnit = (message: YamlDocument): Unit => {
    return { number: message.line, toText: () => message.text, parse: (sink) => parse(message, sink) };
  };
  return readLookups(readYamlDocuments(chunks), (document) => splitMessages(document).map(toUnit), counter);
}

/** What golang-dnstap's `dnstap -y` and BIND's `dnstap-read -y` print: a YAML document per message, the DNS message as text. */
export const dnstapYaml: Format = {
  id: 'dnstap-yaml',
  title: 'dnstap as YAML of golang-dnstap or dnstap-read',
  dataset: DNSTAP_DATASET,
  reference: DNSTAP_REFERENCE,
  assumes: [],
  bringsPrefixes: false,
  detect: ({ lines }) => lines.includes('type: MESSAGE') && lines.includes('message:'),
  readUnits,
};

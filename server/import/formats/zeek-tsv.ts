import { toRcodeName, toTypeName } from '../dns-types.ts';
import { createOctetTexts } from '../octet-texts.ts';
import {
  ACCEPTED,
  type Format,
  leaveOut,
  NO_NAME,
  NO_ROW,
  type OctetParser,
  type Outcome,
  type ParseOptions,
  RecordError,
  reject,
  type Sink,
  type SplitAnswers,
} from '../record.ts';
import { createTimeParser, findPlainSeconds, toSeconds } from '../times.ts';
import { OTHER_OPCODE, OTHER_PORTS, toDnsEscapes } from '../zeek-rows.ts';

type Columns = {
  width: number;
  time: number;
  client: number;
  port: number;
  name: number;
  qtype: number;
  qtypeNumber: number;
  rcode: number;
  rcodeNumber: number;
  answers: number;
  opcode: number;
};

function toColumns(fields: string[]): Columns {
  const at = (name: string) => fields.indexOf(name);
  return {
    width: fields.length,
    time: at('ts'),
    client: at('id.orig_h'),
    port: at('id.resp_p'),
    name: at('query'),
    qtype: at('qtype_name'),
    qtypeNumber: at('qtype'),
    rcode: at('rcode_name'),
    rcodeNumber: at('rcode'),
    answers: at('answers'),
    opcode: at('opcode'),
  };
}

function isDnsLog(columns: Columns): boolean {
  return columns.time >= 0 && columns.client >= 0 && columns.name >= 0;
}

const HASH = 35;
const TAB = 9;
const NO_HEADER = reject('no #fields line before this row');

function unescapeHex(text: string): string {
  return text.replace(/\\x([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** One function for each separator: cells are split when all are counted, and the log may have another by then. */
function createSplits(): (separator: string) => SplitAnswers {
  const splits = new Map<string, SplitAnswers>();
  return (separator) => {
    const split = splits.get(separator) ?? ((cell: string) => cell.split(separator).map(toDnsEscapes));
    splits.set(separator, split);
    return split;
  };
}

/** Zeek writes one character, and its own reader takes no more. */
function toSeparator(text: string): number {
  if (/^[\0-\x7f]$/.test(text)) return text.charCodeAt(0);
  throw new RecordError(`a separator of "${text.slice(0, 20)}"; Zeek's is one ASCII character`);
}

/** Answers how many columns the row has; of as many as there is room for, where each begins, and one behind the last. */
function findColumns(octets: Buffer, start: number, end: number, separator: number, starts: Int32Array): number {
  let count = 1;
  starts[0] = start;
  for (let at = start; at < end; at += 1) {
    if (octets[at] !== separator) continue;
    starts[count] = at + 1;
    count += 1;
  }
  if (count < starts.length) starts[count] = end + 1;
  return count;
}

function createZeekTsvParser({ note }: ParseOptions): OctetParser {
  const parseTime = createTimeParser({ timezone: 'UTC', note });
  let separator = TAB;
  const toSplit = createSplits();
  let split = toSplit(',');
  let emptyField = '(empty)';
  let unsetField = '-';
  let path = 'dns';
  let columns: Columns | undefined;
  let otherLog: Outcome | undefined;
  /** Where each column of the current row begins; it ends one octet before the next. */
  let starts = new Int32Array(1);
  let row: Buffer = Buffer.alloc(0);
  const texts = createOctetTexts();
  let unsetLength = 1;

  function readHeader(text: string): void {
    const [key = '', ...values] = text.startsWith('#separator')
      ? text.split(' ')
      : text.split(String.fromCharCode(separator));
    const [value = ''] = values;
    if (key === '#separator') separator = toSeparator(unescapeHex(value));
    else if (key === '#set_separator') split = toSplit(unescapeHex(value) || ',');
    else if (key === '#empty_field') emptyField = value;
    else if (key === '#unset_field') {
      unsetField = value;
      unsetLength = Buffer.byteLength(value);
    } else if (key === '#path') path = value;
    else if (key === '#fields') {
      columns = toColumns(values);
      starts = new Int32Array(columns.width + 1);
      otherLog = isDnsLog(columns) ? undefined : leaveOut(`no dns.log row (Zeek path ${path || 'unknown'})`);
    }
  }

  function cell(column: number): string {
    if (column < 0) return '';
    const start = starts[column] as number;
    const end = (starts[column + 1] as number) - 1;
    const text = texts.get(column, row, start, end);
    return end - start === unsetLength && text === unsetField ? '' : text;
  }

  function getSeconds(column: number): number {
    const plain = findPlainSeconds(row, starts[column] as number, (starts[column + 1] as number) - 1);
    if (plain !== undefined) return plain;
    const time = cell(column);
    // zeek-cut -d and -u write ISO 8601.
    return time.charCodeAt(4) === 45 ? parseTime(time) : toSeconds(time);
  }

  function parseRow(octets: Buffer, start: number, end: number, sink: Sink): Outcome {
    if (!columns) return NO_HEADER;
    if (otherLog) return otherLog;
    row = octets;
    const width = findColumns(octets, start, end, separator, starts);
    if (width !== columns.width) throw new RecordError(`${width} columns where the header has ${columns.width}`);
    const otherPort = OTHER_PORTS.get(cell(columns.port));
    if (otherPort) return otherPort;
    const name = cell(columns.name);
    // The root is `.`; `(empty)` is what Zeek writes for a question it could not read a name from.
    if (name === '' || name === emptyField) return NO_NAME;
    const opcode = cell(columns.opcode);
    if (opcode !== '' && opcode !== '0') return OTHER_OPCODE;
    const seconds = getSeconds(columns.time);
    const qtype = cell(columns.qtype) || toTypeName(cell(columns.qtypeNumber));
    const rcode = cell(columns.rcode) || toRcodeName(cell(columns.rcodeNumber));
    const query = name.includes('\\') ? toDnsEscapes(name) : name;
    sink.lookup(cell(columns.client), query, seconds, qtype, rcode, 1);
    const answers = cell(columns.answers);
    if (answers !== '' && answers !== emptyField) sink.answers(query, seconds, qtype, answers, split, 1);
    return ACCEPTED;
  }

  function parseOctets(octets: Buffer, start: number, end: number, sink: Sink): Outcome {
    if (start === end) return NO_ROW;
    if (octets[start] !== HASH) return parseRow(octets, start, end, sink);
    readHeader(octets.toString('utf8', start, end));
    return NO_ROW;
  }

  return {
    parse(line, _lineNumber, sink) {
      const octets = Buffer.from(line);
      return parseOctets(octets, 0, octets.length, sink);
    },
    parseOctets,
  };
}

/** Zeek `dns.log` with its `#fields` header. */
export const zeekTsv: Format = {
  id: 'zeek-tsv',
  title: 'Zeek dns.log, tab separated',
  dataset: 'zeek-dns',
  reference: { reference_url_info: 'https://docs.zeek.org/en/master/logs/dns.html' },
  assumes: [],
  bringsPrefixes: false,
  toText: (byte) => `\\x${byte.toString(16).padStart(2, '0')}`,
  detect({ lines }) {
    const header = lines.find((line) => line.startsWith('#fields'));
    if (header === undefined) return false;
    const names = header.split(/[^A-Za-z0-9_.#]+/);
    return names.includes('query') && names.includes('id.orig_h');
  },
  createParser: createZeekTsvParser,
  independent: { headerMark: '#' },
};

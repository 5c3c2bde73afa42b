import { toRcodeName, toTypeName } from '../dns-types.ts';
import {
  ACCEPTED,
  type Format,
  leaveOut,
  NO_NAME,
  NO_ROW,
  type Outcome,
  type ParseOptions,
  type Parser,
  RecordError,
  reject,
} from '../record.ts';
import { createTimeParser, toSeconds } from '../times.ts';
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

const NO_HEADER = reject('no #fields line before this row');

function unescapeHex(text: string): string {
  return text.replace(/\\x([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function createZeekTsvParser({ note }: ParseOptions): Parser {
  const parseTime = createTimeParser({ timezone: 'UTC', note });
  let separator = '\t';
  let setSeparator = ',';
  let emptyField = '(empty)';
  let unsetField = '-';
  let path = 'dns';
  let columns: Columns | undefined;
  let otherLog: Outcome | undefined;
  /** End offset of each column of the current line; the next column begins one separator later. */
  let ends = new Int32Array(0);
  let line = '';

  const split = (cell: string) => cell.split(setSeparator).map(toDnsEscapes);

  function readHeader(text: string): void {
    const [key = '', ...values] = text.startsWith('#separator') ? text.split(' ') : text.split(separator);
    const [value = ''] = values;
    if (key === '#separator') separator = unescapeHex(value) || '\t';
    else if (key === '#set_separator') setSeparator = unescapeHex(value) || ',';
    else if (key === '#empty_field') emptyField = value;
    else if (key === '#unset_field') unsetField = value;
    else if (key === '#path') path = value;
    else if (key === '#fields') {
      columns = toColumns(values);
      ends = new Int32Array(columns.width);
      otherLog = isDnsLog(columns) ? undefined : leaveOut(`no dns.log row (Zeek path ${path || 'unknown'})`);
    }
  }

  function cell(column: number): string {
    if (column < 0) return '';
    const text = line.slice(column === 0 ? 0 : (ends[column - 1] ?? 0) + separator.length, ends[column]);
    return text === unsetField ? '' : text;
  }

  /** Fills `ends`; answers how many columns the line has. */
  function measure(): number {
    const { length } = line;
    let count = 0;
    let from = 0;
    for (;;) {
      const end = line.indexOf(separator, from);
      if (end === -1) break;
      if (count < ends.length) ends[count] = end;
      count += 1;
      from = end + separator.length;
    }
    if (count < ends.length) ends[count] = length;
    return count + 1;
  }

  return {
    parse(text, _lineNumber, sink) {
      if (text === '') return NO_ROW;
      if (text.charCodeAt(0) === 35) {
        readHeader(text);
        return NO_ROW;
      }
      if (!columns) return NO_HEADER;
      if (otherLog) return otherLog;
      line = text;
      const width = measure();
      if (width !== columns.width) throw new RecordError(`${width} columns where the header has ${columns.width}`);
      const otherPort = OTHER_PORTS.get(cell(columns.port));
      if (otherPort) return otherPort;
      const name = cell(columns.name);
      // The root is `.`; `(empty)` is what Zeek writes for a question it could not read a name from.
      if (name === '' || name === emptyField) return NO_NAME;
      const opcode = cell(columns.opcode);
      if (opcode !== '' && opcode !== '0') return OTHER_OPCODE;
      const time = cell(columns.time);
      // zeek-cut -d and -u write ISO 8601.
      const seconds = time.charCodeAt(4) === 45 ? parseTime(time) : toSeconds(time);
      const qtype = cell(columns.qtype) || toTypeName(cell(columns.qtypeNumber));
      const rcode = cell(columns.rcode) || toRcodeName(cell(columns.rcodeNumber));
      const query = name.includes('\\') ? toDnsEscapes(name) : name;
      sink.lookup(cell(columns.client), query, seconds, qtype, rcode, 1);
      const answers = cell(columns.answers);
      if (answers !== '' && answers !== emptyField) sink.answers(query, seconds, qtype, answers, split, 1);
      return ACCEPTED;
    },
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

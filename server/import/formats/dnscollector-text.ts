import { createCollectorCounter, isOperation } from '../dnscollector-rows.ts';
import { toDnsText } from '../raw-names.ts';
import { type Format, NO_ROW, type ParseOptions, type Parser, RecordError } from '../record.ts';
import { createTimeParser } from '../times.ts';

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

/** Splits at blanks; a field that holds a blank or a quotation mark is quoted, with `\"` for the mark. */
function splitFields(line: string): string[] {
  if (!line.includes('"')) return line.split(' ');
  const fields: string[] = [];
  for (let at = 0; at <= line.length; ) {
    let end = line.indexOf(' ', at);
    if (line[at] === '"') {
      end = at + 1;
      while (end < line.length && line[end] !== '"') end += line.startsWith('\\"', end) ? 2 : 1;
      fields.push(line.slice(at + 1, end).replaceAll('\\"', '"'));
      end += 1;
    } else {
      if (end === -1) end = line.length;
      fields.push(line.slice(at, end));
    }
    at = end + 1;
  }
  return fields;
}

/** Where the operation stands: after time, identity and perhaps `qr`, whose `QUERY` looks like one. */
function findOperation(fields: readonly string[]): number {
  return [3, 2].find((at) => isOperation(fields[at] ?? '') && TIME.test(fields[0] ?? '')) ?? -1;
}

function createCollectorTextParser(options: ParseOptions): Parser {
  const parseTime = createTimeParser(options);
  const counter = createCollectorCounter(options);
  return {
    parse(line, _lineNumber, sink) {
      if (line.trim() === '') return NO_ROW;
      if (line.length > 10_000) throw new RecordError('a line of more than 10,000 characters');
      const fields = splitFields(line);
      const at = findOperation(fields);
      const [operation = '', rcode = '', client = '', port = '', , protocol = '', , name = '', qtype = '', ...rest] =
        at === -1 ? [] : fields.slice(at);
      if (rest.length < 1 || rest.length > 2) throw new RecordError('no line in the default text format');
      const message = {
        operation,
        seconds: parseTime(fields[0] ?? ''),
        client,
        serverPort: '',
        exchange: `${fields[1]} ${port} ${protocol}`,
        name: name === '-' ? undefined : toDnsText(name),
        qtype,
        rcode,
        answers: [],
        count: 1,
      };
      return counter.add(message, sink);
    },
    finish: counter.finish,
  };
}

/** DNS-collector's text lines with the default directives of its releases. */
export const dnscollectorText: Format = {
  id: 'dnscollector-text',
  title: 'DNS-collector, text lines',
  dataset: 'dnscollector',
  reference: { reference_url_info: 'https://github.com/dmachard/DNS-collector/blob/main/docs/dnsconversions.md' },
  assumes: [],
  bringsPrefixes: false,
  toText: (byte) => `\\x${byte.toString(16).padStart(2, '0')}`,
  detect: ({ lines }) => lines.slice(0, 20).some((line) => findOperation(splitFields(line.slice(0, 2000))) !== -1),
  createParser: createCollectorTextParser,
};

import { createPassivednsCounter } from '../passivedns-rows.ts';
import { type Format, NO_ROW, type ParseOptions, type Parser, RecordError } from '../record.ts';
import { createTimeParser } from '../times.ts';

const NUMBER = /^\d{1,15}$/;
const TIME = /^(\d{1,12}(\.\d+)?|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?)$/;

function createPassivednsParser(options: ParseOptions): Parser {
  const parseTime = createTimeParser(options);
  const counter = createPassivednsCounter();
  return {
    parse(line, _lineNumber, sink) {
      if (line.trim() === '' || line.startsWith('#')) return NO_ROW;
      const cells = line.split('||');
      if (cells.length < 8) throw new RecordError(`${cells.length} columns where passivedns has 8 or 9`);
      const [time = '', client = '', server = '', recordClass = '', query = '', type = ''] = cells;
      // Text may hold the separator, so the last columns are found from the end.
      const hasCount = cells.length > 8 && NUMBER.test(cells.at(-2) ?? '');
      const answer = cells.slice(6, hasCount ? -2 : -1).join('||');
      const count = hasCount ? (cells.at(-1) ?? '') : '';
      return counter.add({ seconds: parseTime(time), client, server, recordClass, query, type, answer, count }, sink);
    },
    finish: counter.finish,
  };
}

/** The log of passivedns with its default fields, with and without `Count`. */
export const passivedns: Format = {
  id: 'passivedns',
  title: 'passivedns log',
  dataset: 'passivedns',
  vantage: 'network',
  reference: { reference_url_info: 'https://github.com/gamelinux/passivedns' },
  assumes: ['timezone'],
  bringsPrefixes: false,
  toText: (byte) => `\\${String(byte).padStart(3, '0')}`,
  detect({ lines }) {
    const line = lines.find((candidate) => candidate.trim() !== '' && !candidate.startsWith('#')) ?? '';
    const cells = line.slice(0, 10_000).split('||');
    return cells.length >= 8 && TIME.test(cells[0] ?? '') && /^[0-9a-fA-F:.]+$/.test(cells[1] ?? '');
  },
  createParser: createPassivednsParser,
};

import { normalizeAsn } from '../../../shared/keys.ts';
import { parseCountryCode } from '../networks.ts';
import { ACCEPTED, type Format, leaveOut, NO_ROW, type Parser, RecordError } from '../record.ts';
import { findWrittenDay } from '../table-date.ts';

// An address block is an allocation: it names neither a network nor an organization, and it need not be routed as it is.
const ADDRESS_BLOCK = leaveOut('address block (names no network and no organization)');
const SUMMARY = leaveOut('summary line');
const UNUSED = leaveOut('reserved or available numbers');
const NO_COUNTRY = leaveOut('AS numbers without a country');

/** IANA gives whole registries blocks of 1,024; a count far above is a damaged row that would make millions of edges. */
const MAX_BLOCK = 65_536;

const REGISTRIES = ['afrinic', 'apnic', 'arin', 'iana', 'lacnic', 'ripencc', 'nro'];
const TYPES = ['asn', 'ipv4', 'ipv6'];
const STATUSES = ['allocated', 'assigned', 'available', 'reserved'];

/** `version|registry|serial|records|startdate|enddate|UTCoffset`, the first line that is no comment. */
function isVersionLine(cells: readonly string[]): boolean {
  return cells.length >= 6 && /^\d+(?:\.\d+)?$/.test(cells[0] ?? '') && REGISTRIES.includes(cells[1] ?? '');
}

function parseBlock(start: string, value: string): { first: number; last: number } {
  const first = normalizeAsn(start);
  const count = Number(value);
  if (!/^\d{1,10}$/.test(value) || count < 1 || count > MAX_BLOCK) {
    throw new RecordError(`"${value.slice(0, 40)}" is no number of AS numbers between 1 and ${MAX_BLOCK}`);
  }
  return { first, last: normalizeAsn(first + count - 1) };
}

function createDelegatedParser(): Parser {
  return {
    parse(line, _lineNumber, sink) {
      if (line.trim() === '' || line.startsWith('#')) return NO_ROW;
      const cells = line.split('|').map((cell) => cell.trim());
      const [, country = '', type = '', start = '', value = '', , status = ''] = cells;
      if (isVersionLine(cells)) return NO_ROW;
      if (cells.at(-1) === 'summary') return SUMMARY;
      if (cells.length < 7) throw new RecordError(`${cells.length} columns where a delegated row has at least 7`);
      if (!TYPES.includes(type)) throw new RecordError(`"${type.slice(0, 40)}" is none of ${TYPES.join(', ')}`);
      if (!STATUSES.includes(status))
        throw new RecordError(`"${status.slice(0, 40)}" is none of ${STATUSES.join(', ')}`);
      if (status === 'reserved' || status === 'available') return UNUSED;
      if (type !== 'asn') return ADDRESS_BLOCK;
      const { first, last } = parseBlock(start, value);
      const code = parseCountryCode(country);
      if (code === undefined) return NO_COUNTRY;
      for (let asn = first; asn <= last; asn += 1) sink.edge('COUNTRY', 'AS', asn, 'Country', code);
      return ACCEPTED;
    },
  };
}

/** Delegated and delegated-extended statistics of the regional internet registries: who got AS numbers, by country. */
export const rirDelegated: Format = {
  id: 'rir-delegated',
  title: 'Delegated statistics of the internet registries',
  dataset: 'rir-delegated',
  reference: {},
  assumes: [],
  bringsPrefixes: false,
  toText: (byte) => String.fromCharCode(byte),
  detect({ lines }) {
    return lines.some((line) => {
      const cells = line.split('|', 8).map((cell) => cell.trim());
      const isRecord = REGISTRIES.includes(cells[0] ?? '') && TYPES.includes(cells[2] ?? '') && cells.length >= 6;
      return isRecord || isVersionLine(cells);
    });
  },
  // The last day the file covers; the serial number before it is a date with some registries and a count with others.
  findDate({ lines }) {
    const version = lines.map((line) => line.split('|', 8).map((cell) => cell.trim())).find(isVersionLine);
    return findWrittenDay(version?.[5] ?? '');
  },
  createParser: createDelegatedParser,
};

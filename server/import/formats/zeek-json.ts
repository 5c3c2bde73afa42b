import { toRcodeName, toTypeName } from '../dns-types.ts';
import { findJsonObjects, type JsonObject, parseJsonObject } from '../json-line.ts';
import { createOtherKinds } from '../other-kinds.ts';
import { ACCEPTED, type Format, NO_NAME, NO_ROW, type ParseOptions, type Parser } from '../record.ts';
import { createTimeParser, toSeconds } from '../times.ts';
import { OTHER_OPCODE, OTHER_PORTS, toDnsEscapes } from '../zeek-rows.ts';

/** Answers are joined for counting by a character that JSON text of Zeek never holds unescaped. */
const JOINER = '\u0000';

function toText(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

function isDnsRow(row: JsonObject): boolean {
  return (
    row._path === 'dns' ||
    (row._path === undefined && 'id.orig_h' in row && ('query' in row || 'qtype' in row || 'trans_id' in row))
  );
}

function split(cell: string): string[] {
  return cell.split(JOINER).map(toDnsEscapes);
}

function createZeekJsonParser({ note }: ParseOptions): Parser {
  const parseTime = createTimeParser({ timezone: 'UTC', note });
  const leaveOutPath = createOtherKinds((path) => `no dns.log row (Zeek path ${path})`);

  return {
    parse(line, _lineNumber, sink) {
      if (line.trim() === '') return NO_ROW;
      const row = parseJsonObject(line);
      if (!isDnsRow(row)) return leaveOutPath(row._path);
      const otherPort = OTHER_PORTS.get(toText(row['id.resp_p']));
      if (otherPort) return otherPort;
      const name = toText(row.query);
      if (name === '' || name === '(empty)') return NO_NAME;
      if (row.opcode !== undefined && row.opcode !== 0) return OTHER_OPCODE;
      const seconds = typeof row.ts === 'string' ? parseTime(row.ts) : toSeconds(toText(row.ts));
      const qtype = toText(row.qtype_name) || toTypeName(toText(row.qtype));
      const rcode = toText(row.rcode_name) || toRcodeName(toText(row.rcode));
      const query = toDnsEscapes(name);
      sink.lookup(toText(row['id.orig_h']), query, seconds, qtype, rcode, 1);
      if (Array.isArray(row.answers) && row.answers.length > 0) {
        sink.answers(query, seconds, qtype, row.answers.map(toText).join(JOINER), split, 1);
      }
      return ACCEPTED;
    },
  };
}

/** Zeek logs as JSON lines: one log or a stream of several. */
export const zeekJson: Format = {
  id: 'zeek-json',
  title: 'Zeek dns.log, JSON lines',
  dataset: 'zeek-dns',
  reference: { reference_url_info: 'https://docs.zeek.org/en/master/logs/dns.html' },
  assumes: [],
  bringsPrefixes: false,
  toText: (byte) => `\\\\${String(byte).padStart(3, '0')}`,
  detect({ lines }) {
    return findJsonObjects(lines).some((row) => isDnsRow(row) || ('_path' in row && '_write_ts' in row));
  },
  createParser: createZeekJsonParser,
  independent: {},
};

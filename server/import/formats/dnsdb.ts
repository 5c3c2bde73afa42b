import { findJsonObjects, isJsonObject, type JsonObject, parseJsonObject } from '../json-line.ts';
import { createPassiveRowReader } from '../passive-dns.ts';
import { type Format, NO_ROW, type ParseOptions, type Parser, RecordError, TruncatedError } from '../record.ts';

const ENDS: ReadonlySet<unknown> = new Set(['succeeded', 'limited', 'failed']);
const CONDITIONS: ReadonlySet<unknown> = new Set(['begin', 'ongoing', ...ENDS]);

function createDnsdbParser(options: ParseOptions): Parser {
  const readRow = createPassiveRowReader(options);
  let isOpen = false;
  /** Why the file is not all of the answer, if it holds one that did not end well. */
  let fault: string | undefined;

  function takeCondition({ cond, msg }: JsonObject): void {
    if (!CONDITIONS.has(cond))
      throw new RecordError('a cond that is none of begin, ongoing, succeeded, limited, failed');
    if (cond === 'begin' && isOpen) fault ??= 'an answer in it has no end ("cond")';
    isOpen = !ENDS.has(cond);
    if (cond === 'limited') options.note('an answer was cut at the limit of rows ("limited"): the server has more');
    if (cond !== 'failed') return;
    const reason = typeof msg === 'string' && msg !== '' ? `: ${msg.slice(0, 200)}` : '';
    fault ??= `the server says that an answer in it failed${reason}`;
  }

  return {
    parse(line, _lineNumber, sink) {
      if (line.trim() === '') return NO_ROW;
      const frame = parseJsonObject(line);
      if (frame.cond === undefined && frame.obj === undefined) return readRow(frame, sink);
      if (frame.cond === undefined) isOpen = true;
      else takeCondition(frame);
      if (frame.obj === undefined) return NO_ROW;
      if (!isJsonObject(frame.obj)) throw new RecordError('an obj that is no object');
      return readRow(frame.obj, sink);
    },
    finish() {
      const cut = isOpen ? 'the answer in it has no end ("cond"): it was cut' : undefined;
      const reason = fault ?? cut;
      if (reason !== undefined) throw new TruncatedError(reason);
      return [];
    },
  };
}

function isFrame(row: JsonObject): boolean {
  return CONDITIONS.has(row.cond) || (row.rrname === undefined && isJsonObject(row.obj) && 'rrname' in row.obj);
}

/** Answers of version 2 of the DNSDB API in its streaming frames (https://docs.dnsdb.info/dnsdb-apiv2/). */
export const dnsdb: Format = {
  id: 'dnsdb',
  title: 'DNSDB API version 2, JSON lines in streaming frames',
  dataset: 'dnsdb',
  reference: { reference_org: 'DomainTools', reference_url_info: 'https://docs.dnsdb.info/' },
  assumes: [],
  bringsPrefixes: false,
  toText: (byte) => `\\\\${String(byte).padStart(3, '0')}`,
  detect({ lines }) {
    return findJsonObjects(lines).some(isFrame);
  },
  createParser: createDnsdbParser,
};

import { normalizeHostName } from '../../../shared/keys.ts';
import { isTypeName, toTypeName } from '../dns-types.ts';
import {
  ACCEPTED,
  type Format,
  type Head,
  leaveOut,
  NO_ROW,
  type Outcome,
  RecordError,
  type Sink,
  TruncatedError,
  type Unit,
  type UnitSource,
} from '../record.ts';
import { explainNoFact, FACT_TYPES, toRecordFacts } from '../record-facts.ts';
import { readTextLines } from '../unit-lines.ts';
import { parseGenericData } from '../zone-data.ts';
import { createEntrySplitter, type ZoneEntry } from '../zone-entries.ts';

const OTHER_CLASS = leaveOut('record of a class other than IN');

/** Every octet of the longest name written as `\DDD`. */
const MAX_NAME = 4 * 255;

const CLASS = /^(?:IN|CH|HS|CS|CLASS\d{1,5})$/i;
/** Seconds, or with the units of BIND: `3600`, `1h`, `1W2D`. */
const TTL = /^\d{1,10}(?:[SMHDW]\d{1,10})*[SMHDW]?$/i;

/** True for a dot at the end that is no part of the last label. */
function isAbsolute(name: string): boolean {
  if (!name.endsWith('.')) return false;
  const before = /\\*\.$/.exec(name)?.[0].length ?? 1;
  return before % 2 === 1;
}

function parseType(raw: string | undefined): string {
  if (raw === undefined) throw new RecordError('no record type');
  const type = raw.toUpperCase();
  const number = /^TYPE(\d{1,5})$/.exec(type)?.[1];
  if (number !== undefined) return toTypeName(Number(number));
  if (isTypeName(type)) return type;
  throw new RecordError(`"${raw.slice(0, 40)}" is no record type`);
}

/** Reads entries in the order of the file: the origin, owner and class of one may hold for the next. */
function createZoneReader() {
  let origin: string | undefined;
  let owner: string | undefined;
  let isInternet = true;

  function toName(raw: string): string {
    if (raw.length > MAX_NAME) throw new RecordError(`a name of ${raw.length} characters; DNS allows 255 octets`);
    if (isAbsolute(raw)) return normalizeHostName(raw);
    if (origin === undefined) {
      throw new RecordError(
        'a name without a dot at its end before any $ORIGIN; begin the file with $ORIGIN and the zone',
      );
    }
    if (raw === '@') return origin;
    return normalizeHostName(origin === '.' ? `${raw}.` : `${raw}.${origin}`);
  }

  function readDirective([directive = '', value]: readonly string[]): Outcome {
    switch (directive.toUpperCase()) {
      case '$ORIGIN':
        if (value === undefined) throw new RecordError('$ORIGIN without a name');
        origin = toName(value);
        return NO_ROW;
      case '$TTL':
        return NO_ROW;
      case '$INCLUDE':
        throw new RecordError('$INCLUDE is not followed; import the file it names by itself');
      case '$GENERATE':
        throw new RecordError('$GENERATE is not carried out; let the server write the zone out');
      default:
        throw new RecordError(`an unknown directive, "${directive.slice(0, 40)}"`);
    }
  }

  function toData(type: string, tokens: readonly string[]): string {
    if (tokens[0] === '\\#') return parseGenericData(type, tokens);
    const expected = type === 'MX' ? 2 : 1;
    if (tokens.length !== expected)
      throw new RecordError(`${type} with ${tokens.length} parts where it has ${expected}`);
    const [first = '', second = ''] = tokens;
    if (type === 'A' || type === 'AAAA') return first;
    return type === 'MX' ? `${first} ${toName(second)}` : toName(first);
  }

  return (entry: ZoneEntry, sink: Sink): Outcome => {
    const { tokens, startsBlank, fault } = entry;
    const [first = ''] = tokens;
    if (!startsBlank && first.startsWith('$') && fault === undefined) return readDirective(tokens);
    if (!startsBlank) {
      // Where the owner cannot be read, the entries below that leave it out are nobody's.
      owner = undefined;
      if (tokens.length > 1 || fault === undefined) owner = toName(first);
    }
    if (fault !== undefined) throw new RecordError(fault);
    if (owner === undefined) throw new RecordError('no owner: the entry that names it could not be read');
    let at = startsBlank ? 0 : 1;
    for (; at < tokens.length; at += 1) {
      const token = tokens[at] ?? '';
      if (CLASS.test(token)) isInternet = /^(?:IN|CLASS1)$/i.test(token);
      else if (!TTL.test(token)) break;
    }
    const type = parseType(tokens[at]);
    if (!isInternet) return OTHER_CLASS;
    if (!FACT_TYPES.has(type)) return explainNoFact(type);
    const facts = toRecordFacts({ owner, type, data: toData(type, tokens.slice(at + 1)) });
    for (const { type: edge, from, source, to, target, properties } of facts) {
      sink.edge(edge, from, source, to, target, properties);
    }
    return facts.length > 0 ? ACCEPTED : explainNoFact(type);
  };
}

async function* readUnits({ chunks }: UnitSource): AsyncGenerator<Unit> {
  const splitter = createEntrySplitter();
  const readEntry = createZoneReader();
  let truncation: TruncatedError | undefined;
  const toUnit = (entry: ZoneEntry): Unit => {
    return { number: entry.number, toText: () => entry.text, parse: (sink) => readEntry(entry, sink) };
  };
  try {
    for await (const lines of readTextLines(chunks, (byte) => `\\${String(byte).padStart(3, '0')}`)) {
      for (const line of lines) {
        if (line.text?.startsWith('; Transfer failed')) {
          truncation = new TruncatedError('dig says in it that the transfer failed');
        }
        const entry = splitter.add(line);
        if (entry) yield toUnit(entry);
      }
    }
  } catch (error) {
    if (!(error instanceof TruncatedError)) throw error;
    truncation = error;
  }
  const cut = splitter.finish();
  if (cut) yield toUnit(cut);
  if (truncation) throw truncation;
}

/** The first line that says anything is a directive or a record with its class, or begins a SOA record. */
function isZoneFile({ lines }: Head): boolean {
  const line = lines.find((candidate) => candidate.trim() !== '' && !candidate.trimStart().startsWith(';'));
  if (line === undefined) return false;
  if (/^\$(?:ORIGIN|TTL|INCLUDE|GENERATE)\s+\S/i.test(line)) return true;
  const [, ...words] = line.trimEnd().split(/[ \t]+/, 6);
  const at = words.findIndex((word) => !CLASS.test(word) && !TTL.test(word));
  const type = words[at]?.toUpperCase() ?? '';
  const hasClass = words.slice(0, at).some((word) => CLASS.test(word));
  return (
    at <= 2 && (hasClass || type === 'SOA') && (isTypeName(type) || /^TYPE\d{1,5}$/.test(type)) && words.length > at + 1
  );
}

/** Zones in master file format: RFC 1035 §5, RFC 2308 §4 ($TTL), RFC 3597 §5; as BIND and NSD keep them and dig prints a transfer. */
export const zoneFile: Format = {
  id: 'zone-file',
  title: 'DNS zone in master file format (BIND, NSD, dig AXFR)',
  dataset: 'zone-file',
  reference: { reference_url_info: 'https://www.rfc-editor.org/rfc/rfc1035#section-5' },
  assumes: [],
  bringsPrefixes: false,
  detect: isZoneFile,
  readUnits,
};

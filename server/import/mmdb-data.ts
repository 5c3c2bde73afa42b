/**
 * Reads single fields of records in a MaxMind DB (https://maxmind.github.io/MaxMind-DB/). Nothing but the fields asked for
 * is built, and no pointer is followed twice: a record that points at itself or claims millions of members costs nothing.
 */
import { decodeLine } from './decode.ts';
import { RecordError } from './record.ts';

/** Octets in which pointers count from the first. */
export type Section = {
  octets: Buffer;
  /** Called for each value passed over; may throw to end a reading that takes too long. */
  spend(values: number): void;
};

/** Types by their number in the specification. */
const EXTENDED = 0;
const POINTER = 1;
const TEXT = 2;
const MAP = 7;
const ARRAY = 11;
const BOOLEAN = 14;
/** uint16, uint32, uint64. */
const UNSIGNED = [5, 6, 9];
const LAST_TYPE = 15;

/** What a pointer of one to three further octets begins to count from. */
const POINTER_BASES = [0, 2048, 526_336, 0];

/** Names of networks have some 100; a longer text is damage and not worth its memory. */
const MAX_TEXT_OCTETS = 1000;

type Header = { type: number; size: number; start: number };

function readUnsigned(octets: Buffer, start: number, size: number): number {
  if (start + size > octets.length) throw new RecordError('a record that goes on behind the end of the data');
  let value = 0;
  for (let at = start; at < start + size; at += 1) value = value * 256 + (octets[at] ?? 0);
  return value;
}

/** Type, size and place of a value; the size of a pointer is where it points. */
function readHeader({ octets, spend }: Section, offset: number): Header {
  spend(1);
  const control = readUnsigned(octets, offset, 1);
  let start = offset + 1;
  let type = control >> 5;
  if (type === POINTER) {
    const width = (control >> 3) & 3;
    const high = width === 3 ? 0 : (control & 7) * 256 ** (width + 1);
    const target = high + readUnsigned(octets, start, width + 1) + (POINTER_BASES[width] ?? 0);
    return { type, size: target, start: start + width + 1 };
  }
  if (type === EXTENDED) {
    type = readUnsigned(octets, start, 1) + 7;
    start += 1;
    if (type <= MAP || type > LAST_TYPE) throw new RecordError(`a value of the unknown type ${type}`);
  }
  let size = control & 31;
  if (size >= 29) {
    const width = size - 28;
    size = readUnsigned(octets, start, width) + ([29, 285, 65_821][width - 1] ?? 0);
    start += width;
  }
  return { type, size, start };
}

/** Where the value ends that begins here, without following pointers. Each value takes an octet at least. */
function skipValue(section: Section, offset: number): number {
  let at = offset;
  for (let left = 1; left > 0; left -= 1) {
    const { type, size, start } = readHeader(section, at);
    at = start;
    if (type === MAP) left += size * 2;
    else if (type === ARRAY) left += size;
    else if (type !== POINTER && type !== BOOLEAN) at += size;
  }
  if (at > section.octets.length) throw new RecordError('a record that goes on behind the end of the data');
  return at;
}

/** The value's header, or that of the value it points at; a pointer may not point at a pointer. */
function follow(section: Section, header: Header): Header {
  if (header.type !== POINTER) return header;
  const target = readHeader(section, header.size);
  if (target.type === POINTER) throw new RecordError('a pointer that points at a pointer');
  return target;
}

function readText({ octets }: Section, { size, start }: Header): string {
  if (size > MAX_TEXT_OCTETS) throw new RecordError(`a text of ${size} octets`);
  if (start + size > octets.length) throw new RecordError('a text that goes on behind the end of the data');
  return decodeLine(octets.toString('latin1', start, start + size), String.fromCharCode);
}

function findScalar(section: Section, header: Header): string | number | undefined {
  const { type, size, start } = follow(section, header);
  if (type === TEXT) return readText(section, { type, size, start });
  if (!UNSIGNED.includes(type)) return undefined;
  if (size > 8) throw new RecordError(`a number of ${size} octets`);
  return readUnsigned(section.octets, start, size);
}

/** Texts and unsigned numbers of the map at this place, by the keys asked for. Throws RecordError. */
export function readFields(section: Section, offset: number, keys: readonly string[]): Map<string, string | number> {
  const map = follow(section, readHeader(section, offset));
  if (map.type !== MAP) throw new RecordError('a record that is no map of fields');
  const fields = new Map<string, string | number>();
  let at = map.start;
  for (let member = 0; member < map.size; member += 1) {
    const keyHeader = follow(section, readHeader(section, at));
    if (keyHeader.type !== TEXT) throw new RecordError('a field whose name is no text');
    const key = readText(section, keyHeader);
    at = skipValue(section, at);
    if (keys.includes(key)) {
      const value = findScalar(section, readHeader(section, at));
      if (value !== undefined) fields.set(key, value);
    }
    at = skipValue(section, at);
  }
  return fields;
}

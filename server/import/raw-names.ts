import { toDnsEscapes } from './zeek-rows.ts';

/**
 * A name that was printed octet by octet: the root is nothing, an octet that is no UTF-8 is `\xNN`, and a backslash is a
 * backslash. A dot inside a label cannot be told from one between labels.
 */
export function toDnsText(raw: string): string {
  if (raw === '') return '.';
  return raw.includes('\\') ? toDnsEscapes(raw.replace(/\\(?!x[0-9a-fA-F]{2})/g, '\\092')) : raw;
}

/** Every input format, in the order in which they are tried on a file. */
import { as2orgJsonl } from './formats/as2org-jsonl.ts';
import { csv } from './formats/csv.ts';
import { iptoasn } from './formats/iptoasn.ts';
import { zeekJson } from './formats/zeek-json.ts';
import { zeekTsv } from './formats/zeek-tsv.ts';
import { type Format, ImportError, type ParseOptions } from './record.ts';

export const FORMATS: readonly Format[] = [zeekTsv, zeekJson, as2orgJsonl, iptoasn, csv];

export function getFormat(id: string): Format {
  const format = FORMATS.find((candidate) => candidate.id === id);
  if (format) return format;
  throw new ImportError(`There is no format "${id}". Known formats: ${FORMATS.map((f) => f.id).join(', ')}.`);
}

/** The first format that recognizes the first lines of a file. */
export function findFormat(lines: readonly string[], options: ParseOptions): Format | undefined {
  return FORMATS.find((format) => format.detect(lines, options));
}

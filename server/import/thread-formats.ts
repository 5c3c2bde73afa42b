/**
 * Formats whose lines are judged one by one, for the parsing threads: a thread that loaded every format would take a second
 * to start. A test compares them with those of all formats.
 */
import { cof } from './formats/cof.ts';
import { zeekJson } from './formats/zeek-json.ts';
import { zeekTsv } from './formats/zeek-tsv.ts';
import type { LineFormat } from './record.ts';

export const THREAD_FORMATS: readonly LineFormat[] = [zeekTsv, zeekJson, cof].filter(
  (format) => 'createParser' in format,
);

export function getThreadFormat(id: string): LineFormat {
  const format = THREAD_FORMATS.find((candidate) => candidate.id === id);
  if (!format) throw new Error(`${id} is no format for threads.`);
  return format;
}

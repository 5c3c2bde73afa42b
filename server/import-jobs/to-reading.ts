import type { ReadingParams } from '../../shared/api-imports.ts';
import type { JobOptions } from './jobs.ts';

/** `client=src_ip,name=qname` as columns by what they hold; the schema has checked the form. */
function parseMap(text: string): Record<string, string> {
  return Object.fromEntries(text.split(',').map((entry) => entry.split('=').map((part) => part.trim())));
}

/** What the importer takes for what the API is told; what is not said is left out. */
export function toReading({ format, timezone, year, map }: ReadingParams): JobOptions {
  return {
    ...(format !== undefined && { format }),
    ...(timezone !== undefined && { timezone }),
    ...(year !== undefined && { year }),
    ...(map !== undefined && { map: parseMap(map) }),
  };
}

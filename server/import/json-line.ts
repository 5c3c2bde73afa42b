/** One line of JSON as an object. */
import { RecordError } from './record.ts';

export type JsonObject = Record<string, unknown>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Throws RecordError where the line is no JSON or no object. */
export function parseJsonObject(line: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new RecordError('no JSON: the line is cut or damaged');
  }
  if (!isJsonObject(value)) throw new RecordError('no JSON object');
  return value;
}

/** The value as JSON; `otherwise` where it is nested so deeply that it can be read, but not written. */
export function toJsonText(value: unknown, otherwise: string): string {
  try {
    return JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? Number(part) : part)) ?? otherwise;
  } catch (error) {
    if (error instanceof RangeError) return otherwise;
    throw error;
  }
}

/** The objects among the first lines of a file, for telling its format; the last line may be cut. */
export function findJsonObjects(lines: readonly string[]): JsonObject[] {
  return lines.flatMap((line) => {
    if (!line.startsWith('{')) return [];
    try {
      return [parseJsonObject(line)];
    } catch {
      return [];
    }
  });
}

/** Turns values of the driver into JSON: the only place that knows the driver's types. */
import neo4j from 'neo4j-driver';
import type { PropertyValue } from '../../shared/graph.ts';

/** JSON has no integers beyond 2^53 and no NaN or Infinity: those are text. */
function toNumber(value: number | bigint): number | string {
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  const rounded = Number(value);
  return Number.isSafeInteger(rounded) ? rounded : value.toString();
}

/** The instant in UTC, with as many digits of the second as it has. Years beyond four digits stay as Neo4j writes them. */
function toUtcText(value: InstanceType<typeof neo4j.types.DateTime>): string {
  const year = Number(value.year);
  if (year < 1 || year > 9998) return value.toString();
  const seconds = value.toStandardDate().toISOString().slice(0, 19);
  const fraction = String(value.nanosecond).padStart(9, '0').replace(/0+$/, '');
  return fraction === '' ? `${seconds}Z` : `${seconds}.${fraction}Z`;
}

/** The driver ends a duration of whole days with a `T` and writes none at all as `PT`; ISO 8601 knows neither. */
function toDurationText(text: string): string {
  const trimmed = text.replace(/T$/, '');
  return trimmed === 'P' ? 'PT0S' : trimmed;
}

/**
 * A property or a scalar of a result as JSON. Instants are ISO 8601 in UTC; dates, times and durations are ISO text;
 * points are objects with their `srid`; octets are a list of numbers. Nodes, edges and paths are not properties.
 */
export function toPropertyValue(value: unknown): PropertyValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' || typeof value === 'bigint') return toNumber(value);
  if (Array.isArray(value)) return value.map(toPropertyValue);
  if (ArrayBuffer.isView(value)) return Array.from(value as Int8Array).map(toPropertyValue);
  if (neo4j.isDateTime(value)) return toUtcText(value);
  if (neo4j.isPoint(value)) {
    const { srid, x, y, z } = value;
    return { srid: toNumber(srid as unknown as bigint), x, y, ...(z === undefined || z === null ? {} : { z }) };
  }
  if (neo4j.isVector(value)) return toPropertyValue(value.asTypedArray());
  const isTemporal =
    neo4j.isDate(value) || neo4j.isTime(value) || neo4j.isLocalTime(value) || neo4j.isLocalDateTime(value);
  if (isTemporal) return String(value);
  if (neo4j.isDuration(value)) return toDurationText(String(value));
  if (typeof value === 'object') return toProperties(value);
  return String(value);
}

export function toProperties(value: object): { [key: string]: PropertyValue } {
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, toPropertyValue(item)]));
}

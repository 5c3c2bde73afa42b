/** Values as typed into a form, as the driver's values of the declared types. */
import neo4j from 'neo4j-driver';
import type { SavedQueryParam } from '../../shared/api.ts';
import type { Properties, PropertyValue } from '../../shared/graph.ts';
import { KeyError, normalizeKey, parseNodeId } from '../../shared/keys.ts';
import { isNodeLabel } from '../../shared/ontology.ts';
import { AppError } from '../errors.ts';

/** JSON knows one kind of number; Cypher's LIMIT, ranges and keys need integers where a number is whole. */
export function toDriverValue(value: PropertyValue): unknown {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map(toDriverValue);
  if (typeof value === 'object' && value !== null) return toDriverValues(value);
  return value;
}

export function toDriverValues(params: Properties): Record<string, unknown> {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, toDriverValue(value)]));
}

/** Thrown inside this file only: what was expected instead. */
class ValueError extends Error {}

function toInteger(text: string): bigint {
  if (!/^[+-]?\d{1,19}$/.test(text)) throw new ValueError('is no whole number');
  const value = BigInt(text);
  if (BigInt.asIntN(64, value) !== value) throw new ValueError('is beyond 64 bits');
  return value;
}

function toFloat(text: string): number {
  const value = Number(text);
  if (text === '' || !Number.isFinite(value)) throw new ValueError('is no number');
  return value;
}

function toBoolean(text: string): boolean {
  if (text !== 'true' && text !== 'false') throw new ValueError('is neither true nor false');
  return text === 'true';
}

/** A time without a zone is UTC; a day is its first instant in UTC. */
function toDateTime(text: string): unknown {
  const withZone = /(Z|[+-]\d{2}:?\d{2})$/i.test(text) || /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : `${text}Z`;
  const instant = /^\d{4}-\d{2}-\d{2}/.test(text) ? new Date(withZone) : new Date(Number.NaN);
  if (Number.isNaN(instant.getTime())) throw new ValueError('is no time such as 2016-05-03T08:00:00Z');
  return neo4j.types.DateTime.fromStandardDate(instant);
}

function toTimezone(text: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone && text;
  } catch {
    throw new ValueError('is no IANA time zone such as Europe/Berlin');
  }
}

function toNodeKey(text: string, { suggestions }: SavedQueryParam): string | bigint {
  const label = suggestions?.label ?? '';
  const ref = parseNodeId(text);
  const raw = ref && 'label' in ref && ref.label === label ? ref.key : text;
  if (!isNodeLabel(label)) return raw;
  try {
    const key = normalizeKey(label, raw);
    return typeof key === 'number' ? BigInt(key) : key;
  } catch (error) {
    if (error instanceof KeyError) throw new ValueError(`is no ${label}: ${error.message}`);
    throw error;
  }
}

const CONVERTERS = {
  string: (text) => text,
  integer: (text) => toInteger(text.trim()),
  float: (text) => toFloat(text.trim()),
  boolean: (text) => toBoolean(text.trim()),
  datetime: (text) => toDateTime(text.trim()),
  timezone: (text) => toTimezone(text.trim()),
  node: (text, param) => toNodeKey(text.trim(), param),
} as const satisfies Record<SavedQueryParam['type'], (text: string, param: SavedQueryParam) => unknown>;

function toParam(param: SavedQueryParam, value: PropertyValue | undefined): unknown {
  const isLeftOut = value === undefined || value === null || (value === '' && param.type !== 'string');
  const given = isLeftOut ? param.default : value;
  if (given === undefined) {
    throw new AppError('cypher-parameter-missing', `The query needs a value for ${param.name}.`, {
      details: { parameter: param.name, type: param.type },
    });
  }
  try {
    if (typeof given === 'object') throw new ValueError('is a list or an object, not one value');
    return CONVERTERS[param.type](String(given), param);
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    throw new AppError('invalid-request', `params.${param.name}: "${String(given)}" ${error.message}.`, {
      details: { field: `params.${param.name}`, type: param.type },
    });
  }
}

/** One driver value for each declared parameter: the given one, else its default. Throws where one is missing or wrong. */
export function toQueryParams(params: readonly SavedQueryParam[], values: Properties): Record<string, unknown> {
  const unknown = Object.keys(values).find((name) => !params.some((param) => param.name === name));
  if (unknown !== undefined) {
    throw new AppError('invalid-request', `params.${unknown}: the query has no such parameter.`, {
      details: { field: `params.${unknown}` },
    });
  }
  return Object.fromEntries(params.map((param) => [param.name, toParam(param, values[param.name])]));
}

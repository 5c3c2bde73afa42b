/** Between the text in a saved query's form and the values the API is asked with. */
import type { SavedQuery, SavedQueryParam } from '../../../shared/api.ts';
import type { PropertyValue } from '../../../shared/graph.ts';
import { KeyError, normalizeKey } from '../../../shared/keys.ts';
import { isNodeLabel } from '../../../shared/ontology.ts';

/** What the inputs hold: text by parameter; a switch holds `true` or `false`. */
export type FormValues = Readonly<Record<string, string>>;

/** `YYYY-MM-DDTHH:mm` in UTC, as a datetime-local input wants it; empty where the text is no time. */
function toInputTime(text: string): string {
  const date = new Date(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/.test(text) ? `${text}Z` : text);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 16);
}

/** `HostName:mail.example` as `mail.example` where the form knows the label; every other text as it is. */
function toKeyText(param: SavedQueryParam, text: string): string {
  const prefix = `${param.suggestions?.label}:`;
  return param.suggestions && text.startsWith(prefix) ? text.slice(prefix.length) : text;
}

function toFormValue(param: SavedQueryParam, value: PropertyValue): string {
  if (value === null) return '';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  if (param.type === 'datetime') return toInputTime(text);
  return param.type === 'node' ? toKeyText(param, text) : text;
}

/** Given values first, then the file's defaults; a time zone without either is the viewer's. */
export function toFormValues(
  params: readonly SavedQueryParam[],
  given: Readonly<Record<string, PropertyValue>>,
  viewerZone: string,
): FormValues {
  const entries = params.map((param) => {
    const fallback = param.type === 'timezone' ? viewerZone : param.type === 'boolean' ? 'false' : '';
    return [param.name, toFormValue(param, given[param.name] ?? param.default ?? fallback)];
  });
  return Object.fromEntries(entries);
}

/** A text that is no value of the parameter; the message goes below the field. */
class ValueError extends Error {}

function toNumber(text: string, type: 'integer' | 'float'): PropertyValue {
  const plain = text.replace(/[\s,_]/g, '');
  if (type === 'integer') {
    if (!/^[+-]?\d+$/.test(plain)) throw new ValueError('A whole number, such as 30.');
    const number = Number(plain);
    return Number.isSafeInteger(number) ? number : plain;
  }
  const number = Number(plain);
  if (plain === '' || !Number.isFinite(number)) throw new ValueError('A number, such as 0.5.');
  return number;
}

/** The key of the node in its one form; a whole id (`HostName:mail.example`) is taken for its key. */
function toNodeKey(param: SavedQueryParam, text: string): PropertyValue {
  const key = toKeyText(param, text);
  const label = param.suggestions?.label;
  if (label === undefined || !isNodeLabel(label)) return key;
  try {
    return normalizeKey(label, key);
  } catch (error) {
    if (error instanceof KeyError) throw new ValueError(error.message);
    throw error;
  }
}

function toValue(param: SavedQueryParam, text: string): PropertyValue {
  switch (param.type) {
    case 'integer':
    case 'float':
      return toNumber(text, param.type);
    case 'boolean':
      return text === 'true';
    case 'datetime': {
      const time = toInputTime(text);
      if (time === '') throw new ValueError('A date and a time.');
      return `${time}:00Z`;
    }
    case 'timezone':
      if (!isTimezone(text)) throw new ValueError('A zone of the list, such as Europe/Berlin.');
      return text;
    case 'node':
      return toNodeKey(param, text);
    case 'string':
      return text;
  }
}

export function isTimezone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false;
  }
}

/** A text parameter whose default is the empty text may be left empty; everything else needs a value. */
export function isRequired(param: SavedQueryParam): boolean {
  return !(param.type === 'string' && param.default === '') && param.type !== 'boolean';
}

export type RequestParams =
  | { type: 'ready'; params: Record<string, PropertyValue> }
  /** What is wrong, by parameter. */
  | { type: 'incomplete'; errors: Record<string, string> };

/** The values to run with, or what each field lacks. */
export function toRequestParams(params: readonly SavedQueryParam[], values: FormValues): RequestParams {
  const ready: Record<string, PropertyValue> = {};
  const errors: Record<string, string> = {};
  for (const param of params) {
    const text = (values[param.name] ?? '').trim();
    if (text === '' && isRequired(param)) {
      errors[param.name] = 'Needs a value.';
      continue;
    }
    try {
      ready[param.name] = toValue(param, text);
    } catch (error) {
      if (!(error instanceof ValueError)) throw error;
      errors[param.name] = error.message;
    }
  }
  return Object.keys(errors).length > 0 ? { type: 'incomplete', errors } : { type: 'ready', params: ready };
}

/** What was asked in one line: the title and the names, texts, moments and zones it was asked with. */
export function toAskedTitle(query: Pick<SavedQuery, 'title' | 'params'>, values: FormValues): string {
  const told = query.params
    .filter(({ type }) => type === 'node' || type === 'string' || type === 'timezone' || type === 'datetime')
    .map(({ name, type }) => (type === 'datetime' ? `${values[name]?.replace('T', ' ')} UTC` : (values[name] ?? '')))
    .filter((text) => text.trim() !== '');
  return told.length > 0 ? `${query.title}: ${told.join(', ')}` : query.title;
}

/** `minCount` reads as `Min count`, `first_seen` as `First seen`. */
export function toFieldLabel(name: string): string {
  const words = name
    .replaceAll('_', ' ')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Rows of an answer as files and for the clipboard. */
import type { PropertyValue } from '../../../shared/graph.ts';
import { type Elements, toCellText } from './cells.ts';

type Rows = readonly (readonly PropertyValue[])[];

/** A spreadsheet runs text that begins like this as a formula; a leading apostrophe makes it text (OWASP, CSV injection). */
const FORMULA_START = /^[=+\-@\t\r]/;

function neutralize(text: string, value: PropertyValue): string {
  return typeof value !== 'number' && FORMULA_START.test(text) ? `'${text}` : text;
}

function quote(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** RFC 4180 with a header. Text that a spreadsheet would run as a formula gets a leading apostrophe; numbers stay numbers. */
export function toCsv(columns: readonly string[], rows: Rows, elements: Elements): string {
  const lines = rows.map((row) => row.map((value) => quote(neutralize(toCellText(value, elements), value))).join(','));
  return [columns.map((name) => quote(neutralize(name, name))).join(','), ...lines]
    .map((line) => `${line}\r\n`)
    .join('');
}

/** Tab-separated text for the clipboard, tabs and line breaks in cells as spaces. */
export function toTsv(columns: readonly string[], rows: Rows, elements: Elements): string {
  const flat = (value: PropertyValue) => neutralize(toCellText(value, elements), value).replace(/[\t\r\n]+/g, ' ');
  return [columns.map(flat), ...rows.map((row) => row.map(flat))].map((cells) => cells.join('\t')).join('\n');
}

/** One object a row; nodes, edges and paths as the ids and properties the answer holds. */
export function toJson(columns: readonly string[], rows: Rows, elements: Elements): string {
  const resolve = (value: PropertyValue): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(resolve);
    if (typeof value.$node === 'string') return elements.nodes.get(value.$node) ?? value;
    if (typeof value.$edge === 'string') return elements.edges.get(value.$edge) ?? value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(item)]));
  };
  const objects = rows.map((row) =>
    Object.fromEntries(columns.map((name, index) => [name, resolve(row[index] ?? null)])),
  );
  return `${JSON.stringify(objects, null, 2)}\n`;
}

/** A file name from a title: `who-looked-up-this-name.csv`. */
export function toFileName(title: string, extension: string): string {
  const stem = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return `${stem || 'result'}.${extension}`;
}

export function downloadText(text: string, type: string, filename: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = filename;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

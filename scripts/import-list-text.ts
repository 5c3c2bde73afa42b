/** The list of imports as a table for people: what is in the graph, from where, how much of it and since when. */
import type { ImportEntry } from '../shared/api.ts';
import { toClientModeText } from '../shared/import-summary.ts';
import { toPrintable } from './printable.ts';

const HASH_CHARACTERS = 12;

function toCount(count: number): string {
  return count.toLocaleString('en');
}

/** `2026-03-02 09:00` in UTC. */
function toMinute(time: string): string {
  return time.slice(0, 16).replace('T', ' ');
}

function toLeftOut({ leftOut }: ImportEntry): number {
  return Object.values(leftOut).reduce((sum, count) => sum + count, 0);
}

function toCoverage({ firstSeen, lastSeen }: ImportEntry): string {
  return firstSeen && lastSeen ? `${toMinute(firstSeen)} – ${toMinute(lastSeen)}` : '';
}

const COLUMNS: { head: string; right?: boolean; toCell: (entry: ImportEntry) => string }[] = [
  { head: 'file', toCell: ({ file }) => file },
  { head: 'format', toCell: ({ format }) => format },
  { head: 'status', toCell: ({ status, incomplete }) => (incomplete ? 'incomplete' : status) },
  { head: 'rows', right: true, toCell: ({ read }) => toCount(read) },
  { head: 'accepted', right: true, toCell: ({ accepted }) => toCount(accepted) },
  { head: 'left out', right: true, toCell: (entry) => toCount(toLeftOut(entry)) },
  { head: 'rejected', right: true, toCell: ({ rejected }) => toCount(rejected) },
  { head: 'covers (UTC)', toCell: toCoverage },
  { head: 'gaps', right: true, toCell: ({ gaps, moreGaps }) => toCount(gaps.length + moreGaps) },
  { head: 'sha256', toCell: ({ sha256 }) => sha256.slice(0, HASH_CHARACTERS) },
  { head: 'imported (UTC)', toCell: ({ startedAt }) => toMinute(startedAt) },
];

function toCells(entry: ImportEntry): string[] {
  return COLUMNS.map(({ toCell }) => toPrintable(toCell(entry)));
}

function toHeading(dataset: string, entries: readonly ImportEntry[]): string {
  const stored = entries.find(({ clientMode }) => clientMode !== undefined)?.clientMode;
  const hasClients = entries.some(({ clients }) => clients > 0);
  const clients = stored ? toClientModeText(stored) : hasClients ? 'addresses' : undefined;
  const vantages = [...new Set(entries.flatMap(({ vantage }) => vantage ?? []))];
  const facts = [
    ...(vantages.length > 0 ? [`vantage ${vantages.join(', ')}`] : []),
    ...(clients ? [`clients: ${clients}`] : []),
  ];
  return facts.length > 0 ? `${dataset} (${facts.join('; ')})` : dataset;
}

/** One block for each data set, in alphabetical order; columns have one width throughout. */
export function toImportListText(imports: readonly ImportEntry[], suffixListDate: string): string {
  const footer = `Domains by the public suffix list of ${suffixListDate.slice(0, 10)} at the latest.\n`;
  if (imports.length === 0) return `Nothing has been imported.\n${footer}`;
  const rows = imports.map(toCells);
  const widths = COLUMNS.map(({ head }, at) => Math.max(head.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const toLine = (cells: readonly string[]) =>
    cells
      .map((cell, at) => (COLUMNS[at]?.right ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0)))
      .join('  ')
      .trimEnd();
  const datasets = [...new Set(imports.map(({ dataset }) => dataset))].sort();
  const blocks = datasets.map((dataset) => {
    const own = imports.filter((entry) => entry.dataset === dataset);
    const lines = own.map((entry) => `  ${toLine(toCells(entry))}`);
    return [toPrintable(toHeading(dataset, own)), `  ${toLine(COLUMNS.map(({ head }) => head))}`, ...lines].join('\n');
  });
  return `${blocks.join('\n\n')}\n\n${footer}`;
}

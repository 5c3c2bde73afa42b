/** Runs a file through a format as an import does, and keeps the records instead of counting them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Aggregate } from '../../../server/import/aggregate.ts';
import { type RowCounts, readRows, WHOLE } from '../../../server/import/read-rows.ts';
import type { Format, Head, ParseOptions } from '../../../server/import/record.ts';
import { normalizeHostName, normalizeIp } from '../../../shared/keys.ts';

/** The ends of a file as an import would see them. */
export function toHead(content: Buffer): Head {
  const octets = content.subarray(0, 64 * 1024);
  const lines = octets
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .split(/\r?\n/);
  return { lines, octets, tail: content.subarray(-128 * 1024) };
}

export type Collected = {
  records: unknown[][];
  rejected: { line: number; reason: string; text: string }[];
  counts: RowCounts;
};

export const NO_OPTIONS: ParseOptions = {
  timezone: 'UTC',
  year: undefined,
  map: undefined,
  modifiedAt: Date.UTC(2026, 2, 2, 12),
  note: () => undefined,
};

function createCollector(records: unknown[][]): Aggregate {
  return {
    lookup(client, name, seconds, qtype, rcode, count, ...last) {
      records.push(['lookup', normalizeIp(client), normalizeHostName(name), seconds, qtype, rcode, count, ...last]);
    },
    answers(name, seconds, qtype, cell, split, count) {
      records.push(['answers', normalizeHostName(name), seconds, qtype, split(cell), count]);
    },
    node: (label, key) => records.push(['node', label, key]),
    edge(type, from, source, to, target, properties) {
      records.push(['edge', type, from, source, to, target, ...(properties ? [properties] : [])]);
    },
    seen({ type, from, source, to, target, first, last, count, records: by = [] }) {
      records.push(['seen', type, from, source, to, target, first, last, count, ...by]);
    },
    isFull: () => false,
    isEmpty: () => records.length === 0,
    take() {
      throw new Error('The collector keeps records; it has no chunk.');
    },
  };
}

export async function collectRecords(
  format: Format,
  content: Buffer | string,
  options = NO_OPTIONS,
): Promise<Collected> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'whoasked-format-'));
  const file = path.join(folder, 'input');
  writeFileSync(file, content);
  const records: unknown[][] = [];
  const rejected: Collected['rejected'] = [];
  try {
    const counts = await readRows(file, format, options, createCollector(records), {
      range: WHOLE,
      onRejected: (line, reason, text) => rejected.push({ line, reason, text }),
      onFull: () => undefined,
      onProgress: async () => undefined,
    });
    return { records, rejected, counts };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

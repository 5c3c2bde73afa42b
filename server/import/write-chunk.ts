/** Cuts a chunk into batches, always the same ones in the same order, and hands them to the ledger. */
import { findDomainName } from '../../shared/keys.ts';
import type { Batch } from '../graph/batch.ts';
import type { Chunk } from './chunk.ts';
import type { Coverage } from './coverage.ts';

/** Rows of one transaction. Larger ones gain nothing and cost memory on the server. */
export const ROWS_PER_BATCH = 10_000;
/** Each address asks for as many prefixes as there are lengths. */
export const ADDRESSES_PER_BATCH = 2_000;

function* slice<T>(rows: readonly T[], size: number): Generator<T[]> {
  for (let at = 0; at < rows.length; at += size) yield rows.slice(at, at + size);
}

/** Nodes first, then lookups, then facts, then the prefixes of the addresses. */
export function* toBatches(chunk: Chunk, coverage: Coverage): Generator<Batch> {
  for (const rows of slice(chunk.hosts, ROWS_PER_BATCH)) {
    yield { type: 'hosts', rows: rows.map((name) => ({ name, domain: findDomainName(name) })) };
  }
  for (const [label, keys] of chunk.nodes) {
    for (const rows of slice(keys, ROWS_PER_BATCH)) yield { type: 'nodes', label, rows };
  }
  let lookups: Extract<Batch, { type: 'lookups' }>['rows'] = [];
  for (const row of chunk.lookups()) {
    coverage.add(row.first, row.last, row.hours);
    lookups.push(row);
    if (lookups.length < ROWS_PER_BATCH) continue;
    yield { type: 'lookups', rows: lookups };
    lookups = [];
  }
  if (lookups.length > 0) yield { type: 'lookups', rows: lookups };
  for (const batch of chunk.facts) {
    if (batch.type === 'facts') for (const rows of slice(batch.rows, ROWS_PER_BATCH)) yield { ...batch, rows };
    else for (const rows of slice(batch.rows, ROWS_PER_BATCH)) yield { ...batch, rows };
  }
  const addresses = (chunk.nodes.get('IP') ?? []) as string[];
  for (const rows of slice(addresses, ADDRESSES_PER_BATCH)) yield { type: 'addresses', rows };
}

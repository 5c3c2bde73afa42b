/** Between JavaScript numbers and what Bolt carries: a plain number would arrive as a float. */
import neo4j, { type DateTime, type Integer, type ResultSummary } from 'neo4j-driver';
import type { Changes, Provenance } from './batch.ts';

/** Integers below this are made once: counts and hours repeat, and a batch holds many. */
const SHARED = Array.from({ length: 1024 }, (_, value) => neo4j.int(value));

export function toInteger(value: number): Integer {
  return SHARED[value] ?? neo4j.int(value);
}

export function toIntegers(values: readonly number[]): Integer[] {
  return values.map(toInteger);
}

/** From ISO 8601 text to a datetime in UTC. */
export function toDateTime(text: string): DateTime<number> {
  const time = new Date(text);
  return new neo4j.types.DateTime(
    time.getUTCFullYear(),
    time.getUTCMonth() + 1,
    time.getUTCDate(),
    time.getUTCHours(),
    time.getUTCMinutes(),
    time.getUTCSeconds(),
    time.getUTCMilliseconds() * 1_000_000,
    0,
  );
}

/** What every edge of an import carries, as parameters of a statement. */
export function toProvenanceParameters({ dataset, reference, fetchedAt }: Provenance) {
  const { reference_time_modification: modified, ...texts } = reference;
  return {
    dataset,
    reference: modified === undefined ? texts : { ...texts, reference_time_modification: toDateTime(modified) },
    fetchedAt: toDateTime(fetchedAt),
  };
}

/** What a statement created; `rows` edges were merged, the others existed and were updated. */
export function toChanges(summary: ResultSummary<Integer>, rows: number): Changes;
export function toChanges(summary: ResultSummary, rows: number): Changes;
export function toChanges(summary: ResultSummary, rows: number): Changes {
  const { nodesCreated, relationshipsCreated } = summary.counters.updates();
  const edgesUpdated = Math.max(0, rows - relationshipsCreated);
  return { nodesCreated, edgesCreated: relationshipsCreated, edgesUpdated };
}

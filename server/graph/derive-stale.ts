/** Derives again whatever is marked as out of date, in pages, after an import or the removal of a data set. */
import { type Database, readRecords, runAutoCommit, writeTransaction } from './database.ts';
import { deriveQueriedFrom, hasPrefixTables } from './derive-queried-from.ts';
import { spreadMarks } from './mark-stale.ts';

/** A transaction holds this many host names, or fewer with this many lookup edges together. */
const HOSTS_PER_PAGE = 1_000;
const EDGES_PER_PAGE = 200_000;

const READ_STALE = `
  MATCH (host:HostName&_Stale)
  RETURN host.name AS name, COUNT { (host)<-[:LOOKED_UP]-() } AS edges
  LIMIT $limit`;

const COUNT_STALE = `
  MATCH (host:HostName&_Stale)
  RETURN count(host) AS count`;

/**
 * The host names that are marked, in pages. A page has to be derived, which unmarks it, before the next is asked for.
 */
export async function* readHostsToDerive(database: Database): AsyncGenerator<string[]> {
  for (;;) {
    const params = { limit: BigInt(HOSTS_PER_PAGE) };
    const records = await readRecords<{ name: string; edges: bigint }>(database, READ_STALE, params);
    if (records.length === 0) return;
    let page: string[] = [];
    let edges = 0;
    for (const record of records) {
      if (page.length > 0 && edges + Number(record.get('edges')) > EDGES_PER_PAGE) {
        yield page;
        page = [];
        edges = 0;
      }
      page.push(record.get('name'));
      edges += Number(record.get('edges'));
    }
    yield page;
  }
}

export type DeriveProgress = { done: number; total: number };

/**
 * Brings QUERIED_FROM and `unmapped_count` up to date wherever lookups, tables or holders have changed; answers how many
 * host names that were. Without a table of prefixes nothing is written and the marks wait for one. May be interrupted at
 * any point (`onPage` may throw to do so) and called again. Throws AppError.
 */
export async function deriveStale(
  database: Database,
  onPage: (progress: DeriveProgress) => void | Promise<void> = () => undefined,
): Promise<number> {
  if (!(await hasPrefixTables(database))) return 0;
  await spreadMarks(database);
  const [count] = await readRecords<{ count: bigint }>(database, COUNT_STALE);
  const total = Number(count?.get('count') ?? 0n);
  let done = 0;
  for await (const hosts of readHostsToDerive(database)) {
    // Another import may mark more names meanwhile.
    await onPage({ done, total: Math.max(total, done + hosts.length) });
    await writeTransaction(database, (tx) => deriveQueriedFrom(tx, hosts));
    done += hosts.length;
  }
  return done;
}

const CLEAR_EDGES = `
  MATCH (:HostName)-[edge:QUERIED_FROM]->()
  WHERE edge.tables IS NOT NULL
  CALL (edge) {
    DELETE edge
  } IN TRANSACTIONS OF 10000 ROWS`;

const CLEAR_COUNTS = `
  MATCH (host:HostName)
  WHERE host.unmapped_count IS NOT NULL
  CALL (host) {
    REMOVE host.unmapped_count
    SET host:_Stale
  } IN TRANSACTIONS OF 10000 ROWS`;

/** When the last table of prefixes is gone: nothing derived remains, and the marks wait for the next table. */
export async function clearDerived(database: Database): Promise<void> {
  await runAutoCommit(database, CLEAR_EDGES);
  await runAutoCommit(database, CLEAR_COUNTS);
}

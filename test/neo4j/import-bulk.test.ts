/** First loads through Neo4j's import tool: the same graph as over Bolt, and being killed in the middle. */
import { existsSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseConfig } from '../../server/config.ts';
import { closeDatabase, type Database, openDatabase, readRecords } from '../../server/graph/database.ts';
import { createHolder, releaseLease, takeLease } from '../../server/graph/dataset-lease.ts';
import { ensureSchema } from '../../server/graph/ensure-schema.ts';
import { fillEmptyLists } from '../../server/graph/fill-empty-lists.ts';
import { beginImport } from '../../server/graph/ledger-entries.ts';
import { loadInBulk } from '../../server/import/bulk-load.ts';
import { openClientPrivacy } from '../../server/import/client-privacy.ts';
import { createCoverage } from '../../server/import/coverage.ts';
import { getFormatOf } from '../../server/import/formats.ts';
import { importFiles } from '../../server/import/import-files.ts';
import type { Job } from '../../server/import/import-options.ts';
import { readHead } from '../../server/import/inspect-file.ts';
import type { ReadFile } from '../../server/import/read-file.ts';
import { type Run, toCountedHost } from '../../server/import/run.ts';
import { createFigures, toPhases } from '../../server/import/to-batches.ts';
import { LANES, writeRun } from '../../server/import/write-run.ts';
import { type ManagedNeo4j, startManagedNeo4j } from '../../server/neo4j/managed.ts';
import { findProcesses } from '../../server/neo4j/processes.ts';
import { findBulkHome } from '../../server/neo4j/replace-store.ts';
import { findHome } from '../../server/neo4j/run-file.ts';
import { clearDatabase, openTestDatabase } from '../helpers/database.ts';
import { readTypedGraph } from '../helpers/read-typed-graph.ts';

const folder = mkdtempSync(path.join(realpathSync(os.tmpdir()), 'whoasked-bulk-'));
const dataDir = path.join(folder, 'data');
const home = findHome(dataDir);
const version = parseConfig(process.env).neo4jVersion;

function start(): Promise<ManagedNeo4j> {
  return startManagedNeo4j({ dataDir, version, onProgress: () => {} });
}

async function until(happened: () => boolean): Promise<void> {
  while (!happened()) await wait(5);
}

afterAll(async () => {
  await until(() => findProcesses('supervisor.ts', JSON.stringify(home)).length === 0);
  rmSync(folder, { recursive: true });
});

const HOSTILE = 'a;b|c"d\\e,f\tg\u001fh.alpha.example';
const LOOKUP = { count: 3, first: 1_772_438_400_000, last: 1_772_442_123_456, hours: [492344, 492345] };

/** Each kind of node and edge, with all that may be absent and all that may be in a text. */
const RUN: Run = {
  size: 40,
  hosts: [HOSTILE, 'alpha.example', 'mail.alpha.example', 'ns.alpha.example', 'www.alpha.example', 'x'].map((name) =>
    toCountedHost(name, true),
  ),
  nodes: [
    { label: 'AS', keys: [64500, 64501] },
    { label: 'BGPPrefix', keys: ['192.0.2.0/24', '2001:db8::/32'] },
    { label: 'Country', keys: ['ZZ'] },
    { label: 'DomainName', keys: ['alpha.example', 'beta.example'] },
    { label: 'IP', keys: ['192.0.2.1', '2001:db8::1'] },
    { label: 'Organization', keys: [' Demo "Registry"\nof two lines, and; more ', 'Demo\\Net'] },
  ],
  lone: [],
  hidden: [],
  lookups: [
    {
      client: '192.0.2.1',
      host: HOSTILE,
      ...LOOKUP,
      hourCounts: [1, 2],
      qtypes: ['A', 'AAAA'],
      qtypeCounts: [1, 2],
      rcodes: ['NOERROR'],
      rcodeCounts: [3],
    },
    {
      client: '192.0.2.1',
      host: 'www.alpha.example',
      ...LOOKUP,
      hourCounts: [1, 2],
      qtypes: [],
      qtypeCounts: [],
      rcodes: ['NOERROR', 'NXDOMAIN'],
      rcodeCounts: [1, 2],
    },
    {
      client: '2001:db8::1',
      host: 'x',
      ...LOOKUP,
      hourCounts: [1, 2],
      qtypes: ['TYPE65'],
      qtypeCounts: [3],
      rcodes: [],
      rcodeCounts: [],
    },
  ],
  facts: [
    {
      type: 'ALIAS_OF',
      from: 'HostName',
      to: 'HostName',
      counted: true,
      rows: [
        {
          source: 'www.alpha.example',
          target: 'alpha.example',
          count: 2,
          first: 1_772_438_400_000,
          last: 1_772_438_400_001,
          records: [],
        },
      ],
    },
    { type: 'COUNTRY', from: 'AS', to: 'Country', counted: false, rows: [{ source: 64500, target: 'ZZ' }] },
    {
      type: 'MAIL_BY',
      from: 'DomainName',
      to: 'HostName',
      counted: false,
      rows: [{ source: 'alpha.example', target: 'mail.alpha.example', properties: { preference: 10 } }],
    },
    {
      type: 'MANAGED_BY',
      from: 'AS',
      to: 'Organization',
      counted: false,
      rows: [{ source: 64500, target: ' Demo "Registry"\nof two lines, and; more ' }],
    },
    {
      type: 'MANAGED_BY',
      from: 'DomainName',
      to: 'HostName',
      counted: false,
      rows: [{ source: 'beta.example', target: 'ns.alpha.example' }],
    },
    {
      type: 'ORIGINATE',
      from: 'AS',
      to: 'BGPPrefix',
      counted: false,
      rows: [
        { source: 64500, target: '192.0.2.0/24', properties: { rank: 1 } },
        { source: 64501, target: '192.0.2.0/24', properties: { rank: 2, as_set: '64500,64501' } },
        { source: 64501, target: '2001:db8::/32' },
      ],
    },
    {
      type: 'REGISTERED_TO',
      from: 'DomainName',
      to: 'Organization',
      counted: false,
      rows: [
        { source: 'beta.example', target: 'Demo\\Net', properties: { role: '', registered: '2020-02-29T12:00:00Z' } },
      ],
    },
    {
      type: 'RESOLVES_TO',
      from: 'HostName',
      to: 'IP',
      counted: true,
      rows: [
        {
          source: 'www.alpha.example',
          target: '192.0.2.1',
          count: 2,
          first: 1_772_438_400_000,
          last: 1_772_438_460_000,
          records: ['A', 'CNAME'],
        },
        { source: 'x', target: '2001:db8::1', count: 1, first: 1, last: 2, records: [] },
      ],
    },
  ],
};

const REFERENCE = {
  reference_org: 'Demo, "Inc."',
  reference_url_info: 'https://alpha.example/?a=1;b',
  reference_time_modification: '2026-03-01T01:02:03.004Z',
};

async function writeGraph(database: Database, bulkLoader?: ManagedNeo4j['bulk']): Promise<void> {
  const holder = createHolder('holder-1');
  const dataset = 'sensor;"1"';
  expect(await takeLease(database, dataset, holder)).toBe(true);
  const start = {
    sha256: 'ab',
    dataset,
    file: 'a,"b".csv',
    format: 'csv',
    plan: '["x",1]',
    lanes: LANES,
    after: undefined,
    until: undefined,
    cut: false,
  };
  const range = { from: 0, unitsBefore: 0, octets: 7 };
  const begun = await beginImport(database, { ...start, ...range, token: holder.token });
  const provenance = { dataset, reference: REFERENCE, fetchedAt: '2026-03-04T05:06:07.089Z' };
  const file = path.join(folder, 'head.csv');
  writeFileSync(file, 'client,name,time\n192.0.2.1,x,1772438400\n');
  const parse = { timezone: 'UTC', year: undefined, map: undefined, modifiedAt: 0, note: () => {} };
  const job: Job = {
    ...{ file, name: 'head.csv', dataset, parse, notes: new Map<string, number>(), totalOctets: 7 },
    format: getFormatOf('head.csv', await readHead(file), undefined, parse),
    privacy: openClientPrivacy({ type: 'full' }, ''),
    tableDate: undefined,
    options: { bulk: 'always', ...(bulkLoader ? { bulkLoader } : {}) },
    onProgress: () => {},
  };
  if (bulkLoader) {
    const read: ReadFile = { run: RUN, counts: { read: 3 } as ReadFile['counts'], rejectedFile: undefined };
    const load = { begun, token: holder.token, provenance, isWhole: true, read, octets: 0 };
    const loaded = await loadInBulk(database, job, load);
    expect([...job.notes]).toEqual([]);
    await fillEmptyLists(database, { id: begun.id, dataset }, loaded?.emptyLists ?? []);
  } else {
    const lengths = { 4: [], 6: [] };
    const phases = toPhases(RUN, 0, createFigures(), createCoverage(), false);
    await writeRun(database, phases, { begun, token: holder.token, provenance, lengths, onBatch: () => {} });
  }
  await releaseLease(database, dataset, holder);
}

const TOTALS = `
  MATCH (lane:_Lane)
  RETURN sum(lane.position) AS position, sum(lane.nodesCreated) AS nodes, sum(lane.edgesCreated) AS edges`;

describe('a bulk load', { timeout: 300_000 }, () => {
  let managed: ManagedNeo4j;
  let database: Database;
  let other: Database;

  beforeAll(async () => {
    other = openTestDatabase();
    await clearDatabase(other);
    await ensureSchema(other);
    managed = await start();
    database = openDatabase(managed.connection);
    await ensureSchema(database);
  }, 300_000);

  afterAll(async () => {
    await closeDatabase(database);
    await clearDatabase(other);
    await closeDatabase(other);
    await managed.release();
  });

  it('is refused while somebody else uses the server, and leaves it as it was', async () => {
    const second = await start();
    expect(await managed.bulk?.begin()).toBeUndefined();
    await second.release();
    await expect(managed.bulk?.load([])).rejects.toThrow('Somebody else');
  });

  it('gives the same graph as Bolt, property by property and type by type, with its schema', async () => {
    await writeGraph(database, managed.bulk);
    await writeGraph(other);
    const graph = await readTypedGraph(database);
    expect(graph).toEqual(await readTypedGraph(other));
    // 18 nodes; 3 lookups, 11 other facts and 5 host names in domains.
    expect(graph).toHaveLength(37);
    const [bulk] = await readRecords(database, TOTALS);
    const [bolt] = await readRecords(other, TOTALS);
    expect(bulk?.toObject()).toEqual(bolt?.toObject());
    const schema = 'SHOW INDEXES YIELD name, state RETURN name, state ORDER BY name';
    const read = async (from: Database) => (await readRecords(from, schema)).map((record) => record.toObject());
    expect(await read(database)).toEqual(await read(other));
    expect(existsSync(findBulkHome(home))).toBe(false);
  });

  it('goes over Bolt where the database holds a graph, and says so', async () => {
    const file = path.join(folder, 'second.csv');
    writeFileSync(file, 'client,name,time\n192.0.2.9,new.alpha.example,1772438400\n');
    const options = { bulk: 'always' as const, ...(managed.bulk ? { bulkLoader: managed.bulk } : {}) };
    const [summary] = await importFiles(database, [file], options);
    expect(summary).toMatchObject({
      nodesCreated: 2,
      notes: { 'loaded over Bolt: the database holds a graph': 1 },
    });
  });
});

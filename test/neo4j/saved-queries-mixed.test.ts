/**
 * Saved queries on a graph that is not the sample: two sensors that saw the same lookups, a network nobody registered, a
 * prefix two networks announce, a client in no network; and on a graph with nothing in it.
 */
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeDatabase, type Database, runAutoCommit } from '../../server/graph/database.ts';
import { ensureSchema } from '../../server/graph/ensure-schema.ts';
import { toQueryParams } from '../../server/graph/query-params.ts';
import { runCypher } from '../../server/graph/run-cypher.ts';
import { readSavedQueries } from '../../server/saved-queries/read-saved-queries.ts';
import type { Properties, PropertyValue } from '../../shared/graph.ts';
import { clearDatabase, openTestDatabase } from '../helpers/database.ts';
import { ROOT } from '../helpers/source-tree.ts';

const queries = await readSavedQueries(path.join(ROOT, 'queries'));

/** Client, name, lookups, first hour, data set. Each lookup fell in an hour of its own. */
const LOOKUPS: [client: string, name: string, count: number, hour: number, dataset: string | null][] = [
  ['192.0.2.1', 'a.example', 3, 100, 'one'],
  ['192.0.2.1', 'a.example', 5, 100, 'two'],
  ['192.0.2.2', 'a.example', 4, 200, 'one'],
  ['192.0.2.3', 'a.example', 2, 300, 'one'],
  ['192.0.2.4', 'a.example', 1, 400, null],
  ['192.0.2.1', 'b.example', 2, 500, 'one'],
  ['192.0.2.1', 'b.example', 2, 500, 'two'],
  ['192.0.2.3', 'c.example', 1, 600, 'two'],
];

/** 192.0.2.1 in AS64500 (nobody's), .2 in a prefix of AS64501 and AS64502, .3 in no prefix, .4 in a prefix of nobody. */
const GRAPH = `
  UNWIND $lookups AS row
  MERGE (client:IP {ip: row[0]})
  MERGE (name:HostName {name: row[1]})
  CREATE (client)-[:LOOKED_UP {
    reference_name: row[4],
    client: row[0],
    host: row[1],
    count: row[2],
    first_seen: datetime({epochSeconds: row[3] * 3600}),
    last_seen: datetime({epochSeconds: (row[3] + row[2] - 1) * 3600}),
    hours: [i IN range(0, row[2] - 1) | row[3] + i],
    hour_counts: [i IN range(1, row[2]) | 1],
    qtypes: ['A'],
    qtype_counts: [row[2]],
    rcodes: ['NOERROR'],
    rcode_counts: [row[2]]
  }]->(name)`;

const NETWORKS = `
  MATCH (one:IP {ip: '192.0.2.1'})
  MATCH (two:IP {ip: '192.0.2.2'})
  MATCH (four:IP {ip: '192.0.2.4'})
  MERGE (alone:BGPPrefix:Prefix {prefix: '192.0.2.1/32', af: 4})
  MERGE (shared:BGPPrefix:Prefix {prefix: '192.0.2.2/32', af: 4})
  MERGE (lost:BGPPrefix:Prefix {prefix: '192.0.2.4/32', af: 4})
  CREATE (one)-[:PART_OF {reference_name: 'x'}]->(alone)<-[:ORIGINATE {reference_name: 'x'}]-(:AS {asn: 64500})
  CREATE (one)-[:PART_OF {reference_name: 'y'}]->(alone)
  CREATE (two)-[:PART_OF]->(shared)<-[:ORIGINATE]-(:AS {asn: 64501})
  CREATE (shared)<-[:ORIGINATE]-(:AS {asn: 64502})-[:MANAGED_BY]->(:Organization {name: 'Example Registered'})
  CREATE (four)-[:PART_OF]->(lost)`;

let database: Database;

beforeAll(async () => {
  database = openTestDatabase();
  await clearDatabase(database);
  await ensureSchema(database);
});

afterAll(async () => {
  await clearDatabase(database);
  await closeDatabase(database);
});

async function run(id: string, params: Properties, columns: readonly string[]): Promise<unknown[][]> {
  const query = queries.find((candidate) => candidate.id === id);
  if (!query) throw new Error(`no saved query ${id}`);
  const answer = await runCypher(database, query.cypher, toQueryParams(query.params, params), { limit: 1000 });
  const toCell = (value: PropertyValue | undefined) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) ? value.$node : value;
  return answer.rows.map((row) => columns.map((column) => toCell(row[answer.columns.indexOf(column)])));
}

describe('on an empty graph', () => {
  it.each(queries.map(({ id }) => id))('%s answers nothing, and no error', async (id) => {
    expect(await run(id, {}, [])).toEqual([]);
  });
});

describe('with two sensors and networks nobody registered', () => {
  beforeAll(async () => {
    await runAutoCommit(database, GRAPH, {
      lookups: LOOKUPS.map((row) => row.map((cell) => (typeof cell === 'number' ? BigInt(cell) : cell))),
    });
    await runAutoCommit(database, NETWORKS);
  });

  const name = 'a.example';

  it.each<[id: string, params: Properties, columns: string[], rows: unknown[][]]>([
    [
      'who-asked-by-organization',
      { name },
      ['dataset', 'organization', 'lookups', 'sharePercent', 'clients'],
      [
        ['', '(no known network)', 1, 100, 1],
        ['one', 'AS64501 or Example Registered', 4, 44.4, 1],
        ['one', 'AS64500', 3, 33.3, 1],
        ['one', '(no known network)', 2, 22.2, 1],
        ['two', 'AS64500', 5, 100, 1],
      ],
    ],
    [
      'who-asked-by-network',
      { name },
      ['dataset', 'network', 'organizations', 'lookups'],
      [
        ['', '(no known network)', [], 1],
        ['one', 'AS64501 or AS64502', ['Example Registered'], 4],
        ['one', 'AS64500', [], 3],
        ['one', '(no known network)', [], 2],
        ['two', 'AS64500', [], 5],
      ],
    ],
    [
      'who-asked',
      { name },
      ['client', 'dataset', 'lookups', 'clientsOfName'],
      [
        ['IP:192.0.2.1', 'two', 5, 4],
        ['IP:192.0.2.2', 'one', 4, 4],
        ['IP:192.0.2.1', 'one', 3, 4],
        ['IP:192.0.2.3', 'one', 2, 4],
        ['IP:192.0.2.4', '', 1, 4],
      ],
    ],
    [
      'organizations-by-lookups',
      {},
      ['dataset', 'organization', 'clients', 'names', 'lookups'],
      [
        ['', '(no known network)', 1, 1, 1],
        ['one', 'AS64500', 1, 2, 5],
        ['one', 'AS64501 or Example Registered', 1, 1, 4],
        ['one', '(no known network)', 1, 1, 2],
        ['two', 'AS64500', 1, 2, 7],
        ['two', '(no known network)', 1, 1, 1],
      ],
    ],
    [
      'mapped-lookups',
      {},
      ['dataset', 'mappedTo', 'lookups'],
      [
        ['', 'no known network', 1],
        ['one', 'network without organization', 5],
        ['one', 'organization', 4],
        ['one', 'no known network', 2],
        ['two', 'network without organization', 7],
        ['two', 'no known network', 1],
      ],
    ],
    [
      'names-only-this-organization',
      { organization: 'AS64500', minLookups: 1 },
      ['name', 'dataset', 'lookups'],
      [
        ['HostName:b.example', 'one', 2],
        ['HostName:b.example', 'two', 2],
      ],
    ],
    [
      'what-organization-asks',
      { organization: 'as64500' },
      ['name', 'dataset', 'lookups', 'lookupsByAll'],
      [
        ['HostName:a.example', 'two', 5, 5],
        ['HostName:a.example', 'one', 3, 9],
        ['HostName:b.example', 'one', 2, 2],
        ['HostName:b.example', 'two', 2, 2],
      ],
    ],
    [
      'names-one-organization-dominates',
      { minSharePercent: 50, minLookups: 2 },
      ['name', 'dataset', 'organization', 'lookups', 'sharePercent', 'unmappedPercent'],
      [
        ['HostName:a.example', 'two', 'AS64500', 5, 100, 0],
        ['HostName:b.example', 'one', 'AS64500', 2, 100, 0],
        ['HostName:b.example', 'two', 'AS64500', 2, 100, 0],
      ],
    ],
    [
      'clients-in-common',
      { name, other: 'b.example' },
      ['client', 'organization', 'dataset', 'lookups', 'lookupsOfOther', 'namesOfClient'],
      [
        ['IP:192.0.2.1', 'AS64500', 'one', 3, 2, 2],
        ['IP:192.0.2.1', 'AS64500', 'two', 5, 2, 2],
      ],
    ],
    // Without answers a name stops with its last lookup: in "one" after hour 301, in "two" after hour 104.
    [
      'successors',
      { name, days: 30, minLookups: 1, minSharePercent: 50 },
      ['successor', 'dataset', 'organization', 'lookups', 'candidates'],
      [['HostName:b.example', 'two', 'AS64500', 2, 2]],
    ],
    [
      'lookups-by-weekday-and-hour',
      { name, zone: 'UTC', organization: 'AS64500' },
      ['dataset', 'weekday', 'hour', 'lookups'],
      [
        ['one', 1, 4, 1],
        ['one', 1, 5, 1],
        ['one', 1, 6, 1],
        ['two', 1, 4, 1],
        ['two', 1, 5, 1],
        ['two', 1, 6, 1],
        ['two', 1, 7, 1],
        ['two', 1, 8, 1],
      ],
    ],
    [
      'lookups-per-day',
      { name, zone: 'Pacific/Auckland' },
      ['dataset', 'day', 'lookups'],
      [
        ['', '1970-01-18', 1],
        ['one', '1970-01-05', 3],
        ['one', '1970-01-09', 4],
        ['one', '1970-01-14', 2],
        ['two', '1970-01-05', 5],
      ],
    ],
    [
      'coverage',
      {},
      ['dataset', 'daysWithLookups', 'daysWithout'],
      [
        ['', 1, 0],
        ['one', 4, 13],
        ['two', 3, 19],
      ],
    ],
    [
      'broadest-clients',
      { maxClients: 2 },
      ['client', 'organization', 'dataset', 'names', 'lookups'],
      [
        ['IP:192.0.2.1', 'AS64500', 'one', 2, 5],
        ['IP:192.0.2.1', 'AS64500', 'two', 2, 7],
      ],
    ],
  ])('%s keeps data sets and the unmapped part apart', async (id, params, columns, rows) => {
    expect(await run(id, params, columns)).toEqual(rows);
  });
});

/** QUERIED_FROM: what of a name's lookups came from where, by the table that held at the time. */
import { beforeAll, describe, expect, it } from 'vitest';
import { toInteger } from '../../server/graph/bolt-values.ts';
import { readRecords, writeTransaction } from '../../server/graph/database.ts';
import { deriveQueriedFrom } from '../../server/graph/derive-queried-from.ts';
import { deriveStale } from '../../server/graph/derive-stale.ts';
import { ensureSchema } from '../../server/graph/ensure-schema.ts';
import { mapAddresses, readPrefixLengths } from '../../server/graph/map-addresses.ts';
import { markFactEnds, markHosts } from '../../server/graph/mark-stale.ts';
import { setUpDatabase } from '../helpers/database.ts';

const HOST = 'mail.tower.example';
const database = setUpDatabase();

beforeAll(() => ensureSchema(database));

type Lookup = [client: string, host: string, counts: Record<number, number>, dataset?: string];

const LOOKUPS = `
  UNWIND $rows AS row
  MERGE (client:IP {ip: row.client}) SET client.af = 4
  MERGE (host:HostName {name: row.host})
  MERGE (client)-[edge:LOOKED_UP {reference_name: row.dataset}]->(host)
  SET edge.count = row.count, edge.hours = row.hours, edge.hour_counts = row.counts`;

/** Hours are days since 2026-01-01 times 24, so that a table's date is easy to name. */
async function writeLookups(lookups: Lookup[]): Promise<void> {
  const rows = lookups.map(([client, host, counts, dataset = 'sensor-1']) => ({
    client,
    host,
    dataset,
    hours: Object.keys(counts).map((day) => toInteger(Date.UTC(2026, 0, 1 + Number(day)) / 3_600_000)),
    counts: Object.values(counts).map(toInteger),
    count: toInteger(Object.values(counts).reduce((sum, count) => sum + count, 0)),
  }));
  await writeTransaction(database, async (tx) => {
    await tx.run(LOOKUPS, { rows });
    await markHosts(
      tx,
      rows.map(({ host }) => host),
    );
    const clients = [...new Set(rows.map(({ client }) => client))];
    await mapAddresses(tx, clients, await readPrefixLengths(database), { mark: false });
  });
}

type Range = [prefix: string, asn: number];

/** A table of prefixes; the addresses known are mapped again. */
async function writeTable(dataset: string, ranges: Range[], date?: string): Promise<void> {
  const rows = ranges.map(([prefix, asn]) => ({ prefix, asn: toInteger(asn) }));
  await writeTransaction(database, (tx) =>
    tx.run(
      `UNWIND $rows AS row
       MERGE (prefix:BGPPrefix {prefix: row.prefix}) SET prefix:Prefix, prefix.af = 4
       MERGE (network:AS {asn: row.asn})
       MERGE (network)-[edge:ORIGINATE {reference_name: $dataset}]->(prefix)
       SET edge.reference_time_modification = datetime($date)`,
      { rows, dataset, date: date ?? null },
    ),
  );
  const lengths = await readPrefixLengths(database);
  await writeTransaction(database, async (tx) => {
    const facts = ranges.map(([prefix, asn]) => ({ source: asn, target: prefix }));
    await markFactEnds(tx, { edge: 'ORIGINATE', from: 'AS', to: 'BGPPrefix' }, facts);
    const { records } = await tx.run('MATCH (address:IP) RETURN address.ip AS ip');
    await mapAddresses(
      tx,
      records.map((record) => record.get('ip')),
      lengths,
    );
  });
}

async function writeHolders(rows: { asn: number; organization?: string; country?: string; dataset: string }[]) {
  await writeTransaction(database, async (tx) => {
    const { records } = await tx.run(
      `UNWIND $rows AS row
       MERGE (network:AS {asn: row.asn})
       WITH network, row
       CALL (network, row) {
         WITH network, row WHERE row.organization IS NOT NULL
         MERGE (organization:Organization {name: row.organization})
         MERGE (network)-[:MANAGED_BY {reference_name: row.dataset}]->(organization)
       }
       CALL (network, row) {
         WITH network, row WHERE row.country IS NOT NULL
         MERGE (country:Country {country_code: row.country})
         MERGE (network)-[:COUNTRY {reference_name: row.dataset}]->(country)
       }
       RETURN network`,
      { rows: rows.map((row) => ({ organization: null, country: null, ...row, asn: toInteger(row.asn) })) },
    );
    expect(records).toHaveLength(rows.length);
    const managed = rows.map(({ asn, organization }) => ({ source: asn, target: organization ?? '' }));
    await markFactEnds(tx, { edge: 'MANAGED_BY', from: 'AS', to: 'Organization' }, managed);
  });
}

/** `dataset target count value tables`, sorted. */
async function readShares(host = HOST): Promise<string[]> {
  const records = await readRecords(
    database,
    `MATCH (:HostName {name: $host})-[edge:QUERIED_FROM]->(target)
     RETURN edge.reference_name AS dataset, coalesce('AS' + target.asn, target.name, target.country_code) AS target,
       edge.count AS count, edge.value AS value, edge.tables AS tables`,
    { host },
  );
  return records
    .map((record) => record.toObject())
    .map(({ dataset, target, count, value, tables }) => `${dataset} ${target} ${count} ${value} ${tables}`)
    .sort();
}

async function readUnmapped(host = HOST): Promise<number | undefined> {
  const [record] = await readRecords(database, 'MATCH (host:HostName {name: $host}) RETURN host.unmapped_count AS n', {
    host,
  });
  return record?.get('n') === null ? undefined : Number(record?.get('n'));
}

const LOG: Lookup[] = [
  ['198.51.100.7', HOST, { 10: 3 }],
  ['198.51.100.8', HOST, { 10: 2, 40: 3 }],
  ['203.0.113.1', HOST, { 10: 2 }],
  ['198.51.100.7', HOST, { 10: 4 }, 'sensor-2'],
  ['198.51.100.7', 'www.tower.example', { 10: 1 }],
];

describe('QUERIED_FROM', () => {
  it('is not written without a table of prefixes, and follows when one comes', async () => {
    await writeLookups(LOG);
    expect(await deriveStale(database)).toBe(0);
    expect(await readShares()).toEqual([]);
    expect(await readUnmapped()).toBeUndefined();
    await writeTable('table', [['198.51.100.0/24', 64500]]);
    expect(await deriveStale(database)).toBe(2);
    expect(await readShares()).toEqual(['sensor-1 AS64500 8 80 table', 'sensor-2 AS64500 4 100 table']);
    expect(await readUnmapped()).toBe(2);
    expect(await readUnmapped('www.tower.example')).toBe(0);
  });

  it('is the same the other way round, and a second time changes nothing', async () => {
    await writeTable('table', [['198.51.100.0/24', 64500]]);
    await writeLookups(LOG);
    expect(await deriveStale(database)).toBe(2);
    expect(await readShares()).toEqual(['sensor-1 AS64500 8 80 table', 'sensor-2 AS64500 4 100 table']);
    expect(await deriveStale(database)).toBe(0);
    const again = await writeTransaction(database, (tx) => deriveQueriedFrom(tx, [HOST, 'www.tower.example', 'none']));
    expect(again).toEqual({ edgesWritten: 0, edgesDeleted: 0 });
  });

  it('leads on to organizations and countries, also when these come last', async () => {
    await writeTable('table', [
      ['198.51.100.0/24', 64500],
      ['203.0.113.0/24', 64501],
    ]);
    await writeLookups(LOG);
    await deriveStale(database);
    await writeHolders([
      { asn: 64500, organization: 'Beta Works (synthetic)', dataset: 'register-b' },
      { asn: 64500, organization: 'Tower Works (synthetic)', country: 'ZZ', dataset: 'register-a' },
      { asn: 64500, country: 'XA', dataset: 'two-countries' },
      { asn: 64500, country: 'XB', dataset: 'two-countries' },
    ]);
    expect(await deriveStale(database)).toBe(2);
    expect(await readShares()).toEqual([
      'sensor-1 AS64500 8 80 table',
      'sensor-1 AS64501 2 20 table',
      'sensor-1 Tower Works (synthetic) 8 80 register-a,table',
      'sensor-1 ZZ 8 80 register-a,table',
      'sensor-2 AS64500 4 100 table',
      'sensor-2 Tower Works (synthetic) 4 100 register-a,table',
      'sensor-2 ZZ 4 100 register-a,table',
    ]);
    expect(await readUnmapped()).toBe(0);
  });

  it('counts a prefix of several networks, and a client in several tables, once', async () => {
    await writeTable('table', [
      ['198.51.100.0/24', 64502],
      ['198.51.100.0/24', 64500],
    ]);
    await writeTable('other', [['198.51.0.0/16', 64503]]);
    await writeLookups(LOG);
    await deriveStale(database);
    expect(await readShares()).toEqual(['sensor-1 AS64500 8 80 table', 'sensor-2 AS64500 4 100 table']);
  });

  it('takes away what is out of date, and leaves edges of other origin alone', async () => {
    await writeTable('table', [['198.51.100.0/24', 64500]]);
    await writeLookups(LOG);
    await deriveStale(database);
    await writeTransaction(database, (tx) =>
      tx.run(
        `MATCH (host:HostName {name: $host}), (network:AS {asn: 64500})
         CREATE (host)-[:QUERIED_FROM {reference_name: 'foreign', value: 1.5}]->(network)`,
        { host: HOST },
      ),
    );
    await writeTable('table', [['198.51.100.0/25', 64505]]);
    await deriveStale(database);
    expect(await readShares()).toEqual([
      'foreign AS64500 null 1.5 null',
      'sensor-1 AS64505 8 80 table',
      'sensor-2 AS64505 4 100 table',
    ]);
  });

  it('notices another network of a prefix that is known', async () => {
    await writeTable('table', [['198.51.100.0/24', 64500]]);
    await writeLookups(LOG);
    await deriveStale(database);
    await writeTable('table', [['198.51.100.0/24', 64496]]);
    expect(await deriveStale(database)).toBe(2);
    expect(await readShares('www.tower.example')).toEqual(['sensor-1 AS64496 1 100 table']);
  });
});

describe('dated tables', () => {
  it.each([
    ['the newest that is not newer', { 10: 1 }, 'AS64500 1 100 jan-5'],
    ['the table of that very hour', { 19: 1 }, 'AS64501 1 100 jan-20'],
    ['the oldest for what is older than all', { 1: 1 }, 'AS64500 1 100 jan-5'],
    ['the newest for what is later than all', { 90: 1 }, 'AS64502 1 100 mar-1'],
  ])('hold by the time of the lookup: %s', async (_, counts, expected) => {
    await writeLookups([['198.51.100.7', HOST, counts]]);
    await writeTable('mar-1', [['198.51.100.0/24', 64502]], '2026-03-01T00:00:00Z');
    await writeTable('jan-5', [['198.51.100.0/24', 64500]], '2026-01-05T00:00:00Z');
    await writeTable('undated', [['198.51.100.0/28', 64509]]);
    await writeTable('jan-20', [['198.51.100.0/24', 64501]], '2026-01-20T00:30:00Z');
    await deriveStale(database);
    expect(await readShares()).toEqual([`sensor-1 ${expected}`]);
    expect(await readUnmapped()).toBe(0);
  });

  it('share the hours of one edge', async () => {
    await writeTable('jan-5', [['198.51.100.0/24', 64500]], '2026-01-05T00:00:00Z');
    await writeTable('jan-5-longer', [['198.51.100.0/26', 64503]], '2026-01-05T00:00:00Z');
    await writeTable('jan-20', [['198.51.100.0/24', 64501]], '2026-01-20T00:00:00Z');
    await writeLookups([
      ['198.51.100.7', HOST, { 1: 1, 10: 2, 18: 4, 19: 8, 60: 16 }],
      ['198.51.100.200', HOST, { 1: 100, 19: 69 }],
    ]);
    await deriveStale(database);
    expect(await readShares()).toEqual([
      'sensor-1 AS64500 100 50 jan-5',
      'sensor-1 AS64501 93 46.5 jan-20',
      'sensor-1 AS64503 7 3.5 jan-5-longer',
    ]);
  });

  it('are used before undated ones, which serve where no dated one knows the address', async () => {
    await writeTable('dated', [['198.51.100.0/24', 64500]], '2026-01-05T00:00:00Z');
    await writeTable('undated', [
      ['198.51.100.0/25', 64501],
      ['203.0.113.0/24', 64502],
    ]);
    await writeLookups(LOG.slice(0, 3));
    await deriveStale(database);
    expect(await readShares()).toEqual(['sensor-1 AS64500 8 80 dated', 'sensor-1 AS64502 2 20 undated']);
  });
});

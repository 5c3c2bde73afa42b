/** Fixture files through the whole importer: what the graph holds afterwards. */
import { copyFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { closeDatabase, readRecords } from '../../server/graph/database.ts';
import { listImports } from '../../server/graph/list-imports.ts';
import { importFiles } from '../../server/import/import-files.ts';
import { clearDatabase, openTestDatabase } from '../helpers/database.ts';
import { setUpImports } from '../helpers/imports.ts';
import { FORMAT_CASES } from '../unit/formats/cases.ts';

const FIXTURES = new URL('../fixtures/formats/', import.meta.url).pathname;
const { database, folder, write, importAll } = setUpImports('graph');

function toLog(rows: string[][]): string {
  const header = '#separator \\x09\n#fields\tts\tid.orig_h\tid.resp_p\tquery\tqtype_name\trcode_name\tanswers\n';
  return header + rows.map((row) => `${row.join('\t')}\n`).join('');
}

function toRow(hour: number, client: string, name: string, type = 'A', rcode = 'NOERROR', answers = '-'): string[] {
  return [String(1772438400 + hour * 3600), client, '53', name, type, rcode, answers];
}

async function importFile(file: string, options = {}) {
  const [summary] = await importAll([file], options);
  if (!summary) throw new Error('no summary');
  return summary;
}

/** Every edge but the bookkeeping of when it was imported, as text, sorted. */
async function readEdges(type?: string): Promise<string[]> {
  const records = await readRecords(
    database,
    `MATCH (source)-[edge]->(target)
     WHERE NOT type(edge) STARTS WITH '_' AND ($type IS NULL OR type(edge) = $type)
     RETURN type(edge) AS type, properties(source) AS source, properties(target) AS target, properties(edge) AS edge`,
    { type: type ?? null },
  );
  const toPlain = (_: string, value: unknown) => (typeof value === 'bigint' ? `${value}` : value);
  return records
    .map((record) => {
      const edge = { ...record.get('edge') };
      edge.reference_time_fetch = undefined;
      for (const name of ['first_seen', 'last_seen']) if (edge[name]) edge[name] = edge[name].toString();
      const sorted = Object.fromEntries(Object.entries(edge).sort());
      return JSON.stringify([record.get('type'), record.get('source'), record.get('target'), sorted], toPlain);
    })
    .sort();
}

describe('one log', () => {
  it('becomes lookups with counts, hours, types and codes', async () => {
    const rows = [
      toRow(2, '198.51.100.7', 'Mail.Alpha.Example.'),
      toRow(0, '198.51.100.7', 'mail.alpha.example'),
      toRow(0, '198.51.100.7', 'mail.alpha.example', 'AAAA', 'NXDOMAIN'),
      toRow(1, '2001:DB8:0:0::1', 'mail.alpha.example', 'A', 'NOERROR', 'edge.alpha.example,203.0.113.10'),
    ];
    const summary = await importFile(write('dns.log', toLog(rows)), { dataset: 'sensor-1', vantage: 'resolver' });
    expect(summary).toMatchObject({ read: 4, accepted: 4, clients: 2, names: 1, pairs: 2, alreadyImported: false });
    expect(summary).toMatchObject({ nodesCreated: 6, edgesCreated: 7, edgesUpdated: 0 });
    const records = await readRecords(
      database,
      `MATCH (client:IP)-[edge:LOOKED_UP]->(host:HostName)-[:PART_OF]->(domain:DomainName)
       RETURN client.ip AS ip, client.af AS af, host.name AS host, domain.name AS domain, edge {.*,
         first_seen: toString(edge.first_seen), last_seen: toString(edge.last_seen), reference_time_fetch: null} AS edge
       ORDER BY ip`,
    );
    const shared = { reference_name: 'sensor-1', host: 'mail.alpha.example', reference_time_fetch: null };
    expect(records.map((record) => record.toObject())).toMatchObject([
      {
        ip: '198.51.100.7',
        af: 4n,
        host: 'mail.alpha.example',
        domain: 'alpha.example',
        edge: {
          ...shared,
          client: '198.51.100.7',
          count: 3n,
          first_seen: '2026-03-02T08:00:00Z',
          last_seen: '2026-03-02T10:00:00Z',
          hours: [492344n, 492346n],
          hour_counts: [2n, 1n],
          qtypes: ['A', 'AAAA'],
          qtype_counts: [2n, 1n],
          rcodes: ['NOERROR', 'NXDOMAIN'],
          rcode_counts: [2n, 1n],
        },
      },
      { ip: '2001:db8::1', af: 6n, edge: { ...shared, client: '2001:db8::1', count: 1n, hours: [492345n] } },
    ]);
    expect((await readEdges('RESOLVES_TO')).map((edge) => JSON.parse(edge)[3].source)).toEqual([['A'], ['A', 'CNAME']]);
    expect(await readEdges('ALIAS_OF')).toHaveLength(1);
  });

  it('is written into the ledger with its coverage', async () => {
    const rows = [toRow(0, '198.51.100.7', 'a.alpha.example'), toRow(5, '198.51.100.7', 'a.alpha.example')];
    const summary = await importFile(write('dns.log', toLog(rows)), { vantage: 'network' });
    const [entry, ...others] = await listImports(database);
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ ...summary, status: 'done', vantage: 'network', file: 'dns.log' });
    expect(entry?.gaps).toEqual([{ from: '2026-03-02T09:00:00.000Z', to: '2026-03-02T13:00:00.000Z' }]);
  });

  it('cannot change anything by what its names say', async () => {
    const hostile = [
      "x'}) DETACH DELETE n //",
      '"}) MATCH (n) DETACH DELETE n //',
      '`DROP CONSTRAINT HostName_name`',
      '$dataset',
      '{process.exit()}',
      '\\u0027 OR 1=1',
      '..',
      `${'a'.repeat(64)}.example`,
      '\u202egpj.example',
      'nul\\x00byte.example',
      '🙂.example',
    ];
    const before = [toRow(0, '198.51.100.7', 'a.alpha.example')];
    await importFile(write('before.log', toLog(before)));
    const edges = await readEdges();
    const options = { dataset: "evil'}) DETACH DELETE n //" };
    const rows = hostile.map((name) => toRow(0, '198.51.100.9', name));
    const summary = await importFile(write('hostile.log', toLog(rows)), options);
    expect(summary.accepted + summary.rejected).toBe(hostile.length);
    expect(summary.rejected).toBe(2);
    expect((await readEdges()).filter((edge) => edges.includes(edge))).toEqual(edges);
    const [found] = await readRecords(
      database,
      `MATCH (:IP {ip: '198.51.100.9'})-[edge:LOOKED_UP {reference_name: $dataset}]->() RETURN count(edge) AS count`,
      options,
    );
    expect(found?.get('count')).toBe(BigInt(summary.accepted));
  });
});

describe('the same content again', () => {
  it.each(FORMAT_CASES)('changes nothing: $id', async ({ fixture, read }) => {
    const first = await importFile(path.join(FIXTURES, fixture));
    expect(first).toMatchObject({ read, alreadyImported: false });
    expect(first.edgesCreated).toBeGreaterThan(0);
    const edges = await readEdges();
    copyFileSync(path.join(FIXTURES, fixture), path.join(folder, 'other-name'));
    const gzipped = write('other-name.gz', gzipSync(readFileSync(path.join(FIXTURES, fixture))));
    for (const twin of [path.join(FIXTURES, fixture), path.join(folder, 'other-name'), gzipped]) {
      const again = await importFile(twin);
      expect(again).toMatchObject({ alreadyImported: true, read, edgesCreated: 0, edgesUpdated: 0, nodesCreated: 0 });
    }
    expect(await readEdges()).toEqual(edges);
    expect(await listImports(database)).toHaveLength(1);
  });

  it('is a second set of edges under another data set', async () => {
    const file = write('dns.log', toLog([toRow(0, '198.51.100.7', 'a.alpha.example')]));
    await importFile(file, { dataset: 'sensor-1' });
    await importFile(file, { dataset: 'sensor-2' });
    const edges = (await readEdges('LOOKED_UP')).map((edge) => JSON.parse(edge)[3]);
    expect(edges.map((edge) => [edge.reference_name, edge.count])).toEqual([
      ['sensor-1', '1'],
      ['sensor-2', '1'],
    ]);
  });

  it('counts once when two importers take it at the same time', async () => {
    const rows = Array.from({ length: 400 }, (_, at) =>
      toRow(at % 30, `198.51.100.${at % 50}`, `n${at % 80}.alpha.example`),
    );
    const file = write('both.log', toLog(rows));
    const other = openTestDatabase();
    const options = { rejectedFolder: folder, octetsPerRun: 20_000 };
    await Promise.all([importFiles(database, [file], options), importFiles(other, [file], options)]);
    await closeDatabase(other);
    const both = await readEdges();
    await clearDatabase(database);
    await importFile(file, { octetsPerRun: 20_000 });
    expect(both).toEqual(await readEdges());
  });
});

describe('further content of a data set', () => {
  it('adds to the edges that are there, with the hours in order', async () => {
    const halves = [
      [
        toRow(0, '198.51.100.7', 'a.alpha.example'),
        toRow(5, '198.51.100.7', 'a.alpha.example', 'A', 'NOERROR', '203.0.113.1'),
      ],
      [
        toRow(3, '198.51.100.7', 'a.alpha.example', 'MX', 'SERVFAIL'),
        toRow(5, '198.51.100.7', 'a.alpha.example', 'A', 'NOERROR', '203.0.113.1'),
        toRow(1, '198.51.100.8', 'a.alpha.example'),
      ],
    ];
    await importFile(write('one.log', toLog(halves[0] ?? [])));
    const second = await importFile(write('two.log', toLog(halves[1] ?? [])));
    expect(second).toMatchObject({ edgesCreated: 1 });
    const edges = await readEdges();
    const [pair] = (await readEdges('LOOKED_UP')).map((edge) => JSON.parse(edge)[3]);
    expect(pair).toMatchObject({ count: '4', hours: ['492344', '492347', '492349'], hour_counts: ['1', '1', '2'] });
    expect(pair).toMatchObject({ qtypes: ['A', 'MX'], qtype_counts: ['3', '1'] });
    expect(pair).toMatchObject({ first_seen: '2026-03-02T08:00:00Z', last_seen: '2026-03-02T13:00:00Z' });
    await clearDatabase(database);
    await importFile(write('whole.log', toLog(halves.flat())));
    expect(await readEdges()).toEqual(edges);
  });

  it('is the same in one chunk as in many', async () => {
    const rows = Array.from({ length: 300 }, (_, at) => {
      const answers = at % 3 ? `203.0.113.${at % 7}` : `c${at % 5}.alpha.example,203.0.113.${at % 4}`;
      return toRow((at * 7) % 48, `198.51.100.${at % 11}`, `n${at % 13}.alpha.example`, 'A', 'NOERROR', answers);
    });
    const file = write('many.log', toLog(rows));
    await importFile(file);
    const edges = await readEdges();
    await clearDatabase(database);
    const summary = await importFile(file, { octetsPerRun: 8_000 });
    expect(summary).toMatchObject({ pairs: 143, clients: 11, names: 13 });
    expect(await readEdges()).toEqual(edges);
  });
});

describe('a zone file and passive DNS in one data set', () => {
  const zone = () => write('alpha.txt', '$ORIGIN alpha.example.\nmail A 203.0.113.10\nwww A 203.0.113.11\n');
  const row = { rrname: 'mail.alpha.example', rrtype: 'A', rdata: '203.0.113.10', count: 3 };
  const seen = () =>
    write('seen.json', `${JSON.stringify({ ...row, time_first: 1772438400, time_last: 1772442000 })}\n`);

  it.each([
    ['zone first', [zone, seen]],
    ['passive DNS first', [seen, zone]],
  ])('keep counts and times where they are known: %s', async (_, files) => {
    for (const file of files) await importFile(file(), { dataset: 'alpha' });
    const found = await readRecords(
      database,
      `MATCH (name:HostName)-[edge:RESOLVES_TO]->()
       RETURN name.name AS name, edge.count AS count, toString(edge.first_seen) AS first, toString(edge.last_seen) AS last
       ORDER BY name`,
    );
    expect(found.map((record) => record.toObject())).toEqual([
      { name: 'mail.alpha.example', count: 3n, first: '2026-03-02T08:00:00Z', last: '2026-03-02T09:00:00Z' },
      { name: 'www.alpha.example', count: null, first: null, last: null },
    ]);
  });
});

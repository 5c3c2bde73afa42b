/** A data set that is taken out leaves the graph that the others alone would have made. */
import { describe, expect, it } from 'vitest';
import { readRecords, writeTransaction } from '../../server/graph/database.ts';
import { beginRemoval, findRemoval } from '../../server/graph/dataset-removal.ts';
import { deriveStale } from '../../server/graph/derive-stale.ts';
import { listImports } from '../../server/graph/list-imports.ts';
import { writeLoneNodes } from '../../server/graph/lone-nodes.ts';
import { removeDataset } from '../../server/graph/remove-dataset.ts';
import { clearDatabase } from '../helpers/database.ts';
import { setUpImports } from '../helpers/imports.ts';

const { database, write, importAll } = setUpImports('removal');

function writeLog(name: string, rows: string[]): string {
  return write(name, ['client,name,time,qtype,rcode,answers', ...rows]);
}

const NS = 'tower.example,1772438400,NS,NOERROR,ns1.tower.example';
const ADDRESS = 'mail.tower.example,1772442000,A,NOERROR,"mx.tower.example,203.0.113.5"';

/** Two logs, two tables and two registers, each with something of its own and something that both have. */
const FILES = {
  a: [
    writeLog('a.csv', [
      `198.51.100.7,${NS}`,
      `198.51.100.8,${ADDRESS}`,
      '203.0.113.9,only-a.alpha.example,1772438400,A,NOERROR,198.18.0.1',
    ]),
    write('a.tsv', ['198.51.100.0\t198.51.100.255\t64500\tZZ\tALPHA', '203.0.113.0\t203.0.113.255\t64501\tZZ\tBETA']),
    write('a.jsonl', [
      '{"type":"Organization","organizationId":"A-1","name":"Tower Works (synthetic)","country":"ZZ"}',
      '{"type":"ASN","asn":"64500","name":"ALPHA-AS","organizationId":"A-1"}',
    ]),
  ],
  b: [
    writeLog('b.csv', [
      `198.51.100.7,${NS.replace('ns1', 'ns2')}`,
      `198.51.100.7,${NS}`,
      `198.51.100.9,${ADDRESS}`,
      '198.18.5.5,only-b.beta.example,1772445600,AAAA,NXDOMAIN,',
      '192.0.2.9,1.2.0.192.in-addr.arpa,1772445600,PTR,NOERROR,only-b.alpha.example',
    ]),
    write('b.tsv', ['198.51.100.0\t198.51.100.127\t64502\tZY\tGAMMA', '198.18.0.0\t198.18.255.255\t64501\tZZ\tBETA']),
    write('b.jsonl', [
      '{"type":"Organization","organizationId":"B-1","name":"Beta Works (synthetic)","country":"ZY"}',
      '{"type":"ASN","asn":"64500","name":"ALPHA-AS","organizationId":"B-1"}',
      '{"type":"ASN","asn":"64502","name":"GAMMA-AS","organizationId":"B-1"}',
    ]),
  ],
};

async function importAs(dataset: string, files: readonly string[]): Promise<void> {
  await importAll(files, { dataset });
  await writeTransaction(database, (tx) => tx.run('MATCH (host:HostName)<-[:LOOKED_UP]-() SET host:_Stale'));
  await deriveStale(database);
}

/** Every node and edge that is not bookkeeping, as text, without the time of import. */
async function readGraph(): Promise<string[]> {
  const toPlain = (_: string, value: unknown) => (typeof value === 'bigint' ? `${value}` : value);
  const toText = (value: Record<string, unknown>) => {
    const known = Object.entries(value).filter(([name]) => name !== 'reference_time_fetch');
    return JSON.stringify(
      Object.fromEntries(known.map(([name, part]) => [name, name.endsWith('_seen') ? String(part) : part]).sort()),
      toPlain,
    );
  };
  const nodes = await readRecords(
    database,
    `MATCH (node) WHERE NOT node:_Import AND NOT node:_Dataset
     RETURN [label IN labels(node) WHERE NOT label STARTS WITH '_'] AS labels, properties(node) AS node`,
  );
  const edges = await readRecords(
    database,
    `MATCH (source)-[edge]->(target) WHERE NOT type(edge) STARTS WITH '_'
     RETURN type(edge) AS type, properties(source) AS source, properties(target) AS target, properties(edge) AS edge`,
  );
  return [
    ...nodes.map((record) => `${record.get('labels').sort()} ${toText(record.get('node'))}`),
    ...edges.map((record) =>
      [record.get('type'), toText(record.get('source')), toText(record.get('target')), toText(record.get('edge'))].join(
        ' ',
      ),
    ),
  ].sort();
}

async function readBookkeeping(): Promise<string[]> {
  const records = await readRecords(
    database,
    `MATCH (node) UNWIND labels(node) AS label WITH DISTINCT label WHERE label STARTS WITH '_' RETURN label ORDER BY label`,
  );
  return records.map((record) => record.get('label'));
}

/** Each file of one side goes into a data set of its own. */
const DATASETS = ['log', 'table', 'register'];
const ORDERS: ('a' | 'b')[][] = [
  ['a', 'b'],
  ['b', 'a'],
];

describe('the removal of a data set', () => {
  it.each(ORDERS)(
    'leaves what the other made alone: %s, then %s',
    async (...order) => {
      const importSide = async (side: 'a' | 'b') => {
        for (const [at, file] of FILES[side].entries()) await importAs(`${side}-${DATASETS[at]}`, [file]);
      };
      await importSide('a');
      const alone = await readGraph();
      expect(alone.filter((line) => line.startsWith('QUERIED_FROM'))).not.toEqual([]);
      await clearDatabase(database);
      for (const side of order) await importSide(side);
      expect(await readGraph()).not.toEqual(alone);
      for (const dataset of DATASETS) {
        const { edges } = await removeDataset(database, `b-${dataset}`);
        expect(Object.values(edges)).not.toEqual([]);
      }
      expect(await readGraph()).toEqual(alone);
      expect((await listImports(database)).map(({ dataset }) => dataset)).toEqual(DATASETS.map((name) => `a-${name}`));
      for (const dataset of DATASETS.toReversed()) await removeDataset(database, `a-${dataset}`);
      expect(await readGraph()).toEqual([]);
      expect(await readBookkeeping()).toEqual([]);
    },
    240_000,
  );

  it.each(['edges', 'deriving', 'nodes'] as const)('goes on when it was interrupted before: %s', async (step) => {
    await importAs('a', FILES.a);
    const alone = await readGraph();
    await importAs('b', FILES.b);
    const interrupt = (now: string) => {
      if (now === step) throw new Error('interrupted');
    };
    await expect(removeDataset(database, 'b', interrupt)).rejects.toThrow('interrupted');
    expect((await listImports(database)).filter(({ dataset }) => dataset === 'b')).toHaveLength(3);
    await writeTransaction(database, async (tx) => {
      expect(await findRemoval(tx, 'b')).toBe('b');
      expect(await findRemoval(tx, 'a')).toBe('b');
    });
    await removeDataset(database, 'b');
    expect(await readGraph()).toEqual(alone);
    expect((await listImports(database)).filter(({ dataset }) => dataset === 'b')).toEqual([]);
  });

  it('says what it deleted', async () => {
    await importAs('a', [FILES.a[0] ?? '']);
    expect(await removeDataset(database, 'a')).toEqual({
      edges: { LOOKED_UP: 3, RESOLVES_TO: 3, ALIAS_OF: 1, MANAGED_BY: 1 },
      nodes: { HostName: 5, IP: 5, DomainName: 2 },
    });
  });

  it('keeps a node that another data set names and joins with nothing', async () => {
    await importAs('a', [FILES.a[2] ?? '']);
    await importAs('b', [FILES.b[2] ?? '']);
    await writeTransaction(database, (tx) => writeLoneNodes(tx, 'a', 'AS', [64502]));
    await removeDataset(database, 'b');
    expect((await readGraph()).filter((line) => line.startsWith('AS '))).toHaveLength(2);
    expect((await removeDataset(database, 'a')).nodes).toMatchObject({ AS: 2 });
    expect(await readGraph()).toEqual([]);
  });

  it('is refused for what is none, and while an import is unfinished', async () => {
    await expect(removeDataset(database, 'a')).rejects.toThrow('There is no data set "a". There is none.');
    await importAs('a', [FILES.a[0] ?? '']);
    await importAs('b', [FILES.b[0] ?? '']);
    await expect(removeDataset(database, 'c')).rejects.toThrow('There is no data set "c". There are: a, b.');
    const set = (dataset: string, status: string, minutes: number) =>
      writeTransaction(database, (tx) =>
        tx.run(
          `MATCH (entry:_Import {dataset: $dataset})
           SET entry.status = $status, entry.heartbeat = datetime() - duration({minutes: $minutes})
           MERGE (lane:_Lane {id: entry.id + '/0'})
           SET lane.position = 1, lane.dataset = $dataset`,
          { dataset, status, minutes: BigInt(minutes) },
        ),
      );
    await set('a', 'running', 0);
    await expect(beginRemoval(database, 'a')).rejects.toThrow('a.csv is being imported into "a"');
    await expect(beginRemoval(database, 'b')).rejects.toThrow('a.csv is being imported into "a"');
    await set('a', 'running', 5);
    await expect(beginRemoval(database, 'b')).rejects.toThrow('The import of a.csv into "a" was interrupted');
    await beginRemoval(database, 'a');
  });
});

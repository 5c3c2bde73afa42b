/** With --clients, no client's address is found anywhere: graph, ledger, rejected lines, summary. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readRecords } from '../../server/graph/database.ts';
import { openClientPrivacy } from '../../server/import/client-privacy.ts';
import { setUpImports } from '../helpers/imports.ts';

const { database, folder, write, importAll } = setUpImports('privacy');
const clientKeyFile = path.join(folder, 'k.key');

const table = write('table.tsv', ['198.51.100.0\t198.51.100.255\t64500\tZZ\tALPHA']);
const log = write('dns.csv', [
  'client,name,time',
  '198.51.100.77,a.alpha.example,1772438400',
  '::ffff:198.51.100.77,a.alpha.example,1772438400',
  '2001:db8:7777::1,a.alpha.example,1772438400',
  '198.51.100.77:53,a.alpha.example,1772438400',
  '198.51.100.77,a.alpha.example,"no time, but 198.51.100.77"',
]);
const ADDRESS = /100\.77|7777/;

async function importLog(clients: 'truncate' | 'pseudonym') {
  const mode = clients === 'pseudonym' ? { type: clients } : { type: clients, 4: 24, 6: 44 };
  const options = {
    dataset: 'sensor-1',
    clientKeyFile,
    clients: mode as { type: 'pseudonym' },
  };
  const [summary] = await importAll([log], options);
  return summary;
}

async function readEverything(): Promise<string> {
  const records = await readRecords(
    database,
    `MATCH (node) OPTIONAL MATCH (node)-[edge]->()
     RETURN labels(node) AS labels, properties(node) AS node, properties(edge) AS edge`,
  );
  return JSON.stringify(
    records.map((record) => record.toObject()),
    (_, value) => (typeof value === 'bigint' ? `${value}` : value),
  );
}

async function readClients() {
  const records = await readRecords(
    database,
    `MATCH (client:IP)-[lookup:LOOKED_UP]->()
     OPTIONAL MATCH (client)-[:PART_OF]->(prefix:BGPPrefix)
     RETURN client.ip AS ip, lookup.client AS key, lookup.count AS count, prefix.prefix AS prefix ORDER BY ip`,
  );
  return records.map((record) => {
    const { ip, key, count, prefix } = record.toObject();
    return [ip, key, Number(count), prefix];
  });
}

describe.each(['truncate', 'pseudonym'] as const)('--clients %s', (clients) => {
  it('leaves no address behind, and keeps the networks', async () => {
    await importAll([table]);
    const summary = await importLog(clients);
    const { transform, stored } = openClientPrivacy(
      clients === 'pseudonym' ? { type: clients } : { type: clients, 4: 24, 6: 44 },
      clientKeyFile,
    );
    expect(summary).toMatchObject({ accepted: 3, rejected: 2, clients: 2, clientMode: stored });
    const [v4, v6] = [transform('198.51.100.77'), transform('2001:db8:7777::1')];
    const rows = [
      [v4, v4, 2, '198.51.100.0/24'],
      [v6, v6, 1, null],
    ];
    expect(await readClients()).toEqual(rows.sort(([a], [b]) => ((a ?? '') < (b ?? '') ? -1 : 1)));
    expect(await readEverything()).not.toMatch(ADDRESS);
    expect(readFileSync(summary?.rejectedFile ?? '', 'utf8')).not.toMatch(ADDRESS);
    expect(JSON.stringify(summary)).not.toMatch(ADDRESS);
  });

  it('cannot be mixed with another way in one data set', async () => {
    await importLog(clients);
    const other = write('other.csv', ['client,name,time', '198.51.100.8,b.alpha.example,1772438400']);
    await expect(importAll([other], { dataset: 'sensor-1' })).rejects.toThrow(/"sensor-1" stores its clients/);
    expect(await importAll([other], { dataset: 'sensor-2' })).toHaveLength(1);
  });
});

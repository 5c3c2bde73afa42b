/** The tiny graph that the tests of the API know by heart. */
import { type Database, runAutoCommit } from '../../server/graph/database.ts';
import { ensureSchema } from '../../server/graph/ensure-schema.ts';
import { clearDatabase } from './database.ts';

/** 1 January 2016, 00:00 UTC. */
export const HOUR = 1_451_606_400 / 3600;

/**
 * Three clients ask for mail.tower.example: .1 10 times (7 + 3 in two data sets), .2 5 times, 2001:db8::1 once. .1 also
 * asks for www.tower.example. Both IPv4 clients are in 192.0.2.0/24 of AS64500 of the Example Bank.
 */
const CYPHER = `
CREATE
  (mail:HostName {name: 'mail.tower.example'}),
  (www:HostName {name: 'www.tower.example'}),
  (tower:DomainName {name: 'tower.example'}),
  (a:IP {ip: '192.0.2.1', af: 4}),
  (b:IP:Resolver {ip: '192.0.2.2', af: 4}),
  (c:IP {ip: '2001:db8::1', af: 6}),
  (prefix:BGPPrefix:Prefix {prefix: '192.0.2.0/24', af: 4}),
  (as:AS {asn: 64500}),
  (bank:Organization {name: 'Example Bank of Harbours'}),
  (alone:Organization {name: 'Nobody and Sons'}),
  (:_Import {id: 'x', dataset: 'one', pairs: 4}),
  (a)-[:LOOKED_UP {
    count: 7, reference_name: 'one', client: a.ip, host: mail.name,
    hours: [$hour, $hour + 24], hour_counts: [4, 3],
    first_seen: datetime('2016-01-01T00:10:00Z'), last_seen: datetime('2016-01-02T00:50:00.25Z')
  }]->(mail),
  (a)-[:LOOKED_UP {
    count: 3, reference_name: 'two', client: a.ip, host: mail.name, hours: [$hour], hour_counts: [3],
    first_seen: datetime('2016-01-01T00:05:00Z'), last_seen: datetime('2016-01-01T00:20:00Z')
  }]->(mail),
  (b)-[:LOOKED_UP {count: 5, reference_name: 'one', client: b.ip, host: mail.name}]->(mail),
  (c)-[:LOOKED_UP {count: 1, reference_name: 'one', client: c.ip, host: mail.name}]->(mail),
  (a)-[:LOOKED_UP {count: 2, reference_name: 'one', client: a.ip, host: www.name}]->(www),
  (mail)-[:PART_OF {reference_name: 'psl'}]->(tower),
  (www)-[:PART_OF {reference_name: 'psl'}]->(tower),
  (a)-[:PART_OF {reference_name: 'table'}]->(prefix),
  (b)-[:PART_OF {reference_name: 'table'}]->(prefix),
  (as)-[:ORIGINATE {reference_name: 'table'}]->(prefix),
  (as)-[:MANAGED_BY {reference_name: 'register'}]->(bank)
`;

export async function createTinyGraph(database: Database): Promise<void> {
  await clearDatabase(database);
  await ensureSchema(database);
  await runAutoCommit(database, CYPHER, { hour: BigInt(HOUR) });
  await runAutoCommit(database, 'CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()');
}

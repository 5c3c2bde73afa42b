/** Addresses find their prefix, network and organization, in whatever order the tables come. */
import { expect, it } from 'vitest';
import { readRecords } from '../../server/graph/database.ts';
import { setUpImports } from '../helpers/imports.ts';

const { database, write, importAll } = setUpImports('addresses');

const CLIENTS = ['198.51.100.7', '198.51.100.200', '203.0.113.1', '2001:db8:1::5', '2001:db8:ffff::5'];
const log = write('dns.csv', ['client,name,time', ...CLIENTS.map((ip) => `${ip},a.alpha.example,1772438400`)]);
const wide = write('wide.tsv', [
  '198.51.100.0\t198.51.100.255\t64500\tDE\tALPHA',
  '2001:db8::\t2001:db8:ffff:ffff:ffff:ffff:ffff:ffff\t64501\tFR\tBETA',
]);
const narrow = write('narrow.tsv', [
  '198.51.100.0\t198.51.100.127\t64502\tDE\tGAMMA',
  '2001:db8:1::\t2001:db8:1:ffff:ffff:ffff:ffff:ffff\t64503\tFR\tDELTA',
]);

async function readPrefixes(): Promise<string[]> {
  const records = await readRecords(
    database,
    `MATCH (address:IP)-[edge:PART_OF]->(prefix:BGPPrefix:Prefix)<-[origin:ORIGINATE]-(network:AS)
     WHERE origin.reference_name = edge.reference_name
     RETURN address.ip + ' ' + prefix.prefix + ' AS' + network.asn + ' ' + edge.reference_name AS line
     ORDER BY line`,
  );
  return records.map((record) => record.get('line'));
}

const MAPPED = [
  '198.51.100.200 198.51.100.0/24 AS64500 iptoasn',
  '198.51.100.7 198.51.100.0/25 AS64502 iptoasn',
  '2001:db8:1::5 2001:db8:1::/48 AS64503 iptoasn',
  '2001:db8:ffff::5 2001:db8::/32 AS64501 iptoasn',
];

it.each([
  ['log first', [log, wide, narrow]],
  ['log last', [narrow, wide, log]],
  ['log between', [wide, log, narrow]],
])('takes the longest prefix: %s', async (_, files) => {
  await importAll(files);
  expect(await readPrefixes()).toEqual(MAPPED);
});

it('keeps the prefixes of two data sets apart', async () => {
  await importAll([log]);
  await importAll([wide], { dataset: 'table-a' });
  await importAll([narrow], { dataset: 'table-b' });
  const lines = await readPrefixes();
  expect(lines.filter((line) => line.startsWith('198.51.100.7 '))).toEqual([
    '198.51.100.7 198.51.100.0/24 AS64500 table-a',
    '198.51.100.7 198.51.100.0/25 AS64502 table-b',
  ]);
});

it('leads from a client to its organization and country', async () => {
  const organizations = write('org.jsonl', [
    '{"type":"Organization","organizationId":"A-1","name":"Alpha Invented Ltd","country":"DE"}',
    '{"type":"ASN","asn":"64500","name":"ALPHA-AS","organizationId":"A-1"}',
  ]);
  await importAll([log, wide, organizations]);
  const [record] = await readRecords(
    database,
    `MATCH (:IP {ip: '198.51.100.7'})-[:PART_OF]->()<-[:ORIGINATE]-(network)-[:MANAGED_BY]->(organization:Organization)
     MATCH (organization)-[:COUNTRY]->(country:Country), (network)-[:NAME]->(name:Name)
     RETURN network.asn AS asn, organization.name AS organization, country.country_code AS country,
       collect(name.name) AS names`,
  );
  expect(record?.toObject()).toMatchObject({ asn: 64500n, organization: 'Alpha Invented Ltd', country: 'DE' });
  expect([...(record?.get('names') ?? [])].sort()).toEqual(['ALPHA', 'ALPHA-AS']);
});

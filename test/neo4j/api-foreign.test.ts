/** A graph that others made, shaped like the Internet Yellow Pages: labels, keys and types are the database's own. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeDatabase, type Database, runAutoCommit } from '../../server/graph/database.ts';
import { NeighborsAnswer, NodeAnswer, Schema, SearchAnswer } from '../../shared/api.ts';
import { startApi, type TestApi } from '../helpers/api.ts';
import { clearDatabase, openTestDatabase } from '../helpers/database.ts';

let database: Database;
let api: TestApi;

const CONSTRAINTS = [
  'CREATE CONSTRAINT foreign_tag FOR (n:Tag) REQUIRE n.label IS UNIQUE',
  'CREATE CONSTRAINT foreign_ixp FOR (n:IXP) REQUIRE n.number IS UNIQUE',
];

/** Parallel edges: two data sets of one kind, and two without a data set at all. */
const GRAPH = `
CREATE
  (as:AS {asn: 64500}),
  (tag:Tag {label: 'Content: Network'}),
  (ixp:IXP {number: 7, title: 'Example Exchange'}),
  (geo:GeoPrefix:Prefix {prefix: '192.0.2.0/24'}),
  (probe:\`Odd\`\`Label\` {x: 1}),
  (as)-[:CATEGORIZED {reference_name: 'one.set'}]->(tag),
  (as)-[:CATEGORIZED {reference_name: 'other.set'}]->(tag),
  (as)-[:MEMBER_OF]->(ixp),
  (as)-[:MEMBER_OF]->(ixp),
  (as)-[:\`ODD\`\`TYPE\`]->(probe),
  (geo)-[:CATEGORIZED {reference_name: 'one.set'}]->(tag)
`;

beforeAll(async () => {
  database = openTestDatabase();
  await clearDatabase(database);
  for (const constraint of CONSTRAINTS) await runAutoCommit(database, constraint);
  await runAutoCommit(database, GRAPH);
  api = await startApi(database);
});

afterAll(async () => {
  await api.close();
  await clearDatabase(database);
  for (const name of ['foreign_tag', 'foreign_ixp']) await runAutoCommit(database, `DROP CONSTRAINT ${name}`);
  await closeDatabase(database);
});

describe('a foreign graph', () => {
  it('has its keys from its own constraints', async () => {
    const { labels, edgeTypes } = Schema.parse((await api.get('/api/schema')).body);
    const keys = new Map(labels.map(({ name, key, known }) => [name, { key, known }]));
    expect(keys.get('Tag')).toEqual({ key: 'label', known: false });
    expect(keys.get('IXP')).toEqual({ key: 'number', known: false });
    expect(keys.get('GeoPrefix')).toEqual({ key: undefined, known: false });
    expect(edgeTypes.find(({ name }) => name === 'CATEGORIZED')?.ends).toContainEqual({ from: 'AS', to: 'Tag' });
  });

  it.each([
    ['Tag:Content%3A%20Network', 'Tag:Content: Network', ['Tag']],
    ['IXP:7', 'IXP:7', ['IXP']],
    ['AS:64500', 'AS:64500', ['AS']],
  ])('finds %s as %s', async (asked, id, labels) => {
    expect(NodeAnswer.parse((await api.get(`/api/nodes/${asked}`)).body).node).toMatchObject({ id, labels });
  });

  it('reaches a node without a key by its element id', async () => {
    const { nodes } = NeighborsAnswer.parse((await api.get('/api/nodes/AS:64500/neighbors?limit=500')).body);
    const probe = nodes.find(({ labels }) => labels.includes('Odd`Label'));
    expect(probe?.id).toMatch(/^~/);
    const { node, relations } = NodeAnswer.parse(
      (await api.get(`/api/nodes/${encodeURIComponent(probe?.id ?? '')}`)).body,
    );
    expect(node).toEqual(probe);
    expect(relations).toEqual([{ type: 'ODD`TYPE', direction: 'in', label: 'AS', count: 1 }]);
  });

  it('counts a neighbour of parallel edges once and draws them all', async () => {
    const { nodes, edges, total } = NeighborsAnswer.parse((await api.get('/api/nodes/AS:64500/neighbors')).body);
    expect([nodes.length, total]).toEqual([3, 3]);
    const ids = edges.map(({ id }) => id);
    expect(new Set(ids).size).toBe(5);
    expect(ids).toEqual(
      expect.arrayContaining([
        'CATEGORIZED|AS:64500|Tag:Content: Network|one.set',
        'CATEGORIZED|AS:64500|Tag:Content: Network|other.set',
        'MEMBER_OF|AS:64500|IXP:7|',
        expect.stringMatching(/^MEMBER_OF\|AS:64500\|IXP:7\|\|~/),
      ]),
    );
    expect(NodeAnswer.parse((await api.get('/api/nodes/AS:64500')).body).relations).toContainEqual({
      type: 'MEMBER_OF',
      direction: 'out',
      label: 'IXP',
      count: 1,
    });
  });

  it.each([
    ['Content', ['Tag:Content: Network']],
    ['Content: Network', ['Tag:Content: Network']],
    ['7', ['IXP:7']],
  ])('is searched by its own keys: %s', async (q, ids) => {
    const { nodes } = SearchAnswer.parse((await api.get(`/api/search?q=${encodeURIComponent(q)}`)).body);
    expect(nodes.map(({ id }) => id)).toEqual(ids);
  });

  it('takes the label of a relation as the neighbour has it', async () => {
    const id = encodeURIComponent('Tag:Content: Network');
    const { relations } = NodeAnswer.parse((await api.get(`/api/nodes/${id}`)).body);
    expect(relations.map(({ label, count }) => [label, count])).toEqual([
      ['AS', 1],
      ['GeoPrefix', 1],
    ]);
    const { total } = NeighborsAnswer.parse((await api.get(`/api/nodes/${id}/neighbors?label=GeoPrefix`)).body);
    expect(total).toBe(1);
  });
});

/** Statements that want more than to read, against a real Neo4j: each is refused with its reason and does nothing. */
import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeDatabase, type Database, readRecords, runAutoCommit } from '../../server/graph/database.ts';
import { ApiError, CypherAnswer } from '../../shared/api.ts';
import { type Answer, startApi, type TestApi } from '../helpers/api.ts';
import { clearDatabase, openTestDatabase } from '../helpers/database.ts';

let database: Database;
let api: TestApi;
let listener: Server;
let connections = 0;
let address = '';
let before: unknown;

const GRAPH = `
MATCH (n)
OPTIONAL MATCH (n)-[r]->()
RETURN labels(n) AS labels, properties(n) AS properties, properties(r) AS edge
ORDER BY elementId(n), elementId(r)`;

async function takeSnapshot(): Promise<unknown> {
  const graph = await readRecords(database, GRAPH);
  const schema = await readRecords(database, 'SHOW CONSTRAINTS YIELD name RETURN name ORDER BY name');
  const indexes = await readRecords(database, 'SHOW INDEXES YIELD name RETURN name ORDER BY name');
  const users = await readRecords(database, 'SHOW USERS YIELD user RETURN user ORDER BY user');
  const settings = await readRecords(database, 'SHOW SETTINGS YIELD name, value RETURN name, value ORDER BY name');
  return [...graph, ...schema, ...indexes, ...users, ...settings].map((record) => record.toObject());
}

beforeAll(async () => {
  database = openTestDatabase();
  await clearDatabase(database);
  await runAutoCommit(
    database,
    `CREATE (:IP {ip: '192.0.2.1'})-[:LOOKED_UP {count: 2}]->(:HostName {name: 'mail.tower.example', secret: 'kept'})`,
  );
  api = await startApi(database);
  listener = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const bound = listener.address();
  address = `http://127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}/x`;
  before = await takeSnapshot();
});

afterAll(async () => {
  await api.close();
  await new Promise((resolve) => listener.close(resolve));
  await closeDatabase(database);
});

function run(query: string): Promise<Answer> {
  return api.post('/api/cypher', { query: query.replaceAll('ADDRESS', address) });
}

const LOAD = `LOAD CSV FROM 'ADDRESS' AS line`;
const FILE = `LOAD CSV FROM 'file:///etc/passwd' AS line`;

const REFUSED: [query: string, reason: RegExp][] = [
  ['CREATE (:X)', /writes/],
  ['INSERT (:X)', /writes/],
  ['MERGE (n:X {a: 1}) RETURN n', /writes/],
  ['MATCH (n) SET n.x = 1', /writes/],
  ['MATCH (n) SET n:X RETURN n', /writes/],
  ['MATCH (n) SET n += {x: 1} RETURN n', /writes/],
  ['MATCH (n) REMOVE n.secret RETURN n', /writes/],
  ['MATCH (n) DETACH DELETE n', /writes/],
  ['MATCH ()-[r]->() DELETE r RETURN 1', /writes/],
  ['FOREACH (x IN [1] | CREATE (:X))', /writes/],
  ['MATCH (n) CALL (n) { SET n.x = 1 } RETURN n', /writes/],
  ['CALL { CREATE (:X) } IN TRANSACTIONS', /IN TRANSACTIONS|writes/],
  ['MATCH (n) CALL (n) { RETURN 1 AS one } IN TRANSACTIONS RETURN one', /IN TRANSACTIONS/],
  ['MATCH (n) CALL (n) { RETURN 1 AS one } IN 4 CONCURRENT TRANSACTIONS RETURN one', /IN TRANSACTIONS/],
  ['CREATE\\u0020(:X)', /writes/],
  ['/* MATCH */ CREATE // RETURN\n (:X)', /writes/],
  ['EXPLAIN CREATE (:X)', /writes/],
  ['CYPHER runtime=slotted CREATE (:X)', /writes/],
  ['CYPHER 5 CREATE (:X)', /writes/],
  ['CREATE INDEX x FOR (n:X) ON (n.y)', /schema or the server/],
  ['CREATE CONSTRAINT x FOR (n:X) REQUIRE n.y IS UNIQUE', /schema or the server/],
  ['CREATE FULLTEXT INDEX x FOR (n:X) ON EACH [n.y]', /schema or the server/],
  ['DROP INDEX names_words IF EXISTS', /schema or the server/],
  ['DROP CONSTRAINT HostName_name IF EXISTS', /schema or the server/],
  [`CREATE USER x SET PASSWORD 'abcdefgh'`, /administration/],
  [`ALTER USER neo4j SET PASSWORD 'abcdefgh'`, /administration/],
  [`ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'abcdefgh'`, /administration/],
  ['DROP USER neo4j', /administration/],
  ['SHOW USERS', /administration/],
  ['SHOW CURRENT USER', /administration/],
  ['SHOW DATABASES', /administration/],
  ['SHOW TRANSACTIONS', /SHOW TRANSACTIONS/],
  ['SHOW TRANSACTIONS YIELD currentQuery AS q RETURN q', /SHOW TRANSACTIONS/],
  [`TERMINATE TRANSACTIONS 'neo4j-transaction-1'`, /TERMINATE/],
  [`SHOW TRANSACTIONS YIELD transactionId AS t TERMINATE TRANSACTIONS t YIELD message RETURN message`, /TRANSACTIONS/],
  ['SHOW SETTINGS', /SHOW SETTINGS/],
  [`SHOW SETTING 'server.directories.data'`, /SHOW SETTINGS/],
  ['SHOW PROCEDURES', /SHOW PROCEDURES/],
  ['SHOW FUNCTIONS', /SHOW FUNCTIONS/],
  ['CALL dbms.listConfig()', /dbms\.listConfig/],
  ['CALL `dbms` . `listConfig` () YIELD name, value RETURN name, value', /dbms\.listConfig/],
  ['CALL { CALL dbms.listConfig() YIELD name RETURN name } RETURN name', /dbms\.listConfig/],
  ['RETURN COUNT { CALL dbms.listConfig() YIELD name RETURN name } AS c', /dbms\.listConfig/],
  ['RETURN [x IN [1] | COLLECT { CALL dbms.listConfig() YIELD name RETURN name }] AS c', /CALL|server/],
  ['CALL db.clearQueryCaches()', /db\.clearQueryCaches/],
  [`CALL db.createLabel('X')`, /db\.createLabel/],
  [`CALL db.resampleIndex('x')`, /db\.resampleIndex/],
  ['CALL db.prepareForReplanning(1)', /db\.prepareForReplanning/],
  [`CALL dbms.killConnection('bolt-1')`, /dbms\.killConnection/],
  ['CALL dbms.listConnections()', /dbms\.listConnections/],
  [`CALL dbms.queryJmx('*:*')`, /dbms\.queryJmx/],
  ['CALL dbms.showCurrentUser()', /dbms\.showCurrentUser/],
  [`CALL tx.setMetaData({app: 'x'})`, /tx\.setMetaData/],
  [`CALL db.stats.retrieve('QUERIES')`, /db\.stats\.retrieve/],
  ['USE system CALL dbms.listConfig() YIELD name RETURN name', /schema or the server|dbms\.listConfig/],
  [`${FILE} RETURN line`, /LOAD CSV/],
  [`${LOAD} RETURN line`, /LOAD CSV/],
  [`LOAD CSV WITH HEADERS FROM 'ADDRESS' AS line RETURN line.a`, /LOAD CSV/],
  [`L\\u004fAD CSV FROM 'ADDRESS' AS line RETURN line`, /LOAD CSV/],
  [`load/**/csv from 'ADDRESS' as line return line`, /LOAD CSV/],
  [`MATCH (n) CALL (n) { ${LOAD} RETURN line } RETURN line`, /LOAD CSV/],
  [`MATCH (n) WHERE EXISTS { ${LOAD} RETURN line } RETURN n`, /LOAD CSV/],
  [`RETURN CASE WHEN true THEN COLLECT { ${LOAD} RETURN line } END AS x`, /LOAD CSV/],
  [`RETURN [x IN [1] | COLLECT { ${LOAD} RETURN line }] AS x`, /LOAD CSV/],
  [`RETURN reduce(a = 0, y IN [1] | a + COUNT { ${FILE} RETURN line }) AS x`, /LOAD CSV/],
  [`RETURN any(x IN [1] WHERE EXISTS { ${LOAD} RETURN line }) AS x`, /LOAD CSV/],
  [`MATCH (n) RETURN n ORDER BY COUNT { ${LOAD} RETURN line }`, /LOAD CSV/],
  [`MATCH (n) RETURN n ORDER BY size([x IN [1] | COLLECT { ${LOAD} RETURN line }])`, /LOAD CSV/],
  [`MATCH (a)-[r*1..2 {x: size([x IN [1] | COLLECT { ${LOAD} RETURN line }])}]->(b) RETURN b`, /LOAD CSV/],
  [`MATCH (a)((u)-->(v) WHERE u.x = size([x IN [1] | COLLECT { ${LOAD} RETURN line }])){1,2}(b) RETURN b`, /LOAD CSV/],
  [`MATCH (n) RETURN [(n)-->(m) | m.x + size([x IN [1] | COLLECT { ${LOAD} RETURN line }])] AS x`, /LOAD CSV/],
];

describe('a statement that does more than read', () => {
  it.each(REFUSED)('is refused: %s', async (query, reason) => {
    const { status, body } = await run(query);
    expect(ApiError.parse(body).error).toMatchObject({
      code: 'cypher-not-read-only',
      message: expect.stringMatching(reason),
    });
    expect(status).toBe(403);
  });

  it.each([
    ['RETURN 1; CREATE (:X)'],
    ['MATCH (n) RETURN n; DROP INDEX x'],
    ['PROFILE CREATE (:X)'],
    [`PROFILE ${LOAD} RETURN line`],
    ['EXPLAIN PROFILE CREATE (:X)'],
    ['// read\nPROFILE CREATE (:X)'],
    [`USING PERIODIC COMMIT LOAD CSV FROM 'ADDRESS' AS line CREATE (:X)`],
    ['USE system SHOW USERS'],
    ['USE system MATCH (n) RETURN n'],
    ['USE other MATCH (n) RETURN n'],
    [`USE graph.byName('neo4j') MATCH (n) RETURN n`],
    [':auto CREATE (:X)'],
    [`CALL apoc.load.json('ADDRESS')`],
    [`RETURN apoc.cypher.runFirstColumnSingle('CREATE (:X)', {})`],
    [`GRANT ROLE admin TO neo4j`],
    ['STOP DATABASE neo4j'],
  ])('is no query at all here: %s', async (query) => {
    const { status, body } = await run(query);
    expect(ApiError.parse(body).error.code).toMatch(/^cypher-(syntax|failed|not-read-only)$/);
    expect([400, 403]).toContain(status);
  });

  it('has changed nothing, read no file and reached no address', async () => {
    expect(await takeSnapshot()).toEqual(before);
    expect(connections).toBe(0);
  });
});

describe('a statement that reads', () => {
  it.each([
    ['MATCH (n) RETURN n'],
    ['MATCH (n) RETURN n;'],
    ['EXPLAIN MATCH (n) RETURN n'],
    ['CYPHER runtime=slotted MATCH (n) RETURN n'],
    [`MATCH (n) WHERE n.name = 'CREATE (:X) // LOAD CSV' RETURN n`],
    ['MATCH p = shortestPath((a:IP)-[*..4]-(b:HostName)) RETURN p'],
    ['MATCH p = ALL SHORTEST (a:IP)-[:LOOKED_UP]->+(b:HostName) RETURN p'],
    ['MATCH (a:IP)((x)-[r]->(y)){1,3}(b) RETURN a, r'],
    ['MATCH (n) OPTIONAL MATCH (n)-->(m) RETURN n, collect(m.name) AS names ORDER BY size(names) DESC SKIP 1 LIMIT 3'],
    ['MATCH (n) CALL (n) { MATCH (n)-->(m) RETURN m UNION MATCH (n)<--(m) RETURN m } RETURN n, m'],
    ['MATCH (n) RETURN COUNT { (n)--() } AS degree, EXISTS { (n)-->(:HostName) } AS asks'],
    ['MATCH (n) RETURN [x IN [1, 2] | COLLECT { MATCH (n)-->(m) RETURN m.name }] AS names'],
    ['MATCH (n) WHERE EXISTS { (n)-->() } OR n.name STARTS WITH "m" OR NOT EXISTS { (n)<--() } RETURN n'],
    ['UNWIND [1, 2] AS x UNWIND [3, 4] AS y WITH x, y WHERE x < y RETURN sum(x * y) AS s, avg(x) AS a'],
    ['MATCH (a:IP), (b:HostName) RETURN a.ip + b.name AS both'],
    ['MATCH (a), (b) WHERE a.ip = b.ip RETURN count(*) AS n'],
    ['CALL db.labels() YIELD label RETURN label ORDER BY label'],
    ['CALL db.relationshipTypes()'],
    ['CALL db.schema.visualization()'],
    ['CALL db.schema.nodeTypeProperties()'],
    [`RETURN date.truncate('day', date()) AS day, duration.between(date(), date()) AS none`],
    ['RETURN point.distance(point({x: 1, y: 2}), point({x: 1, y: 2})) AS d'],
    ['MATCH (n) RETURN n UNION MATCH (n) RETURN n'],
    ['MATCH (n) WHERE elementId(n) = "4:x:0" RETURN n'],
    ['MATCH (n:IP|HostName&!AS) RETURN n'],
    ['MATCH ()-[r:LOOKED_UP]-() WHERE r.count > 1 RETURN DISTINCT r'],
  ])('runs: %s', async (query) => {
    const { status, body } = await run(query);
    expect(body).not.toHaveProperty('error');
    expect(CypherAnswer.safeParse(body).error).toBeUndefined();
    expect(status).toBe(200);
  });
});

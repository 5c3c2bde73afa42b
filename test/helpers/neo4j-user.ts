/** A process that uses the managed Neo4j of the folder in its first argument until it is killed. */
import { parseConfig } from '../../server/config.ts';
import { startManagedNeo4j } from '../../server/neo4j/managed.ts';

const version = parseConfig(process.env).neo4jVersion;
const { connection } = await startManagedNeo4j({ dataDir: process.argv[2] ?? '', version, onProgress: () => {} });
console.log(connection.uri);

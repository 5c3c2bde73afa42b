/** The one Neo4j that all tests of the project `neo4j` share, one file after the other. */
import { afterAll, beforeEach, inject } from 'vitest';
import { closeDatabase, type Database, openDatabase, runAutoCommit } from '../../server/graph/database.ts';
import type {} from './neo4j-setup.ts';

/** The caller closes it with closeDatabase(). */
export function openTestDatabase(): Database {
  return openDatabase(inject('neo4j'));
}

/** Deletes every node and edge; constraints and indexes stay. */
export async function clearDatabase(database: Database): Promise<void> {
  await runAutoCommit(database, 'MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS');
}

/** Emptied before each test of a file, closed after all of them. */
export function setUpDatabase(): Database {
  const database = openTestDatabase();
  beforeEach(() => clearDatabase(database));
  afterAll(() => closeDatabase(database));
  return database;
}

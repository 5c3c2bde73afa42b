/** Global set-up of the Neo4j tests: the server at NEO4J_URI, whose content they wipe, else one of our own. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { parseConfig } from '../../server/config.ts';
import type { Connection } from '../../server/graph/database.ts';
import { acquireNeo4j } from '../../server/neo4j/acquire.ts';
import { createProgressPrinter } from '../../server/neo4j/progress.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    neo4j: Connection;
  }
}

/** Answers the tear-down. Throws, and so fails every test, when there is no Neo4j. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'whoasked-test-'));
  const printer = createProgressPrinter(process.stderr);
  try {
    const { connection, release } = await acquireNeo4j(
      parseConfig({ ...process.env, DATA_DIR: dataDir }),
      printer.onProgress,
    );
    project.provide('neo4j', connection);
    return async () => {
      await release();
      await rm(dataDir, { recursive: true, force: true });
    };
  } catch (error) {
    await rm(dataDir, { recursive: true, force: true });
    throw error;
  } finally {
    printer.finish();
  }
}

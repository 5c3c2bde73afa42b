/** Global set-up of the browser tests: the built page, the real server with the sample, its Neo4j, and a Chromium. */
import type { TestProject } from 'vitest/node';
import { startApp } from '../../scripts/app-process.ts';
import { ensureChromium } from '../../scripts/chromium.ts';
import { parseConfig } from '../../server/config.ts';
import type { Connection } from '../../server/graph/database.ts';
import { startManagedNeo4j } from '../../server/neo4j/managed.ts';
import { findHome, readRunFile } from '../../server/neo4j/run-file.ts';

export type TestApp = {
  /** Such as http://127.0.0.1:40123, without a slash at the end. */
  baseUrl: string;
  chromiumPath: string;
  /** The app's own Neo4j, for tests that change the data behind the page. */
  connection: Connection;
  dataDir: string;
  /** It changes when Neo4j is started again: see readRunFile() of server/neo4j/run-file.ts. */
  neo4jPid?: number | undefined;
};

declare module 'vitest' {
  export interface ProvidedContext {
    app: TestApp;
  }
}

/** Answers the tear-down. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const chromiumPath = await ensureChromium();
  const app = await startApp();
  try {
    const version = parseConfig(process.env).neo4jVersion;
    const neo4j = await startManagedNeo4j({ dataDir: app.dataDir, version, onProgress: () => {} });
    const neo4jPid = readRunFile(findHome(app.dataDir))?.neo4jPid;
    const { connection, release } = neo4j;
    project.provide('app', { baseUrl: app.url, chromiumPath, connection, dataDir: app.dataDir, neo4jPid });
    return async () => {
      await release();
      await app.stop();
    };
  } catch (error) {
    await app.stop();
    throw error;
  }
}

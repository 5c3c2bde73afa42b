/** The app on a port of its own, asked over real HTTP. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import pino from 'pino';
import { createApp } from '../../server/app.ts';
import type { Database } from '../../server/graph/database.ts';
import { openImportServices } from '../../server/import-jobs/services.ts';
import type { ImportSummary } from '../../shared/import-summary.ts';
import { ROOT } from './source-tree.ts';

export type Answer = { status: number; body: unknown; headers: Headers };

export type TestApi = {
  url: string;
  get: (path: string, headers?: Record<string, string>) => Promise<Answer>;
  post: (path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;
  /** Where uploads and rejected lines lie. */
  dataDir: string;
  /** Ends the imports that run. */
  close: () => Promise<void>;
};

export type TestApiOptions = {
  maxUpload?: number;
  savedQueriesDir?: string;
  clientDir?: string;
  loadSample?: () => Promise<ImportSummary[]>;
};

async function toAnswer(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('application/json') ?? false;
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
}

/** The caller closes it; the database stays open. */
export async function startApi(database: Database, options: TestApiOptions = {}): Promise<TestApi> {
  const { maxUpload = 1024 ** 3, ...rest } = options;
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'whoasked-api-data-'));
  const faults: unknown[] = [];
  const imports = await openImportServices(database, { dataDir, maxUpload, onFault: (fault) => faults.push(fault) });
  const app = createApp({
    database,
    imports,
    savedQueriesDir: path.join(ROOT, 'queries'),
    clientDir: path.join(ROOT, 'dist/client'),
    loadSample: async () => [],
    logger: pino({ level: 'silent' }),
    ...rest,
  });
  const server = createServer(app);
  const url = `http://127.0.0.1:${await listen(server)}`;
  return {
    url,
    get: async (route, headers = {}) => toAnswer(await fetch(url + route, { headers })),
    post: async (route, body, headers = {}) =>
      toAnswer(
        await fetch(url + route, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', ...headers },
          body: body === undefined ? undefined : JSON.stringify(body),
        }),
      ),
    dataDir,
    async close() {
      await imports.jobs.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      await rm(dataDir, { recursive: true, force: true });
      if (faults.length > 0) throw new AggregateError(faults, 'An import failed by a fault of ours');
    },
  };
}

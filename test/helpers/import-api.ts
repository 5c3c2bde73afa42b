/** An app of its own for tests that send files, and what they ask of it. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { closeDatabase, type Database } from '../../server/graph/database.ts';
import { ensureSchema } from '../../server/graph/ensure-schema.ts';
import { ApiError } from '../../shared/api.ts';
import { ImportAnswer, ImportJob, Upload } from '../../shared/api-imports.ts';
import { startApi, type TestApi } from './api.ts';
import { clearDatabase, openTestDatabase } from './database.ts';

export const MAX_UPLOAD = 64 * 1024 * 1024;

/** Two lookups, a row without a name, and one that is rejected. */
export const SMALL = `client,name,time,qtype,rcode,answers
198.51.100.7,a.alpha.example,2026-03-02 08:00:00,A,NOERROR,203.0.113.5
198.51.100.8,b.alpha.example,2026-03-02 09:00:00,AAAA,NXDOMAIN,
no address,c.alpha.example,2026-03-02 10:00:00,A,NOERROR,
198.51.100.9,,2026-03-02 11:00:00,A,NOERROR,
`;

/** Few repeats and many pairs. */
export function toLog(rows: number, clients = 200): string {
  const lines = Array.from({ length: rows }, (_, at) => {
    const client = `198.18.${at % clients}.${(at * 7) % 250}`;
    return `${client},n${(at * 13) % 9_973}.alpha.example,${1772438400 + (at % 90_000)},A,NOERROR,203.0.113.${at % 200}`;
  });
  return `client,name,time,qtype,rcode,answers\n${lines.join('\n')}\n`;
}

export type ServerEvent = { event: string; data: unknown };

/** Reads a stream of server-sent events to its end. */
export async function toEvents(response: Response): Promise<ServerEvent[]> {
  const blocks = (await response.text()).split('\n\n').filter((block) => block.startsWith('event: '));
  return blocks.map((block) => {
    const [event = '', data = ''] = block.split('\n').map((line) => line.slice(line.indexOf(': ') + 2));
    return { event, data: JSON.parse(data) };
  });
}

export async function getError(response: Response): Promise<[number, string]> {
  return [response.status, ApiError.parse(await response.json()).error.code];
}

/** Started before and stopped after all tests of a file; the database is emptied before each. */
export function setUpImportApi() {
  let database: Database;
  let api: TestApi;
  beforeAll(async () => {
    database = openTestDatabase();
    await ensureSchema(database);
    api = await startApi(database, { maxUpload: MAX_UPLOAD });
  });
  beforeEach(() => clearDatabase(database));
  afterAll(async () => {
    await api.close();
    await closeDatabase(database);
  });

  const send = (route: string, body: string | Buffer, headers: Record<string, string> = {}) =>
    fetch(api.url + route, {
      method: 'POST',
      body: typeof body === 'string' ? body : new Uint8Array(body),
      headers,
    });
  const remove = (route: string) => fetch(api.url + route, { method: 'DELETE' });

  return {
    getDatabase: () => database,
    getApi: () => api,
    send,
    remove,
    async upload(name: string, body: string | Buffer, query = ''): Promise<Upload> {
      const response = await send(`/api/uploads?name=${encodeURIComponent(name)}${query}`, body);
      expect(response.status).toBe(201);
      return Upload.parse(await response.json());
    },
    async start(id: string, options: Record<string, unknown> = {}): Promise<ImportJob> {
      const { status, body } = await api.post('/api/imports', { upload: id, ...options });
      expect(status, JSON.stringify(body)).toBe(202);
      return ImportAnswer.parse(body).job as ImportJob;
    },
    async getJob(id: string): Promise<ImportJob> {
      return ImportAnswer.parse((await api.get(`/api/imports/${id}`)).body).job as ImportJob;
    },
    readEvents: async (id: string) => toEvents(await fetch(`${api.url}/api/imports/${id}/events`)),
    /** The state in which the job ended, told by its events. */
    async getEnd(id: string): Promise<ImportJob> {
      const events = await toEvents(await fetch(`${api.url}/api/imports/${id}/events`));
      return ImportJob.parse(events.at(-1)?.data);
    },
    /** What is left of uploads on disk. */
    listUploads(): string[] {
      const folder = path.join(api.dataDir, 'uploads');
      if (!existsSync(folder)) return [];
      return readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.join(entry.parentPath, entry.name));
    },
  };
}

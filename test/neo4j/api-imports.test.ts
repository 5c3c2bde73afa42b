/** Imports over HTTP: events, waiting, cancelling, rejected lines, and a server that stops. */
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { readRecords, writeTransaction } from '../../server/graph/database.ts';
import { Formats, ImportAnswer, ImportJob, Imports, Upload } from '../../shared/api-imports.ts';
import { startApi } from '../helpers/api.ts';
import {
  getError,
  MAX_UPLOAD,
  type ServerEvent,
  SMALL,
  setUpImportApi,
  toEvents,
  toLog,
} from '../helpers/import-api.ts';

const { getDatabase, getApi, send, remove, upload, start, getJob, readEvents, getEnd, listUploads } = setUpImportApi();

async function countLookups(): Promise<bigint> {
  const [record] = await readRecords(
    getDatabase(),
    'MATCH ()-[edge:LOOKED_UP]->() RETURN coalesce(sum(edge.count), 0) AS n',
  );
  return record?.get('n');
}

/** Holds the lock of a data set, so that its import stands still while the work is done. */
async function whileLocked(dataset: string, work: () => Promise<void>): Promise<void> {
  await writeTransaction(getDatabase(), async (tx) => {
    await tx.run('MERGE (dataset:_Dataset {name: $dataset}) SET dataset.lockedAt = datetime()', { dataset });
    await work();
  });
}

describe('an import', () => {
  // The first import after Neo4j has started takes long.
  it('tells its progress in order and its end, and keeps the rejected lines', { timeout: 120_000 }, async () => {
    const { id } = await upload('dns.csv', SMALL + toLog(3_000).split('\n').slice(1).join('\n'));
    let job = {} as ImportJob;
    let reading: Promise<ServerEvent[]> | undefined;
    await whileLocked('office', async () => {
      job = await start(id, { dataset: 'office', vantage: 'resolver', timezone: 'Europe/Berlin' });
      reading = readEvents(job.id);
      await expect.poll(() => getJob(job.id).then(({ state }) => state)).toBe('running');
      await wait(300);
    });
    const events = (await reading) ?? [];
    expect(events.length).toBeGreaterThan(1);
    const jobs = events.map(({ data }) => ImportJob.parse(data));
    expect(events.map(({ event }) => event)).toEqual([...jobs.slice(1).map(() => 'progress'), 'end']);
    const rows = jobs.flatMap(({ progress }) => progress?.rows ?? []);
    expect(rows).toEqual(rows.toSorted((a, b) => a - b));
    const end = jobs.at(-1);
    expect(end).toMatchObject({
      state: 'done',
      summary: { file: 'dns.csv', dataset: 'office', vantage: 'resolver', timezone: 'Europe/Berlin', rejected: 1 },
    });
    expect(end?.summary).toMatchObject({ read: 3_004, accepted: 3_002, leftOut: { 'no name': 1 } });
    expect(await countLookups()).toBe(3_002n);
    expect(listUploads()).toEqual([]);

    for (const known of [job.id, end?.entry]) {
      const response = await fetch(`${getApi().url}/api/imports/${known}/rejected`);
      expect(response.headers.get('content-disposition')).toBe('attachment; filename=dns.csv.rejected.jsonl');
      expect(JSON.parse(await response.text())).toMatchObject({ line: 4, reason: expect.any(String) });
    }
    const list = Imports.parse((await getApi().get('/api/imports')).body);
    expect(list.rejectedKept).toContain(end?.entry);
    expect(list.imports).toMatchObject([{ id: end?.entry, dataset: 'office', status: 'done' }]);
    expect(list.jobs.map((listed) => listed.id)).toContain(job.id);
    expect(ImportAnswer.parse((await getApi().get(`/api/imports/${end?.entry}`)).body).entry?.file).toBe('dns.csv');
  });

  it('of the same content again changes nothing', async () => {
    const first = await getEnd((await start((await upload('a.csv', SMALL)).id)).id);
    const second = await getEnd((await start((await upload('b.csv', SMALL)).id)).id);
    expect([first.summary?.alreadyImported, second.summary?.alreadyImported]).toEqual([false, true]);
    expect(await countLookups()).toBe(2n);
  });

  it('waits for the one before it; both can be cancelled and go on when they are sent again', async () => {
    const log = toLog(4_000);
    const [one, two] = [await upload('one.csv', log), await upload('two.csv', log)];
    await whileLocked('one', async () => {
      const running = await start(one.id, { dataset: 'one' });
      const waiting = await start(two.id, { dataset: 'two' });
      expect(waiting).toMatchObject({ state: 'waiting', ahead: 1 });
      expect((await getApi().post('/api/imports', { upload: two.id })).status).toBe(429);
      await expect.poll(() => getJob(running.id).then(({ state }) => state)).toBe('running');
      expect(await (await remove(`/api/imports/${waiting.id}`)).json()).toMatchObject({ job: { state: 'cancelled' } });
      void remove(`/api/imports/${running.id}`);
      await wait(200);
    });
    const jobs = Imports.parse((await getApi().get('/api/imports')).body).jobs.slice(-2);
    await Promise.all(jobs.map(({ id }) => getEnd(id)));
    expect((await Promise.all(jobs.map(({ id }) => getJob(id)))).map(({ state }) => state)).toEqual([
      'cancelled',
      'cancelled',
    ]);
    expect(listUploads()).toEqual([]);
    expect(await countLookups()).toBe(0n);
    const again = await getEnd((await start((await upload('one.csv', log)).id, { dataset: 'one' })).id);
    expect(again).toMatchObject({ state: 'done', summary: { accepted: 4_000 } });
    expect(await countLookups()).toBe(4_000n);
  });

  it('of two uploads at once counts both', async () => {
    const logs = [toLog(2_000), toLog(2_000, 100)];
    const uploads = await Promise.all(logs.map((log, at) => upload(`at-once-${at}.csv`, log)));
    const jobs = await Promise.all(uploads.map(({ id }, at) => start(id, { dataset: `at-once-${at}` })));
    const ends = await Promise.all(jobs.map(({ id }) => getEnd(id)));
    expect(ends.map(({ state }) => state)).toEqual(['done', 'done']);
    expect(await countLookups()).toBe(4_000n);
  });

  it('takes the file itself as the body, and answers when it is done or by events', async () => {
    const response = await send('/api/imports?name=log.csv&dataset=direct&timezone=Europe/Berlin', SMALL);
    expect(response.status).toBe(200);
    expect(ImportAnswer.parse(await response.json()).job).toMatchObject({
      state: 'done',
      summary: { file: 'log.csv', dataset: 'direct', accepted: 2 },
    });
    const events = await toEvents(await send('/api/imports?dataset=events', SMALL, { Accept: 'text/event-stream' }));
    expect(events.at(-1)).toMatchObject({ event: 'end', data: { state: 'done', summary: { dataset: 'events' } } });
    expect(await getError(await send('/api/imports?name=none.csv', ''))).toEqual([422, 'import-failed']);
    expect(listUploads()).toEqual([]);
  });

  it.each([
    ['/api/imports?timezone=Mars/Base', 400, 'invalid-request'],
    ['/api/imports?year=12', 400, 'invalid-request'],
    ['/api/uploads?map=x', 400, 'invalid-request'],
  ])('refuses %s', async (route, status, code) => {
    expect(await getError(await send(route, SMALL))).toEqual([status, code]);
  });

  it('that nobody knows is not found', async () => {
    for (const route of ['none', 'none/events', 'none/rejected', `${'0'.repeat(32)}/rejected`]) {
      expect((await getApi().get(`/api/imports/${route}`)).status).toBe(404);
    }
    expect((await getApi().post('/api/imports', { upload: 'none' })).status).toBe(404);
    const { formats, maxUpload } = Formats.parse((await getApi().get('/api/formats')).body);
    expect(formats.find(({ id }) => id === 'csv')).toMatchObject({ assumes: ['timezone'] });
    expect(maxUpload).toBe(MAX_UPLOAD);
  });
});

describe('a server that stops', () => {
  it('cancels what runs, ends its events and leaves no upload', async () => {
    const other = await startApi(getDatabase());
    const log = toLog(4_000);
    const response = await fetch(`${other.url}/api/uploads?name=stop.csv`, { method: 'POST', body: log });
    const { id } = Upload.parse(await response.json());
    let events: ReturnType<typeof toEvents> | undefined;
    let closed: Promise<void> | undefined;
    await whileLocked('stop', async () => {
      const { body } = await other.post('/api/imports', { upload: id, dataset: 'stop' });
      const job = ImportAnswer.parse(body).job;
      events = fetch(`${other.url}/api/imports/${job?.id}/events`).then(toEvents);
      await wait(500);
      closed = other.close();
      await wait(200);
    });
    await closed;
    expect((await events)?.at(-1)).toMatchObject({ event: 'end', data: { state: 'cancelled' } });
    const again = await getEnd((await start((await upload('stop.csv', log)).id, { dataset: 'stop' })).id);
    expect(again.state).toBe('done');
    expect(await countLookups()).toBe(4_000n);
  });
});

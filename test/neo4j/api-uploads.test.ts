/** Uploads over HTTP: what is said of a file, its limits, and what is left of one that breaks off. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, inject, it } from 'vitest';
import { Upload } from '../../shared/api-imports.ts';
import { getError, SMALL, setUpImportApi, toLog } from '../helpers/import-api.ts';
import { ROOT } from '../helpers/source-tree.ts';

const { getApi, send, remove, upload, start, getEnd, listUploads } = setUpImportApi();

describe('an upload', () => {
  it('says its format, ten rows as they are read, and what is rejected', async () => {
    const { id, file, octets, preview } = await upload('../../etc/small.csv', SMALL, '&timezone=Europe/Berlin');
    expect({ file, octets }).toEqual({ file: 'small.csv', octets: SMALL.length });
    expect(preview).toMatchObject({
      format: 'csv',
      depends: ['timezone'],
      read: 4,
      accepted: 2,
      leftOut: { 'no name': 1 },
      rejected: 1,
      rejectedLines: [{ line: 4, text: 'no address,c.alpha.example,2026-03-02 10:00:00,A,NOERROR,' }],
      whole: true,
    });
    expect(preview.rows).toEqual([
      {
        client: '198.51.100.7',
        name: 'a.alpha.example',
        time: '2026-03-02T07:00:00.000Z',
        qtype: 'A',
        rcode: 'NOERROR',
        count: 1,
        answers: ['203.0.113.5'],
        facts: [],
      },
      {
        client: '198.51.100.8',
        name: 'b.alpha.example',
        time: '2026-03-02T08:00:00.000Z',
        qtype: 'AAAA',
        rcode: 'NXDOMAIN',
        count: 1,
        answers: [],
        facts: [],
      },
    ]);
    const again = Upload.parse((await getApi().get(`/api/uploads/${id}?timezone=UTC`)).body);
    expect(again.preview.rows[0]?.time).toBe('2026-03-02T08:00:00.000Z');
    expect((await stat(listUploads()[0] ?? '')).mode & 0o777).toBe(0o600);
    expect((await remove(`/api/uploads/${id}`)).status).toBe(204);
    expect((await getApi().get(`/api/uploads/${id}`)).status).toBe(404);
    expect(listUploads()).toEqual([]);
  });

  it('of a table of facts shows the facts, and of a large compressed file its beginning', async () => {
    const table = await upload('ip2asn.tsv', '192.0.2.0\t192.0.2.255\t64500\tDE\tEXAMPLE-HARBOR Example Harbor Bank\n');
    expect(table.preview).toMatchObject({ format: 'iptoasn', depends: [], whole: true });
    expect(table.preview.rows[0]?.facts).toContainEqual({ type: 'ORIGINATE', source: '64500', target: '192.0.2.0/24' });
    const large = await upload('large.csv.gz', gzipSync(toLog(100_000)));
    expect(large.preview).toMatchObject({ format: 'csv', depends: [], rejected: 0, whole: false });
    expect(large.preview.rows).toHaveLength(10);
    expect(large.preview.read).toBe(large.preview.accepted);
    expect(large.preview.read).toBeGreaterThan(1000);
    for (const { id } of [table, large]) await remove(`/api/uploads/${id}`);
  });

  it.each([
    ['empty.log', '', 'empty.log is empty: there is nothing to import.'],
    ['noise.bin', Buffer.from([1, 2, 3, 0, 255]), 'The format of noise.bin is not recognized'],
  ])('of %s says why it cannot be imported, and its import fails with the same words', async (name, body, problem) => {
    const { id, preview } = await upload(name, body);
    expect(preview).toMatchObject({ rows: [], read: 0 });
    expect(preview.problem).toContain(problem);
    const job = await getEnd((await start(id)).id);
    expect(job).toMatchObject({ state: 'failed', error: { code: 'import-failed' } });
    expect(job.error?.message).toContain(problem);
    await remove(`/api/uploads/${id}`);
  });

  it('in another format can be read as the one that is named', async () => {
    const { id } = await upload('asked.txt', 'who;what;when\n198.51.100.7;a.alpha.example;1772438400\n');
    const map = encodeURIComponent('client=who,name=what,time=when');
    const { preview } = Upload.parse((await getApi().get(`/api/uploads/${id}?format=csv&map=${map}`)).body);
    expect(preview.rows).toMatchObject([{ client: '198.51.100.7', name: 'a.alpha.example' }]);
    const job = await getEnd((await start(id, { format: 'csv', map: 'client=who,name=what,time=when' })).id);
    expect(job.summary).toMatchObject({ accepted: 1, format: 'csv' });
  });

  it('above the limit is refused and leaves nothing, announced or not', async () => {
    const body = Buffer.alloc(65 * 1024 * 1024, 'a');
    expect(await getError(await send('/api/uploads', body))).toEqual([413, 'upload-too-large']);
    const status = await new Promise((resolve, reject) => {
      const sent = request(`${getApi().url}/api/uploads`, { method: 'POST' }, (res) =>
        resolve(res.resume().statusCode),
      );
      sent.on('error', reject);
      sent.write(body);
      sent.end();
    });
    expect(status).toBe(413);
    expect(listUploads()).toEqual([]);
  });

  it('that is broken off leaves nothing', async () => {
    const sent = request(`${getApi().url}/api/uploads`, { method: 'POST', headers: { 'Content-Length': 1_000_000 } });
    sent.on('error', () => undefined);
    sent.write(Buffer.alloc(500_000, 'a'));
    await expect.poll(listUploads).toHaveLength(1);
    sent.destroy();
    await expect.poll(listUploads).toEqual([]);
  });

  it('in a form is refused', async () => {
    const headers = { 'Content-Type': 'multipart/form-data; boundary=x' };
    for (const route of ['/api/uploads', '/api/imports']) {
      expect(await getError(await send(route, SMALL, headers))).toEqual([400, 'invalid-request']);
    }
  });

  it('from a page of another site is refused', async () => {
    const headers = { Origin: 'http://other.example', 'Content-Type': 'text/plain' };
    expect(await getError(await send('/api/uploads', SMALL, headers))).toEqual([403, 'host-not-allowed']);
    expect(await getError(await send('/api/imports', SMALL, headers))).toEqual([403, 'host-not-allowed']);
  });
});

describe('an upload of 200 MB', () => {
  it('takes the server no more memory than a small one', async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'test/helpers/api-process.ts'], {
      cwd: ROOT,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: { ...process.env, TEST_CONNECTION: JSON.stringify(inject('neo4j')) },
    });
    try {
      const [url] = await once(child, 'message');
      const getPeak = async (): Promise<number> => {
        child.send('peak');
        return (await once(child, 'message'))[0];
      };
      const sendSize = async (size: number): Promise<Upload> => {
        const piece = Buffer.from(`${'198.51.100.7,a.alpha.example,1772438400\n'.repeat(26_000)}`).subarray(
          0,
          1024 * 1024,
        );
        async function* toBody() {
          yield Buffer.from('client,name,time\n');
          for (let left = size; left > 0; left -= piece.length) yield piece;
        }
        const init = { method: 'POST', body: toBody(), duplex: 'half' };
        return Upload.parse(
          await (await fetch(`${url}/api/uploads?name=big.csv`, init as unknown as RequestInit)).json(),
        );
      };
      await sendSize(4 * 1024 * 1024);
      const before = await getPeak();
      const { octets, preview } = await sendSize(200 * 1024 * 1024);
      expect(octets).toBeGreaterThan(200 * 1024 * 1024);
      expect(preview.rows).toHaveLength(10);
      expect((await getPeak()) - before).toBeLessThan(64 * 1024 * 1024);
    } finally {
      child.kill();
      await once(child, 'close');
    }
  });
});

/** Bodies that must not fill the disk. Those that arrive are tested over HTTP. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, expect, it } from 'vitest';
import { receiveBody } from '../../server/import-jobs/receive-body.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'whoasked-body-'));
afterAll(() => rmSync(folder, { recursive: true }));

function toBody(content: string, announced?: number): IncomingMessage {
  const body = Readable.from([Buffer.from(content)], { objectMode: false });
  const headers = announced === undefined ? {} : { 'content-length': String(announced) };
  return Object.assign(body, { headers, setTimeout: () => body }) as unknown as IncomingMessage;
}

it.each([
  ['a body larger than the disk', toBody('a', 1e18), Number.POSITIVE_INFINITY, 'disk-full'],
  ['a body announced above the limit', toBody('a', 11), 10, 'upload-too-large'],
  ['a body above the limit', toBody('a'.repeat(11)), 10, 'upload-too-large'],
])('refuses %s and leaves nothing', async (_, body, limit, code) => {
  await expect(receiveBody(body, path.join(folder, 'file'), limit)).rejects.toMatchObject({ code });
  expect(readdirSync(folder)).toEqual([]);
});

it('takes a body of the limit', async () => {
  expect(await receiveBody(toBody('a'.repeat(10), 10), path.join(folder, 'file'), 10)).toBe(10);
});

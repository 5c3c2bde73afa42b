/** What threads make of a file beside one alone. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { importFiles } from '../../server/import/import-files.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'whoasked-threads-'));
afterAll(() => rmSync(folder, { recursive: true }));

const HEADER = '#separator \\x09\n#fields\tts\tid.orig_h\tid.resp_p\tquery\tqtype_name\tanswers\n';
/** Some blocks, so that each thread has one. */
const ROWS = Array.from(
  { length: 60_000 },
  (_, at) => `${1772438400 + at}.5\t192.0.2.${at % 200}\t53\tn${at % 900}.example.com\tA\t198.51.100.${at % 250}\n`,
).join('');

async function read(content: string, threads: number) {
  const file = path.join(folder, 'dns.log');
  writeFileSync(file, content);
  const options = { dryRun: true, threads, rejectedFolder: folder, format: 'zeek-tsv' };
  const [summary] = await importFiles(undefined, [file], options);
  if (!summary) throw new Error('Nothing was read.');
  const { seconds: _, ...rest } = summary;
  return rest;
}

it.each([
  ['a log', HEADER + ROWS, { read: 60_000, accepted: 60_000, rejected: 0 }],
  [
    'a header that cannot be read',
    HEADER + ROWS + HEADER.replace('\\x09', '||') + ROWS,
    { read: 120_001, rejected: 1 },
  ],
  [
    'a line of 17 MB',
    `${HEADER + ROWS}1772438400.5\t192.0.2.1\t53\tlong.example.com\tA\t${'x'.repeat(17 * 1024 ** 2)}\n${ROWS}`,
    { read: 120_001, accepted: 120_000, rejected: 1 },
  ],
  [
    'a line of 30 MB',
    `${HEADER + ROWS}1772438400.5\t192.0.2.1\t53\tlong.example.com\tA\t${'x'.repeat(30 * 1024 ** 2)}\n${ROWS}`,
    { read: 120_001, accepted: 120_000, rejected: 1 },
  ],
])('%s is read alike', async (_, content, expected) => {
  const alone = await read(content, 1);
  expect(alone).toMatchObject(expected);
  expect(await read(content, 2)).toEqual(alone);
});

/** Files as they come: compressed, cut, empty, in several pieces, unreadable. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { importFiles } from '../../server/import/import-files.ts';
import { ImportError } from '../../server/import/record.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'whoasked-sources-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const HEADER = '#separator \\x09\n#fields\tts\tid.orig_h\tid.resp_p\tquery\n';
const ROWS = Array.from({ length: 5_000 }, (_, at) => {
  return `${1772438400 + at}.5\t198.51.100.${at % 200}\t53\tname-${at % 700}.alpha.example\n`;
});
const LOG = HEADER + ROWS.join('');

function write(name: string, content: string | Buffer): string {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}

/** A Zstandard frame of raw blocks (RFC 8878 §3.1.1.2.2): no compressor is at hand on Node 20. */
function toZstd(content: Buffer): Buffer {
  const blocks: Buffer[] = [];
  for (let at = 0; at < content.length; at += 100_000) {
    const block = content.subarray(at, at + 100_000);
    const header = Buffer.alloc(3);
    header.writeUIntLE((block.length << 3) | (at + 100_000 >= content.length ? 1 : 0), 0, 3);
    blocks.push(header, block);
  }
  const size = Buffer.alloc(4);
  size.writeUInt32LE(content.length);
  return Buffer.concat([Buffer.from('28b52ffda0', 'hex'), size, ...blocks]);
}

async function tryImport(file: string, options = {}) {
  const [summary] = await importFiles(undefined, [file], { dryRun: true, rejectedFolder: folder, ...options });
  if (!summary) throw new Error('no summary');
  return summary;
}

const members = Buffer.concat([gzipSync(LOG.slice(0, 70_001)), gzipSync(LOG.slice(70_001))]);

describe('the same log', () => {
  it.each([
    ['plain', Buffer.from(LOG)],
    ['gzip', gzipSync(LOG)],
    ['gzip in two members', members],
    ['Zstandard', toZstd(Buffer.from(LOG))],
    ['a byte-order mark', Buffer.from(`\ufeff${LOG}`)],
  ])('as %s', async (name, content) => {
    const summary = await tryImport(write(`log-${name}`, content));
    expect(summary).toMatchObject({ read: 5_000, accepted: 5_000, clients: 200, names: 700 });
    expect(summary).not.toHaveProperty('incomplete');
    expect(summary).toMatchObject({ firstSeen: '2026-03-02T08:00:00.500Z', lastSeen: '2026-03-02T09:23:19.500Z' });
  });

  it('has the same hash however it is compressed', async () => {
    const hashes = [];
    for (const content of [Buffer.from(LOG), gzipSync(LOG), members, toZstd(Buffer.from(LOG))]) {
      hashes.push((await tryImport(write('hashed', content))).sha256);
    }
    expect(new Set(hashes).size).toBe(1);
  });

  it('counts the same in many small chunks', async () => {
    const whole = await tryImport(write('chunked', LOG));
    const chunked = await tryImport(write('chunked', LOG), { octetsPerRun: 50_000 });
    expect(whole.pairs).toBe(1_400);
    expect(chunked).toEqual({ ...whole, seconds: expect.any(Number) });
  });
});

describe('a file that ends early', () => {
  it.each([
    ['gzip', gzipSync(LOG), /gzip file ends early/],
    ['Zstandard', toZstd(Buffer.from(LOG)), /Zstandard file ends early/],
  ])('as %s gives what could be read and says so', async (name, content, message) => {
    const summary = await tryImport(write(`cut-${name}`, content.subarray(0, content.length - 9_000)));
    expect(summary.incomplete).toMatch(message);
    expect(summary.accepted).toBeGreaterThan(1_000);
    expect(summary.accepted).toBeLessThan(5_000);
    expect(summary.accepted + summary.rejected).toBe(summary.read);
  });
});

it('lists rejected lines beside the file, with number, reason and text', async () => {
  const file = write('bad.log', `${LOG}oops\n1772438400.5\tnobody\t53\talpha.example\n`);
  const summary = await tryImport(file);
  expect(summary).toMatchObject({ read: 5_002, accepted: 5_000, rejected: 2, rejectedFile: `${file}.rejected.jsonl` });
  const lines = readFileSync(`${file}.rejected.jsonl`, 'utf8').trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { line: 5_003, reason: '1 columns where the header has 4', text: 'oops' },
    { line: 5_004, reason: '"nobody" is no IPv4 or IPv6 address', text: '1772438400.5\tnobody\t53\talpha.example' },
  ]);
});

describe('what cannot be imported', () => {
  it.each([
    ['nothing there', path.join(folder, 'absent'), {}, /There is no file .*absent/],
    ['a folder', folder, {}, /is a folder; name the files in it/],
    ['an empty file', write('empty', ''), {}, /is empty: there is nothing to import/],
    ['an empty gzip', write('empty.gz', gzipSync('')), {}, /is empty: there is nothing to import/],
    [
      'something else',
      write('other', 'Dear reader,\n'),
      {},
      /format of other is not recognized; say --format with one of/,
    ],
    ['UTF-16', write('wide', Buffer.from('\ufeffhello', 'utf16le')), {}, /is UTF-16 text; convert it to UTF-8/],
    ['an unknown format', write('log', LOG), { format: 'pcap' }, /There is no format "pcap"\. Known formats: zeek-tsv/],
    ['an unknown zone', write('log', LOG), { timezone: 'Mars/Base' }, /"Mars\/Base" is no time zone/],
    [
      'CSV without a client',
      write('x.csv', 'a,b\n1,2\n'),
      { format: 'csv' },
      /names no client, name, time: say --map client=/,
    ],
    [
      'a map to no column',
      write('x.csv', 'a,b\n1,2\n'),
      { map: { client: 'zz' } },
      /has no column "zz", which --map gives for client/,
    ],
    ['a map of nothing', write('x.csv', 'a,b\n1,2\n'), { map: { who: 'a' } }, /--map knows client, name, time/],
  ])('%s is said in one sentence', async (_, file, options, message) => {
    await expect(tryImport(file, options)).rejects.toThrow(message);
    await expect(tryImport(file, options)).rejects.toBeInstanceOf(ImportError);
  });
});

it('reads CSV under other column names with a map', async () => {
  const file = write('mapped.csv', 'when;who;asked for\n2026-03-02 10:00:00;198.51.100.7;a.alpha.example\n');
  const map = { client: 'who', name: 'asked for', time: 'when' };
  const summary = await tryImport(file, { map, timezone: 'Europe/Berlin' });
  expect(summary).toMatchObject({ format: 'csv', accepted: 1, timezone: 'Europe/Berlin' });
  expect(summary.firstSeen).toBe('2026-03-02T09:00:00.000Z');
});

/** Lines and files without end: they end with a clear error, in bounded memory. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { importFiles } from '../../server/import/import-files.ts';
import { inspectFile } from '../../server/import/inspect-file.ts';
import { findZstdWindow } from '../../server/import/zstd-window.ts';
import { ROOT } from '../helpers/source-tree.ts';

const MB = 1024 * 1024;
const MAX_RSS_MB = 400;
const ROW = '198.51.100.7,a.alpha.example,1772438400\n';
const HEADER = 'client,name,time\n';
const PATIENCE_MS = 300_000;

const folder = mkdtempSync(path.join(os.tmpdir(), 'whoasked-bombs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, ...pieces: Buffer[]): string {
  const file = path.join(folder, name);
  writeFileSync(file, Buffer.concat(pieces));
  return file;
}

/** A gzip of 320 MB, of members that are all the same. */
function toGzipBomb(piece: Buffer): Buffer {
  const packed = gzipSync(piece);
  return Buffer.concat(Array.from({ length: Math.ceil((320 * MB) / piece.length) }, () => packed));
}

/** Zstandard frames of blocks that say: this octet 128 KB times (RFC 8878 §3.1.1.2.2); 320 MB in 10 KB. */
function toZstdBomb(): Buffer {
  const block = Buffer.alloc(4);
  block.writeUIntLE(((128 * 1024) << 3) | (1 << 1), 0, 3);
  const last = Buffer.from([1, 0, 0]);
  return Buffer.concat([Buffer.from('28b52ffd0058', 'hex'), ...Array.from({ length: 2_560 }, () => block), last]);
}

const REPORT = `process.on('exit', () => process.stderr.write('RSS ' + process.resourceUsage().maxRSS + '\\n'))`;

async function tryInChild(file: string): Promise<{ code: number; out: string; err: string; rssMb: number }> {
  const args = ['--import', `data:text/javascript,${encodeURIComponent(REPORT)}`, '--import', 'tsx'];
  const command = ['scripts/import.ts', '--dry-run', '--json', '--format', 'csv', file];
  const child = spawn(process.execPath, [...args, ...command], { cwd: ROOT });
  const output = { out: '', err: '' };
  child.stdout.on('data', (chunk) => {
    output.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output.err += chunk;
  });
  const [code] = await once(child, 'close');
  return { code, ...output, rssMb: Number(/RSS (\d+)/.exec(output.err)?.[1]) / 1024 };
}

describe('a decompression bomb', () => {
  it.each([
    ['gzip of one line', toGzipBomb(Buffer.alloc(16 * MB))],
    ['Zstandard of one line', toZstdBomb()],
  ])('as %s ends with a clear error in bounded memory', { timeout: PATIENCE_MS }, async (name, bomb) => {
    const head = name.startsWith('gzip') ? [gzipSync(HEADER)] : [];
    const { code, err, rssMb } = await tryInChild(write('bomb', ...head, bomb));
    expect(err).toContain('bomb unpacks to more than 200 times its size');
    expect(code).toBe(1);
    expect(rssMb).toBeLessThan(MAX_RSS_MB);
  });

  it('of good lines is refused before anything is written', { timeout: PATIENCE_MS }, async () => {
    const bomb = write('rows.gz', gzipSync(HEADER), toGzipBomb(Buffer.from(ROW.repeat(400_000))));
    await expect(inspectFile(bomb, [], () => undefined)).rejects.toThrow(/unpacks to more than 200 times its size/);
  });
});

describe('a Zstandard frame', () => {
  it.each([
    ['2 KB', '28b52ffd000800', 2 * 1024],
    ['128 MB', '28b52ffd008800', 128 * MB],
    ['144 MB', '28b52ffd008900', 144 * MB],
    ['its content of 200 octets', '28b52ffd20c800', 200],
    ['its content of 300 octets', '28b52ffd602c0000', 300],
    ['its content of 1 GB', '28b52ffda00000004000', 1024 * MB],
    ['its content of 1 GB behind a dictionary', '28b52ffde30102030400000040000000000000', 1024 * MB],
    ['no one, cut', '28b52ffda00000', undefined],
    ['no one, another magic', '28b52ffe008800', undefined],
  ])('has a window of %s', (_, header, window) => {
    expect(findZstdWindow(Buffer.from(header, 'hex'))).toBe(window);
  });

  it('that needs too much memory is refused with what to do', async () => {
    const file = write('long.zst', Buffer.from('28b52ffd00a00000000000', 'hex'));
    await expect(inspectFile(file, [], () => undefined)).rejects.toThrow(
      /long\.zst needs 1024 MB of memory to unpack; unpack it with zstd -d --long=31/,
    );
  });
});

describe('an endless line', () => {
  /** Zeros that take no room on disk, with rows before and behind; the last of them ends like a row of its own. */
  function writeEndless(octets: number): string {
    const file = path.join(folder, 'endless.csv');
    const handle = openSync(file, 'w');
    writeSync(handle, HEADER + ROW);
    ftruncateSync(handle, octets);
    writeSync(handle, `${ROW}${ROW}${ROW}`, octets);
    closeSync(handle);
    return file;
  }

  it.each([1, 2])('is one rejected line in %i threads', { timeout: PATIENCE_MS }, async (threads) => {
    const options = { dryRun: true, format: 'csv', threads, rejectedFolder: folder };
    for (const octets of [15 * MB, 23 * MB, 70 * MB, 130 * MB + 12_345]) {
      const [summary] = await importFiles(undefined, [writeEndless(octets)], options);
      expect(summary).toMatchObject({ read: 4, accepted: 3, rejected: 1 });
    }
  });

  it('takes bounded memory', { timeout: PATIENCE_MS }, async () => {
    const { code, out, rssMb } = await tryInChild(writeEndless(500 * MB));
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject([{ read: 4, accepted: 3, rejected: 1 }]);
    expect(rssMb).toBeLessThan(MAX_RSS_MB);
  });
});

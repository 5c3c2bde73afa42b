/** Zeek logs as lines, plain or gzip, and logs made of them. */
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

export function readLogLines(file: string): AsyncIterable<string> {
  const raw = createReadStream(file);
  return createInterface({ input: file.endsWith('.gz') ? raw.pipe(createGunzip()) : raw });
}

/** Writes as text, with respect for a reader that is slower. Answers when all is written. */
async function writeLines(file: string, lines: AsyncIterable<string>): Promise<void> {
  const out = createWriteStream(file);
  let waiting = '';
  for await (const line of lines) {
    waiting += `${line}\n`;
    if (waiting.length < 256 * 1024) continue;
    if (!out.write(waiting)) await once(out, 'drain');
    waiting = '';
  }
  out.end(waiting);
  await finished(out);
}

async function* takeRows(file: string, limit: number): AsyncGenerator<string> {
  let rows = 0;
  for await (const line of readLogLines(file)) {
    const isRow = !line.startsWith('#');
    if (isRow && rows === limit) return;
    rows += isRow ? 1 : 0;
    yield line;
  }
}

/** The beginning of a log, with its header. */
export function writePart(file: string, part: string, rows: number): Promise<void> {
  return writeLines(part, takeRows(file, rows));
}

async function* repeatRows(file: string, rows: number): AsyncGenerator<string> {
  let written = 0;
  for (let round = 0; round === 0 || (written > 0 && written < rows); round += 1) {
    for await (const line of readLogLines(file)) {
      const isRow = !line.startsWith('#');
      if (!isRow && (round > 0 || line.startsWith('#close'))) continue;
      written += isRow ? 1 : 0;
      yield line;
    }
  }
}

/** A log as plain text under one header, again and again as a whole until it has at least so many rows. */
export function writeRepeated(file: string, repeated: string, rows: number): Promise<void> {
  return writeLines(repeated, repeatRows(file, rows));
}

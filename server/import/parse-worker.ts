/** A thread that parses blocks of lines and counts them into runs on disk. */
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { createAggregate } from './aggregate.ts';
import { createClientTransform } from './client-privacy.ts';
import type { FromWorker, ToWorker, WorkerSettings } from './parse-messages.ts';
import { createLineReader } from './read-lines.ts';
import { CUT } from './read-rows.ts';
import { spillRun } from './spill-run.ts';
import { createTally, judge } from './tally.ts';
import { getThreadFormat } from './thread-formats.ts';

const { format: id, parse, octetsPerRun, folder, clients } = workerData as WorkerSettings;
const format = getThreadFormat(id);
const aggregate = createAggregate(octetsPerRun, createClientTransform(clients.mode, clients.key));
const runs: string[] = [];
let notes = new Map<string, number>();
const parser = format.createParser({ ...parse, note: (text) => void notes.set(text, (notes.get(text) ?? 0) + 1) });

function spill(): undefined {
  const run = path.join(folder, String(runs.length));
  spillRun(aggregate.take(), run);
  runs.push(run);
}

async function readBlock({ index, header, octets, isCut }: Extract<ToWorker, { type: 'block' }>): Promise<FromWorker> {
  // A header that cannot be read is rejected where it stands.
  for (const line of header) judge(() => parser.parse(line, 0, aggregate));
  const rejections: Extract<FromWorker, { type: 'block' }>['rejections'] = [];
  const tally = createTally();
  const onRejected = (line: number, reason: string, text: string) => void rejections.push({ line, reason, text });
  const reader = createLineReader(format, { parser, sink: aggregate, tally, onRejected }, index === 0);
  await reader.read(Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength), () =>
    aggregate.isFull() ? spill() : undefined,
  );
  const { rejected } = tally;
  reader.end(isCut ? CUT : undefined);
  const hasOpenEnd = tally.rejected > rejected;
  const found = notes;
  notes = new Map();
  return { type: 'block', index, tally, lines: reader.lines, rejections, notes: found, hasOpenEnd };
}

parentPort?.on('message', async (message: ToWorker) => {
  if (message.type === 'block') {
    parentPort?.postMessage(await readBlock(message));
    return;
  }
  if (!aggregate.isEmpty()) spill();
  parentPort?.postMessage({ type: 'end', runs } satisfies FromWorker);
  parentPort?.close();
});

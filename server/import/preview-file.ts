/** Reads the beginning of a file as an import would, and shows what it says. */
import { stat } from 'node:fs/promises';
import type { Assumption, Preview, PreviewRow, RejectedLine } from '../../shared/api-imports.ts';
import { normalizeHostName, normalizeIp } from '../../shared/keys.ts';
import { getFormatOf } from './formats.ts';
import { readHead } from './inspect-file.ts';
import { createLineReader } from './read-lines.ts';
import { openSource, type Source } from './read-source.ts';
import { type Answer, type Format, ImportError, type ParseOptions, type Sink, TruncatedError } from './record.ts';
import { createTally, judge, type OnRejected, settle, type Tally } from './tally.ts';

/** Where a preview ends, whichever comes first. */
const MAX_OCTETS = 256 * 1024;
const MAX_UNITS = 1000;
const MAX_MS = 5000;
const MAX_ROWS = 10;
const MAX_REJECTED = 5;
/** What is shown of a long cell. */
const MAX_TEXT = 300;
const MAX_ANSWERS = 20;

export type PreviewOptions = Partial<Pick<ParseOptions, 'timezone' | 'year' | 'map'>> & { format?: string };

type Collector = { sink: Sink; rows: PreviewRow[]; endRow(): void };

function toShort(text: string): string {
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
}

function toAnswerText(answer: Answer): string {
  return toShort(typeof answer === 'string' ? answer : `${answer.owner} ${answer.type} ${answer.data}`);
}

/** Takes what rows say as it stands there; after the tenth row nothing is kept any more, but keys are still judged. */
function createCollector(): Collector {
  const rows: PreviewRow[] = [];
  let current: PreviewRow | undefined;

  function add(change: (row: PreviewRow) => void): void {
    if (!current) {
      if (rows.length >= MAX_ROWS) return;
      current = { answers: [], facts: [] };
      rows.push(current);
    }
    change(current);
  }

  const addFact = (type: string, source: string | number, target: string | number) =>
    add(({ facts }) => {
      if (facts.length < MAX_ANSWERS) facts.push({ type, source: String(source), target: String(target) });
    });

  return {
    rows,
    endRow() {
      current = undefined;
    },
    sink: {
      lookup(rawClient, rawName, seconds, qtype, rcode, count) {
        const client = normalizeIp(rawClient);
        const name = normalizeHostName(rawName);
        current = undefined;
        add((row) =>
          Object.assign(row, {
            client,
            name,
            time: new Date(seconds * 1000).toISOString(),
            ...(qtype && { qtype }),
            ...(rcode && { rcode }),
            count,
          }),
        );
      },
      answers(_name, _seconds, _qtype, cell, split) {
        add(({ answers }) => answers.push(...split(cell).slice(0, MAX_ANSWERS).map(toAnswerText)));
      },
      node: (label, key) => addFact(label, key, ''),
      edge: (type, _from, source, _to, target) => addFact(type, source, target),
      seen: ({ type, source, target, first }) => {
        addFact(type, source, target);
        add((row) => Object.assign(row, { time: row.time ?? new Date(first * 1000).toISOString() }));
      },
    },
  };
}

type Judged = { tally: Tally; rows: PreviewRow[]; rejectedLines: RejectedLine[]; whole: boolean };

/** Whole lines of the first octets. Answers whether that was all. */
async function readLines(
  format: Extract<Format, { createParser: unknown }>,
  parse: ParseOptions,
  source: Source,
  { sink, endRow }: Collector,
  tally: Tally,
  onRejected: OnRejected,
): Promise<boolean> {
  const parser = format.createParser(parse);
  const reader = createLineReader(format, { parser, sink, tally, onRejected });
  const finish = () => {
    reader.end();
    for (const { line, text, outcome } of parser.finish?.(sink) ?? []) {
      settle(tally, outcome, line, () => text, onRejected);
    }
  };
  let left = MAX_OCTETS;
  for await (const chunk of source.chunks) {
    const end = chunk.length > left ? chunk.lastIndexOf(10, left - 1) + 1 : chunk.length;
    left -= chunk.length;
    await reader.read(chunk.subarray(0, end), () => void endRow());
    if (left < 0) {
      if (end > 0) finish();
      return false;
    }
  }
  finish();
  return true;
}

async function readUnits(
  format: Extract<Format, { readUnits: unknown }>,
  parse: ParseOptions,
  source: Source,
  { sink, endRow }: Collector,
  tally: Tally,
  onRejected: OnRejected,
): Promise<boolean> {
  const until = performance.now() + MAX_MS;
  for await (const unit of format.readUnits({ chunks: source.chunks, openFile: source.openFile }, parse)) {
    const outcome = judge(() => unit.parse(sink));
    endRow();
    if (outcome.type === 'no-row') continue;
    tally.read += 1;
    settle(tally, outcome, unit.number, unit.toText, onRejected);
    if (tally.read >= MAX_UNITS || performance.now() > until) return false;
  }
  return true;
}

async function judgeBeginning(file: string, format: Format, parse: ParseOptions): Promise<Judged> {
  const source = await openSource(file);
  const collector = createCollector();
  const tally = createTally();
  const rejectedLines: RejectedLine[] = [];
  const onRejected: OnRejected = (line, reason, text) => {
    if (rejectedLines.length < MAX_REJECTED) rejectedLines.push({ line, reason: toShort(reason), text: toShort(text) });
  };
  const judged = (whole: boolean): Judged => ({ tally, rows: collector.rows, rejectedLines, whole });
  try {
    const read =
      'readUnits' in format
        ? readUnits(format, parse, source, collector, tally, onRejected)
        : readLines(format, parse, source, collector, tally, onRejected);
    return judged(await read);
  } catch (error) {
    if (!(error instanceof TruncatedError)) throw error;
    return judged(true);
  } finally {
    await source.close();
  }
}

/** What the times of the rows change with, tried out: a format may assume what this file says itself. */
async function findDependencies(
  file: string,
  format: Format,
  parse: ParseOptions,
  rows: readonly PreviewRow[],
): Promise<Assumption[]> {
  const others: Record<Assumption, Partial<ParseOptions>> = {
    timezone: { timezone: parse.timezone === 'Asia/Tokyo' ? 'America/Lima' : 'Asia/Tokyo' },
    year: { year: parse.year === 2000 ? 1996 : 2000 },
  };
  const toTimes = (those: readonly PreviewRow[]) => JSON.stringify(those.map(({ time }) => time));
  const found: Assumption[] = [];
  for (const assumption of format.assumes) {
    const other = await judgeBeginning(file, format, { ...parse, ...others[assumption], note: () => undefined });
    if (toTimes(other.rows) !== toTimes(rows)) found.push(assumption);
  }
  return found;
}

const NOTHING = { rows: [], depends: [], read: 0, accepted: 0, leftOut: {}, rejected: 0, rejectedLines: [], notes: {} };

/**
 * The format of the file and its first ten rows as the format reads them; what becomes of the rows in its first 256 KB, or of
 * its first 1,000 units. A file that cannot be imported has `problem` instead. `name` is what messages call it.
 */
export async function previewFile(file: string, name: string, options: PreviewOptions = {}): Promise<Preview> {
  const notes = new Map<string, number>();
  const parse: ParseOptions = {
    timezone: options.timezone ?? 'UTC',
    year: options.year,
    map: options.map,
    modifiedAt: (await stat(file)).mtimeMs,
    note: (text) => void notes.set(text, (notes.get(text) ?? 0) + 1),
  };
  let format: Format | undefined;
  try {
    format = getFormatOf(name, await readHead(file), options.format, parse);
    const { tally, rows, rejectedLines, whole } = await judgeBeginning(file, format, parse);
    const { read, accepted, rejected, leftOut } = tally;
    return {
      format: format.id,
      rows,
      depends: await findDependencies(file, format, parse, rows),
      read,
      accepted,
      leftOut: Object.fromEntries([...leftOut].sort()),
      rejected,
      rejectedLines,
      notes: Object.fromEntries([...notes].sort()),
      whole,
    };
  } catch (error) {
    if (!(error instanceof ImportError)) throw error;
    return { ...NOTHING, ...(format && { format: format.id }), problem: error.message, whole: false };
  }
}

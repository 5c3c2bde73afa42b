/** Spoiled input of every format: nothing crashes, nothing hangs, every line is accounted for. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createAggregate } from '../../server/import/aggregate.ts';
import { createCoverage } from '../../server/import/coverage.ts';
import { FORMATS } from '../../server/import/formats.ts';
import { type RowCounts, readRows, WHOLE } from '../../server/import/read-rows.ts';
import { type Format, ImportError, type Outcome, type ParseOptions, type Parser } from '../../server/import/record.ts';
import { createFigures, toPhases } from '../../server/import/to-batches.ts';
import type { Random } from '../../server/sample/random.ts';
import { chooseRounds, runRound } from '../helpers/fault-rounds.ts';
import { mutateLine, mutateOctets } from '../helpers/mutate.ts';

const FIXTURES = new URL('../fixtures/formats/', import.meta.url);
const LINES_PER_ROUND = 640;
const BINARY = ['dnstap', 'lookups-parquet', 'mmdb', 'pihole-sqlite'];
/** A round of a loaded machine takes a tenth of it; a hang takes more. */
const PATIENCE_MS = 60_000;

const folder = mkdtempSync(path.join(os.tmpdir(), 'whoasked-mutations-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function readFixture(id: string): Buffer {
  const name = readdirSync(FIXTURES).find((each) => each.startsWith(`${id}.`));
  if (name === undefined) throw new Error(`There is no fixture of ${id}.`);
  return readFileSync(new URL(name, FIXTURES));
}

/** The format, counting the lines it takes for no row. */
function watch(format: Format): { format: Format; noRows: () => number } {
  let noRows = 0;
  if ('readUnits' in format) return { format, noRows: () => noRows };
  const createParser = (options: ParseOptions): Parser => {
    const parser = format.createParser(options);
    const { parseOctets } = parser;
    const note = (outcome: Outcome) => {
      if (outcome.type === 'no-row') noRows += 1;
      return outcome;
    };
    return {
      ...parser,
      parse: (...line) => note(parser.parse(...line)),
      ...(parseOctets ? { parseOctets: (...line) => note(parseOctets(...line)) } : {}),
    };
  };
  return { format: { ...format, createParser }, noRows: () => noRows };
}

function countLines(content: Buffer): number {
  const ends = content.filter((octet) => octet === 10).length;
  return content.length === 0 || content.at(-1) === 10 ? ends : ends + 1;
}

function expectAccounts(counts: RowCounts, rejections: number): void {
  const leftOut = [...counts.leftOut.values()].reduce((sum, count) => sum + count, 0);
  expect(counts.accepted + leftOut + counts.rejected).toBe(counts.read);
  expect(rejections).toBe(counts.rejected);
  expect(counts.leftOut.size).toBeLessThan(40);
}

/** Reads the content as an import does, down to the batches for Neo4j. Answers the rows read, 0 where it is refused. */
async function readAll(original: Format, content: Buffer): Promise<number> {
  const file = path.join(folder, 'input');
  writeFileSync(file, content);
  const { format, noRows } = watch(original);
  const aggregate = createAggregate();
  let rejections = 0;
  try {
    const parse = {
      timezone: 'UTC',
      year: undefined,
      map: undefined,
      modifiedAt: 1772438400000,
      note: () => undefined,
    };
    const counts = await readRows(file, format, parse, aggregate, {
      range: WHOLE,
      onRejected() {
        rejections += 1;
      },
      onFull: () => undefined,
      onProgress: async () => undefined,
    });
    expectAccounts(counts, rejections);
    if (!('readUnits' in format)) expect(counts.read + noRows()).toBe(countLines(content));
    for (const phase of toPhases(aggregate.take(), 0, createFigures(), createCoverage(), true)) for (const _ of phase);
    return counts.read;
  } catch (error) {
    if (error instanceof ImportError) return 0;
    throw error;
  }
}

function spoilLines(fixture: Buffer, random: Random): Buffer {
  const lines = fixture.toString('latin1').trimEnd().split('\n');
  // A header that is spoiled too often would leave nothing to read.
  const kept = random.below(10) ? lines : lines.map((line) => mutateLine(line, random, lines));
  const spoiled = Array.from({ length: LINES_PER_ROUND }, () => mutateLine(random.pick(lines), random, lines));
  return Buffer.from(`${[...kept, ...spoiled].join('\n')}${random.below(2) ? '\n' : ''}`, 'latin1');
}

describe.each(FORMATS)('$id', (format) => {
  const fixture = readFixture(format.id);
  const rounds = chooseRounds(1, Math.ceil(1_000_000 / LINES_PER_ROUND / FORMATS.length));

  it('accounts for every line, whatever becomes of them', { timeout: rounds * PATIENCE_MS }, async () => {
    let read = 0;
    for (let round = 0; round < rounds; round += 1) {
      read += await runRound(`${format.id} in lines`, round, async (random) => {
        const started = performance.now();
        const rows = await readAll(format, spoilLines(fixture, random));
        expect(performance.now() - started).toBeLessThan(PATIENCE_MS);
        return rows;
      });
    }
    if (!BINARY.includes(format.id)) expect(read).toBeGreaterThan(0);
  });

  it('survives octets out of place', { timeout: rounds * PATIENCE_MS }, async () => {
    for (let round = 0; round < rounds * 20; round += 1) {
      await runRound(`${format.id} in octets`, round, async (random) => {
        const started = performance.now();
        await readAll(format, mutateOctets(fixture, random));
        expect(performance.now() - started).toBeLessThan(PATIENCE_MS);
      });
    }
  });
});

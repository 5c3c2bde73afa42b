/** `npm run import` as a child process: exit codes and output. Faults are in import-faults-*.test.ts. */
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readRecords } from '../../server/graph/database.ts';
import { startImport } from '../helpers/import-process.ts';
import { setUpImports } from '../helpers/imports.ts';

const { database, folder, environment, write } = setUpImports('command');

async function run(args: string[], input = '') {
  return startImport(args, environment, { input }).ended;
}

/** Few repeats and many pairs, so that the import takes many batches. */
function toLog(rows: number): string {
  const lines = Array.from({ length: rows }, (_, at) => {
    const client = `198.18.${at % 200}.${(at * 7) % 250}`;
    return `${client},n${(at * 13) % 9_973}.alpha.example,${1772438400 + (at % 90_000)},A,NOERROR,203.0.113.${at % 200}`;
  });
  return `client,name,time,qtype,rcode,answers\n${lines.join('\n')}\n`;
}

async function readTotals() {
  const [edges] = await readRecords(
    database,
    `MATCH ()-[edge]->()
     RETURN count(edge) AS edges, sum(edge.count) AS counted, sum(reduce(s = 0, c IN edge.hour_counts | s + c)) AS hours,
       sum(reduce(s = 0, h IN edge.hours | s + h)) AS when, min(edge.first_seen) AS first, max(edge.last_seen) AS last`,
  );
  const [nodes] = await readRecords(database, 'MATCH (node) RETURN count(node) AS nodes');
  const { first, last, ...counts } = edges?.toObject() ?? {};
  return { ...counts, first: String(first), last: String(last), ...nodes?.toObject() };
}

describe('the command', () => {
  const log = 'client,name,time\n198.51.100.7,a.alpha.example,1772438400\n';

  it('imports standard input and prints machine-readable summaries on standard output alone', async () => {
    const { code, out, err } = await run(['--json', '-'], log);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject([{ file: 'stdin', format: 'csv', accepted: 1, edgesCreated: 2 }]);
    expect(err).toContain('stdin: csv, data set "csv"');
  });

  it('reads and counts without a change on a dry run', async () => {
    const { code, out } = await run(['--json', '--dry-run', write('dry.csv', log)]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject([{ dryRun: true, accepted: 1, pairs: 1, edgesCreated: 0 }]);
    expect(await readTotals()).toMatchObject({ edges: 0n, nodes: 0n });
  });

  it('imports what can be read of a cut gzip, says so and fails', async () => {
    const gzip = gzipSync(toLog(3_000));
    const { code, out, err } = await run(['--json', write('cut.csv.gz', gzip.subarray(0, gzip.length - 15_000))]);
    expect(code).toBe(1);
    expect(err).toContain('cut.csv.gz is not whole: the gzip file ends early.');
    const [summary] = JSON.parse(out);
    expect(summary.accepted).toBeGreaterThan(100);
    expect(await readTotals()).toMatchObject({ counted: BigInt(summary.accepted * 2) });
  });

  it('goes on with the next file and fails at the end', async () => {
    const { code, out, err } = await run(['--json', path.join(folder, 'absent'), write('good.csv', log)]);
    expect(code).toBe(1);
    expect(err).toContain('There is no file');
    expect(JSON.parse(out)).toHaveLength(1);
  });

  it('answers a wrong call with one sentence and exit code 2', async () => {
    const { code, out, err } = await run(['--bogus']);
    expect({ code, out, err }).toEqual({
      code: 2,
      out: '',
      err: "Unknown option '--bogus'. --help lists the options.\n",
    });
  });
});

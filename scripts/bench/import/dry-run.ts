/** Reading and counting alone: our importer beside an awk of one pass that counts the same. */
import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { BenchContext } from './context.ts';
import { type BenchRow, checkSame, takeTurns, time, toBenchRow, toRate, toSecondsText } from './measure.ts';
import { writeRepeated } from './read-log.ts';
import { runWay } from './run-way.ts';

/** The columns are looked up once, in the header; a name is lower case and without its final dot. */
const COUNT = `
  BEGIN { FS = "\\t"; OFS = " " }
  /^#/ {
    if ($1 == "#fields") {
      opcode = 0
      for (i = 2; i <= NF; i += 1) {
        if ($i == "id.orig_h") client = i - 1
        if ($i == "id.resp_p") port = i - 1
        if ($i == "query") query = i - 1
        if ($i == "opcode") opcode = i - 1
      }
    }
    next
  }
  {
    rows += 1
    asked = $port
    if (asked == 137 || asked == 5353 || asked == 5355) { left += 1; next }
    name = $query
    if (name == "-" || name == "(empty)" || name == "") { left += 1; next }
    if (opcode && $opcode != "-" && $opcode != "0") { left += 1; next }
    name = tolower(name)
    if (name != ".") sub(/\\.$/, "", name)
    from = $client
    clients[from]
    names[name]
    pairs[from, name]
  }
  END {
    for (key in clients) c += 1
    for (key in names) n += 1
    for (key in pairs) p += 1
    print rows + 0, rows - left, left + 0, c + 0, n + 0, p + 0
  }`;

type Counts = { rows: number; kept: number; leftOut: number; clients: number; names: number; pairs: number };

async function countWithAwk(file: string): Promise<Counts> {
  // Octets, not characters: awk is faster so, and counts the same.
  const { stdout } = await promisify(execFile)('awk', [COUNT, file], { env: { ...process.env, LC_ALL: 'C' } });
  const [rows = 0, kept = 0, leftOut = 0, clients = 0, names = 0, pairs = 0] = stdout.trim().split(' ').map(Number);
  return { rows, kept, leftOut, clients, names, pairs };
}

async function compare({ options, folder, connection }: BenchContext, file: string): Promise<BenchRow> {
  const repeated = path.join(folder, 'repeated.log');
  await writeRepeated(file, repeated, options.rows);
  let ours: Counts | undefined;
  let theirs: Counts | undefined;
  const [counting, awk] = await takeTurns(options.runs, [
    async () => {
      const { seconds, summary } = await runWay('dry-run', repeated, connection);
      if (!summary || summary.rejected > 0)
        throw new Error(`${file} has rows that are rejected, which awk cannot know.`);
      const leftOut = Object.values(summary.leftOut).reduce((sum, count) => sum + count, 0);
      const { read, accepted, clients, names, pairs } = summary;
      ours = { rows: read, kept: accepted, leftOut, clients, names, pairs };
      return seconds;
    },
    () =>
      time(async () => {
        theirs = await countWithAwk(repeated);
      }),
  ]);
  await rm(repeated);
  if (!ours || !theirs || !counting || !awk) throw new Error('nothing was run');
  checkSame(`The count of ${path.basename(file)}`, ours, theirs);
  return toBenchRow({
    measure: `dry-run: ${path.basename(file)}`,
    ours: toRate(ours.rows, counting.median),
    baseline: toRate(ours.rows, awk.median),
    ratio: awk.median / counting.median,
    goal: { atLeast: 2 },
    note:
      `repeated to ${ours.rows} rows, ${ours.pairs} pairs; ours ${toSecondsText(counting)}, without the start of the ` +
      `process; awk ${toSecondsText(awk)}`,
  });
}

export async function measureDryRun(context: BenchContext): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const file of context.files) rows.push(await compare(context, file));
  return rows;
}

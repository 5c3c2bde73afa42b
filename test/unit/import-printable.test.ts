/** What the user's files are called and say reaches the terminal as text alone: it moves no cursor and turns no line round. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import type { WriteStream } from 'node:tty';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { toImportListText } from '../../scripts/import-list-text.ts';
import { createProgressPrinter } from '../../scripts/import-progress.ts';
import { toSummaryText } from '../../scripts/import-summary-text.ts';
import { importEntry } from '../helpers/import-entry.ts';
import { startImport } from '../helpers/import-process.ts';

/** Clears the screen, deletes, sets the title in one octet, turns the text round, feigns a line. */
const HOSTILE = 'a\u001b[2J\u007f\u009d0;b\u0007\u202ec\u2066\nd.csv';
const SHOWN = 'a\\u001b[2J\\u007f\\u009d0;b\\u0007\\u202ec\\u2066\\u000ad.csv';

const folder = mkdtempSync(path.join(os.tmpdir(), 'whoasked-printable-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function expectPrintable(text: string): void {
  expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}|\p{Bidi_Control}/u);
}

describe('controls in names and reasons are shown', () => {
  it('in the summary', () => {
    const rows = { leftOut: { [`kind ${HOSTILE}`]: 1 }, notes: { [`zone ${HOSTILE}`]: 1 } };
    const text = toSummaryText({ ...importEntry, file: HOSTILE, dataset: HOSTILE, rejectedFile: HOSTILE, ...rows });
    expectPrintable(text);
    for (const shown of [`${SHOWN}: `, `"${SHOWN}"`, `kind ${SHOWN}\n`, `zone ${SHOWN}\n`, `listed in ${SHOWN}\n`]) {
      expect(text).toContain(shown);
    }
  });

  it('in the list of imports, whose columns keep one width', () => {
    const entries = [
      { ...importEntry, dataset: HOSTILE, file: HOSTILE },
      { ...importEntry, dataset: HOSTILE },
    ];
    const text = toImportListText(entries, '2026-01-02T03:04:05Z');
    expectPrintable(text);
    const [heading, head, first, second] = text.split('\n');
    expect(heading).toContain(SHOWN);
    expect(first).toContain(`  ${SHOWN}  `);
    expect(new Set([head, first, second].map((line) => line?.search(/format|zeek-dns-tsv/)))).toHaveLength(1);
  });

  it.each([true, false])('in the progress, on a terminal: %s', (isTTY) => {
    const now = vi.spyOn(performance, 'now').mockReturnValue(60_000);
    const out = Object.assign(new PassThrough(), { isTTY, columns: 300 });
    const printer = createProgressPrinter(out as unknown as WriteStream);
    printer.show({ file: HOSTILE, phase: 'reading', rows: 1, octets: 1, totalOctets: 2 });
    const text = String(out.read());
    printer.end();
    now.mockRestore();
    expect(text).toContain(SHOWN);
    expect(text).not.toContain(HOSTILE.slice(0, 4));
  });
});

describe('the command shows controls', () => {
  const run = (...args: string[]) => startImport(['--dry-run', ...args], { DATA_DIR: folder }).ended;
  const log = path.join(folder, HOSTILE);
  const noLog = path.join(folder, `no ${HOSTILE}`);
  writeFileSync(log, 'client,name,time\n198.51.100.7,a.alpha.example,1772438400\n');
  writeFileSync(noLog, 'no log at all\n');

  it('in names of files and data sets, whatever becomes of the file', async () => {
    const { code, err } = await run('--dataset', HOSTILE, log, noLog, path.join(folder, `absent ${HOSTILE}`));
    expect(code).toBe(1);
    expectPrintable(err);
    for (const shown of [`\n${SHOWN}: csv, data set "${SHOWN}"`, `no ${SHOWN} is not`, `absent ${SHOWN}.\n`]) {
      expect(`\n${err}`).toContain(shown);
    }
  });

  it('in JSON too, where it says the same', async () => {
    const { code, out } = await run('--json', log);
    expect(code).toBe(0);
    expectPrintable(out);
    expect(JSON.parse(out)).toMatchObject([{ file: HOSTILE, accepted: 1 }]);
  });

  it('in a wrong call', async () => {
    const { code, err } = await run('--year', HOSTILE, 'x');
    expect({ code, err }).toEqual({ code: 2, err: `--year is a year such as 2026, not "${SHOWN}".\n` });
  });
});

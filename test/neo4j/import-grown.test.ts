/** Logs that have grown since they were imported, and imports that stopped: the totals are those of one clean import. */
import { appendFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createHolder, takeLease } from '../../server/graph/dataset-lease.ts';
import { listImports } from '../../server/graph/list-imports.ts';
import type { ImportOptions, OnProgress } from '../../server/import/import-options.ts';
import { clearDatabase } from '../helpers/database.ts';
import { setUpImports, stopAfter } from '../helpers/imports.ts';
import { readGraph } from '../helpers/read-graph.ts';

const { database, folder, write, importAll } = setUpImports('grown');
const HEADER = '#separator \\x09\n#fields\tts\tid.orig_h\tid.resp_p\tquery\tqtype_name\trcode_name\tanswers\n';

function toRows(from: number, to: number): string {
  let text = '';
  for (let at = from; at < to; at += 1) {
    const time = 1772438400 + at * 97;
    const answers = at % 3 ? `203.0.113.${at % 7}` : `c${at % 5}.alpha.example,203.0.113.${at % 4}`;
    text += `${time}\t198.51.100.${at % 23}\t53\tn${(at * 7) % 41}.alpha.example\t${at % 2 ? 'A' : 'AAAA'}\tNOERROR\t${answers}\n`;
  }
  return text;
}

const FIRST = HEADER + toRows(0, 300);
const WHOLE = FIRST + toRows(300, 500);

async function importFile(file: string, options: ImportOptions = {}, onProgress?: OnProgress) {
  return importAll([file], options, onProgress);
}

let clean: string[] | undefined;

/** What one clean import of the whole log leaves behind. */
async function expectCleanGraph(): Promise<void> {
  const found = await readGraph(database);
  if (!clean) {
    await clearDatabase(database);
    await importFile(write('clean.log', WHOLE));
    clean = await readGraph(database);
  }
  expect(found).toEqual(clean);
}

describe('a log that has grown', () => {
  it('goes on where the last import ended', async () => {
    const file = write('dns.log', FIRST);
    await importFile(file);
    appendFileSync(file, toRows(300, 500));
    const [summary, ...others] = await importFile(file);
    expect(others).toEqual([]);
    expect(summary).toMatchObject({ read: 200, accepted: 200, continuesAt: FIRST.length, alreadyImported: false });
    await expectCleanGraph();
    expect(await importFile(file)).toMatchObject([{ alreadyImported: true }]);
  });

  it('goes on in threads as in one', async () => {
    const file = write('dns.log', FIRST);
    await importFile(file, { threads: 2 });
    appendFileSync(file, toRows(300, 500));
    expect(await importFile(file, { threads: 2 })).toMatchObject([{ read: 200, continuesAt: FIRST.length }]);
    await expectCleanGraph();
  });

  it('is read again from the beginning of a line that was not written to its end', async () => {
    const file = write('dns.log', WHOLE.slice(0, FIRST.length + 30));
    expect(await importFile(file)).toMatchObject([{ read: 301, accepted: 300, rejected: 1 }]);
    writeFileSync(file, WHOLE);
    expect(await importFile(file)).toMatchObject([{ read: 200, accepted: 200, continuesAt: FIRST.length }]);
    await expectCleanGraph();
  });

  it('is not counted twice when only its last line end was missing', async () => {
    const file = write('dns.log', FIRST.trimEnd());
    expect(await importFile(file)).toMatchObject([{ read: 300, accepted: 300, rejected: 0 }]);
    writeFileSync(file, WHOLE);
    expect(await importFile(file)).toMatchObject([{ read: 200, accepted: 200, rejected: 0 }]);
    await expectCleanGraph();
  });

  it('is known under another name, compressed and rotated', async () => {
    const file = write('dns.log', FIRST);
    await importFile(file);
    appendFileSync(file, toRows(300, 500));
    const rotated = path.join(folder, 'dns.2026-03-02.log');
    renameSync(file, rotated);
    await importFile(rotated);
    expect(await importFile(write('dns.2026-03-02.log.gz', gzipSync(WHOLE)))).toMatchObject([
      { alreadyImported: true },
    ]);
    await expectCleanGraph();
  });

  it('takes the whole of a file that came truncated', async () => {
    const packed = gzipSync(WHOLE);
    const [cut] = await importFile(write('dns.log.gz', packed.subarray(0, Math.floor(packed.length * 0.6))));
    expect(cut?.incomplete).toMatch(/ends early/);
    expect(cut?.accepted).toBeGreaterThan(50);
    const [rest] = await importFile(write('dns.log.gz', packed));
    expect((rest?.accepted ?? 0) + (cut?.accepted ?? 0)).toBe(500);
    await expectCleanGraph();
  });
});

describe('an import that stopped', () => {
  /** Stops after the batch of this number. */
  async function interrupt(file: string, batches: number, options: ImportOptions = {}): Promise<void> {
    await stopAfter(batches, (stop, watch) => importFile(file, { ...options, ...stop }, watch));
  }

  it.each([0, 1, 2, 3])('goes on behind batch %i', async (batches) => {
    const file = write('dns.log', WHOLE);
    await interrupt(file, batches);
    expect(await listImports(database)).toMatchObject([{ status: 'interrupted' }]);
    expect(await importFile(file)).toMatchObject([{ read: 500, pairs: 500, alreadyImported: false }]);
    await expectCleanGraph();
    expect(await listImports(database)).toMatchObject([{ status: 'done' }]);
  });

  it('is finished up to its last whole line when the log has grown since', async () => {
    const file = write('dns.log', WHOLE.slice(0, FIRST.length + 30));
    await interrupt(file, 2);
    writeFileSync(file, WHOLE);
    const summaries = await importFile(file);
    expect(summaries.map(({ accepted }) => accepted)).toEqual([300, 200]);
    await expectCleanGraph();
  });

  /** Stored, not compressed, so that it can be cut where one wants; the end of the cut one reads as a row of its own. */
  const TABLE = `time,client,name\n${Array.from({ length: 40 }, (_, at) => {
    return `2026-03-02T08:00:${10 + at}Z,192.0.2.${at},host-${at}.example.com\n`;
  }).join('')}`;
  const PACKED = gzipSync(TABLE, { level: 0 });
  const CUT = PACKED.subarray(0, PACKED.indexOf('host-31.example.com') + 9);

  it.each([
    ['the only one of its data set', false],
    ['one of several', true],
  ])('is finished as it was begun where its file is cut, %s', async (_, hasOther) => {
    const importAll = async (...files: string[]) => {
      if (hasOther) await importFile(write('dns.log', FIRST), { dataset: 'office' });
      for (const file of files) await importFile(file, { dataset: 'office' });
      const graph = await readGraph(database);
      await clearDatabase(database);
      return graph;
    };
    const cut = write('table.csv.gz', CUT);
    const whole = write('whole.csv.gz', PACKED);
    const clean = await importAll(whole);
    const cutAlone = await importAll(cut);
    expect(cutAlone).not.toEqual(clean);
    expect(await importAll(cut, whole)).toEqual(clean);
    if (hasOther) await importFile(write('dns.log', FIRST), { dataset: 'office' });
    await interrupt(cut, 1, { dataset: 'office' });
    const [again] = await importFile(cut, { dataset: 'office' });
    expect(again).toMatchObject({ accepted: 31, rejected: 1 });
    expect(await readGraph(database)).toEqual(cutAlone);
  });

  it('is not finished with other content that was put in its place meanwhile', async () => {
    const file = write('dns.log', FIRST);
    await importFile(write('other.log', HEADER + toRows(400, 500)));
    const replace: OnProgress = ({ phase }) => {
      if (phase === 'hashing') writeFileSync(file, WHOLE.replaceAll('alpha', 'omega'));
    };
    await expect(importFile(file, {}, replace)).rejects.toThrow(/was changed while it was read/);
  });

  it('is finished first when the log has grown since', async () => {
    const file = write('dns.log', FIRST);
    await interrupt(file, 2);
    appendFileSync(file, toRows(300, 500));
    expect(await importFile(file)).toMatchObject([{ read: 300 }, { read: 200, continuesAt: FIRST.length }]);
    await expectCleanGraph();
  });

  it('adds to what another import has brought in the meantime', async () => {
    const file = write('dns.log', WHOLE);
    await interrupt(file, 2);
    await importFile(write('other.log', WHOLE.replaceAll('198.51.100.', '192.0.2.')));
    await importFile(file);
    const both = await readGraph(database);
    await clearDatabase(database);
    await importFile(write('clean.log', WHOLE));
    await importFile(write('other.log', WHOLE.replaceAll('198.51.100.', '192.0.2.')));
    expect(both).toEqual(await readGraph(database));
  });

  it('does not wait for a holder of the data set whose process is gone', async () => {
    const gone = { ...createHolder('gone'), pid: 2 ** 22 + 1 };
    expect(await takeLease(database, 'zeek-dns', gone)).toBe(true);
    await importFile(write('dns.log', WHOLE));
    await expectCleanGraph();
  });
});

describe('a log of queries and responses', () => {
  const toEvent = (at: number, type: string, rest: object) =>
    JSON.stringify({
      timestamp: new Date(1772438400_000 + at * 1000).toISOString(),
      event_type: 'dns',
      flow_id: 1000 + (at % 50),
      src_ip: '198.51.100.7',
      src_port: 40_000 + (at % 50),
      dest_ip: '192.0.2.53',
      dest_port: 53,
      proto: 'UDP',
      dns: { version: 2, type, id: at % 50, rrname: `n${at % 50}.alpha.example`, rrtype: 'A', tx_id: 0, ...rest },
    });

  it('counts a lookup once whose response comes only after the first import', async () => {
    const query = `${toEvent(7, 'query', {})}\n`;
    const response = `${toEvent(7, 'answer', { rcode: 'NOERROR', answers: [] })}\n`;
    const file = write('eve.json', query);
    await importFile(file);
    appendFileSync(file, response + toEvent(8, 'query', {}));
    const [rest] = await importFile(file);
    expect(rest).toMatchObject({ read: 2, leftOut: { 'response of a lookup counted already': 1 } });
    expect(await listImports(database)).toMatchObject([{ pairs: 1 }, { pairs: 1 }]);
  });
});

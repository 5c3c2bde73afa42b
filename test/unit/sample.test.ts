/** The sample is the same every time, names nobody, and holds what docs/sample.md says it holds. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { toLocal } from '../../server/sample/calendar.ts';
import { createRandom, drawIndex, toRunningSums } from '../../server/sample/random.ts';
import { writeSample } from '../../server/sample/write-sample.ts';
import { findRealNames } from '../helpers/reserved.ts';
import { groupBy, type LogRow, readSampleLog, round, type SampleLog } from '../helpers/sample-log.ts';
import { ROOT, readText } from '../helpers/source-tree.ts';

const STORY = 'mail.tower.example';
const SUCCESSOR = 'mx.spire.example';
const BANK = 'Example Harbor Bank';

// A hundred thousand rows are written and read: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let folder: string;
let log: SampleLog;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'whoasked-sample-'));
  await writeSample(folder);
  log = await readSampleLog(folder);
});

afterAll(() => rm(folder, { recursive: true }));

function select(name: string, holder?: string): LogRow[] {
  return log.lookups.filter((row) => row.name === name && (!holder || log.findHolder(row.client) === holder));
}

function countClients(rows: readonly LogRow[]): number {
  return new Set(rows.map(({ client }) => client)).size;
}

const officeHours = new Map<string, boolean>();

/** Monday to Friday, 08:00 to 18:00. Whole hours are looked up once: the formatter is slow. */
function isOfficeHour({ time }: LogRow, timeZone = 'America/Halifax'): boolean {
  const hours = Math.floor(time / 3600);
  const key = `${timeZone} ${hours}`;
  const known = officeHours.get(key);
  if (known !== undefined) return known;
  const text = new Date(hours * 3_600_000).toLocaleString('en-GB', { timeZone, weekday: 'short', hour: '2-digit' });
  const hour = Number(/\d\d/.exec(text)?.[0]);
  const inOffice = !/^S/.test(text) && hour >= 8 && hour < 18;
  officeHours.set(key, inOffice);
  return inOffice;
}

function toPercent(part: number, whole: number): string {
  return `${round((100 * part) / whole, 1).toFixed(1)} %`;
}

function toDate(time: number | undefined): string {
  return new Date((time ?? 0) * 1000).toISOString().slice(0, 16).replace('T', ' ');
}

/** The figures of docs/sample.md, from the files. */
function createTruth(): Map<string, string> {
  const story = select(STORY);
  const bank = select(STORY, BANK);
  const unmapped = story.filter(({ client }) => log.findHolder(client) === undefined);
  const answered = story.filter(({ rcode }) => rcode === 'NOERROR');
  const successor = select(SUCCESSOR);
  const others = log.lookups.filter(
    ({ client, name }) => log.findHolder(client) === BANK && ![STORY, SUCCESSOR].includes(name),
  );
  const council = log.lookups.filter(({ client }) => log.findHolder(client) === 'Example City Council');
  const firsts = [...groupBy(log.lookups, ({ name }) => name).values()].map((rows) => rows[0]?.time ?? 0);
  const stopped = answered.at(-1)?.time ?? 0;
  const candidates = firsts.filter((time) => time > stopped && time <= stopped + 7 * 86_400);
  const office = (rows: readonly LogRow[]) => toPercent(rows.filter((row) => isOfficeHour(row)).length, rows.length);
  const count = (value: number) => value.toLocaleString('en');
  return new Map([
    ['Rows in the log', count(log.rows.length)],
    ['Rows that are lookups', count(log.lookups.length)],
    ['First and last lookup', `${toDate(log.lookups[0]?.time)} to ${toDate(log.lookups.at(-1)?.time)}`],
    ['Clients', count(countClients(log.lookups))],
    ['Names', count(new Set(log.lookups.map(({ name }) => name)).size)],
    ['Pairs of client and name', count(new Set(log.lookups.map(({ client, name }) => `${client} ${name}`)).size)],
    [`Lookups of \`${STORY}\``, count(story.length)],
    ['… its clients', count(countClients(story))],
    [
      `… by ${BANK}`,
      `${count(bank.length)} (${toPercent(bank.length, story.length)}), from ${countClients(bank)} addresses`,
    ],
    [
      '… by clients in no known network',
      `${unmapped.length} (${toPercent(unmapped.length, story.length)}), from ${countClients(unmapped)} addresses`,
    ],
    ['… answered with NXDOMAIN', count(story.length - answered.length)],
    ['… answered for the last time', toDate(stopped)],
    [`… by ${BANK}: in office hours`, office(bank)],
    [`Other names asked for by ${BANK}, in office hours`, office(others)],
    [
      'Lookups by Example City Council, in its office hours',
      toPercent(council.filter((row) => isOfficeHour(row, 'Europe/Berlin')).length, council.length),
    ],
    [`Lookups of \`${SUCCESSOR}\``, `${count(successor.length)}, from ${countClients(successor)} addresses`],
    ['… its first and last lookup', `${toDate(successor[0]?.time)} and ${toDate(successor.at(-1)?.time)}`],
    ['… all in office hours', office(successor)],
    [`Names first looked up in the 7 days after \`${STORY}\` stopped`, count(candidates.length)],
    ['Clients of `www.lighthouse-news.example`', count(countClients(select('www.lighthouse-news.example')))],
    [
      'Rows left out: port 137, 5353, 5355, without a name',
      ['137', '5353', '5355']
        .map((port) => log.rows.filter((row) => row.port === port).length)
        .concat(log.rows.filter(({ name }) => name === '-').length)
        .map(count)
        .join(', '),
    ],
  ]);
}

describe('the sample', () => {
  it('is the same every time', async () => {
    const again = await mkdtemp(path.join(os.tmpdir(), 'whoasked-sample-'));
    await writeSample(again);
    const hash = async (dir: string, file: string) =>
      createHash('sha256')
        .update(await readFile(path.join(dir, file)))
        .digest('hex');
    for (const file of ['dns.log.gz', 'ip2asn-combined.tsv', 'as-org2info.jsonl']) {
      expect(await hash(again, file)).toBe(await hash(folder, file));
    }
    await rm(again, { recursive: true });
  });

  it('has the content it had when its figures were written down', async () => {
    const text = gunzipSync(await readFile(path.join(folder, 'dns.log.gz')));
    expect(readText('docs/sample.md')).toContain(createHash('sha256').update(text).digest('hex'));
  });

  it('names nobody', async () => {
    // Real names that stand once stand in the distinct values; the whole log says most of them a thousand times.
    const values = new Set(log.rows.flatMap(({ client, name, answers }) => [client, name, ...answers]));
    const tables = await Promise.all(
      ['ip2asn-combined.tsv', 'as-org2info.jsonl'].map((file) => readFile(path.join(folder, file), 'utf8')),
    );
    expect(findRealNames([...values, ...tables].join('\n'))).toEqual([]);
    expect(log.asns.length).toBe(23 + 2);
  });

  it('has the columns Zeek writes, in time order', () => {
    expect(log.columns).toContain('TTLs');
    expect(log.columns).toHaveLength(24);
    expect(log.rows.every((row, i) => i === 0 || row.time >= (log.rows[i - 1]?.time ?? 0))).toBe(true);
  });

  it('tells the story docs/sample.md tells', () => {
    const page = readText('docs/sample.md');
    const rows = [...page.matchAll(/^\| (.+?) \| (.+?) \|$/gm)].map(([, what, value]) => [what, value]);
    const start = rows.findIndex(([what]) => what === 'Rows in the log');
    const truth = [...createTruth()];
    expect(rows.slice(start, start + truth.length)).toEqual(truth);
  });

  it('asks for the successor from one organization only, which asked for the name before', () => {
    const clients = new Set(select(STORY, BANK).map(({ client }) => client));
    expect(new Set(select(SUCCESSOR).map(({ client }) => log.findHolder(client)))).toEqual(new Set([BANK]));
    expect(select(SUCCESSOR).every(({ client }) => clients.has(client))).toBe(true);
  });

  it.each([
    ['IPv6 clients', (row: LogRow) => row.client.includes(':')],
    ['upper-case names', (row: LogRow) => row.port === '53' && /[A-Z]/.test(row.name)],
    ['reverse lookups', (row: LogRow) => row.type === 'PTR' && row.name.endsWith('.in-addr.arpa')],
    ['CNAME chains', (row: LogRow) => row.answers.filter((answer) => answer.endsWith('.example')).length > 1],
    ['lookups of the root', (row: LogRow) => row.name === '.'],
    ['punycode names', (row: LogRow) => row.name.includes('xn--')],
    ['refused lookups', (row: LogRow) => row.rcode === 'REFUSED'],
    ['names that end', (row: LogRow) => row.rcode === 'NXDOMAIN' && row.name.startsWith('status.')],
  ])('holds %s', (_, test) => {
    expect(log.rows.filter(test).length).toBeGreaterThan(10);
  });
});

describe('npm run make-sample', () => {
  const make = (...args: string[]) =>
    promisify(execFile)(process.execPath, ['--import', 'tsx', 'scripts/make-sample.ts', ...args], { cwd: ROOT });

  it('writes the files and says how to import them', async () => {
    const target = path.join(folder, 'made', 'here');
    const { stdout } = await make(target);
    expect(stdout).toContain(`${log.rows.length.toLocaleString('en')} rows of lookups`);
    const imports = [...stdout.matchAll(/npm run import -- --dataset (\S+) (\S+)/g)];
    expect(imports.map(([, dataset]) => dataset)).toEqual([
      'whoasked.sample.networks',
      'whoasked.sample.organizations',
      'whoasked.sample.lookups',
    ]);
    for (const [, , file = ''] of imports) expect((await readFile(file)).length).toBeGreaterThan(1000);
  });

  it.each([[['one', 'two']], [['--help']]])('explains itself on %j', async (args) => {
    await expect(make(...args)).rejects.toMatchObject({ code: 1, stderr: 'Usage: npm run make-sample -- [DIR]\n' });
  });

  it('says in one sentence that it cannot write', async () => {
    const made = make(path.join(folder, 'dns.log.gz'));
    await expect(made).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^The sample could not be written: .+\n$/),
    });
  });
});

describe('the calendar', () => {
  it.each(['America/Halifax', 'Europe/Berlin', 'Asia/Tokyo', 'Pacific/Auckland'] as const)(
    'knows the hours of %s',
    (zone) => {
      const format = new Intl.DateTimeFormat('en-GB', {
        timeZone: zone,
        weekday: 'short',
        hour: 'numeric',
        hourCycle: 'h23',
      });
      const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
      const isNearChange = (hour: number) => [822, 1321, 1478].some((change) => Math.abs(hour - change) < 4);
      for (let hour = 0; hour < 20 * 168; hour += 1) {
        if (hour % 11 !== 0 && !isNearChange(hour)) continue;
        const parts = format.formatToParts(Date.UTC(2026, 1, 2) + hour * 3_600_000);
        const get = (wanted: string) => parts.find(({ type }) => type === wanted)?.value ?? '';
        expect(toLocal(zone, hour)).toEqual({ weekday: days.indexOf(get('weekday')) + 1, hour: Number(get('hour')) });
      }
    },
  );
});

describe('drawing by weight', () => {
  it('never draws what weighs nothing, and keeps to its bounds', () => {
    const random = createRandom(1);
    const sums = toRunningSums([0, 3, 0, 1, 5, 0]);
    const drawn = Array.from({ length: 2000 }, () => drawIndex(sums, random));
    expect([...new Set(drawn)].sort()).toEqual([1, 3, 4]);
    const bounded = Array.from({ length: 2000 }, () => drawIndex(sums, random, 2, 4));
    expect(new Set(bounded)).toEqual(new Set([3]));
  });
});
